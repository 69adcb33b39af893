"""Numbers with units in running text: 10 ng, 10ng, 10 nanograms, 1 x 10^8, fifteen years, below.

A ``Mention`` holds the value in base units of its dimension, so that 12 months is a year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

_SMALL = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty ",
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
WORDS: dict[str, int] = {word: value for value, word in enumerate(_SMALL)} | _TENS
"""Numbers written out."""

_SPELT: dict[str, tuple[str, ...]] = {
    "pg": ("picogram", "picograms"),
    "ng": ("nanogram", "nanograms"),
    "ug": ("microgram", "micrograms", "µg", "μg", "mcg"),
    "mg": ("milligram", "milligrams"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "uL": ("microlitre", "microliter", "microlitres", "microliters", "μl", "µl"),
    "mL": ("millilitre", "milliliter", "millilitres", "milliliters", "ml"),
    "L": ("litre", "liter", "litres", "liters"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours", "hr", "hrs"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "bp": ("bp", "base pairs", "basepairs", "base pair"),
    "%": ("%", "percent", "per cent"),
    "EU": ("eu", "endotoxin units", "endotoxin unit"),
    "IU": ("iu", "international units"),
    "dose": ("dose", "doses"),
    "lot": ("lot", "lots", "batch", "batches"),
    "cells": ("cell", "cells"),
    "copies": ("copy", "copies"),
    "log10": ("log10", "logs", "log"),
}
COUNTED: frozenset[str] = frozenset(
    {"count", "lot", "cells", "copies", "dose", "genome", "particles", "number"}
)
"""Dimensions whose unit is the thing counted; the text may name the thing otherwise."""

_EXPONENT = r"(?:\s?\^\s?(?P<power>[-+]?\d{1,2}))?"
_PLAIN = r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}\b)?"
_NUMBER = re.compile(
    rf"(?<![\w.^])(?<![A-Za-z]-)(?:(?P<times>\d+(?:\.\d+)?)\s?[x×*]\s?(?P<ten>10)\s?\^?\s?(?P<tenpower>[-+]?\d{{1,2}})"
    rf"|(?P<plain>{_PLAIN})(?!\d|\.\d){_EXPONENT}"
    rf"|(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w]))",
    re.IGNORECASE,
)
_UPPER_BEFORE = (
    r"less than or equal to|lower than|less than|fewer than|smaller than|below|under|"
    r"no more than|not more than|no later than|not later than|no longer than|not exceed(?:ing)?|"
    r"not be (?:more|longer|later|greater|higher) than|at most|up to|within|maximum(?: of)?|"
    r"not to exceed|not extend beyond|by|until|<=|≤|<"
)
_LOWER_BEFORE = (
    r"not less than|no less than|no fewer than|not fewer than|at least|more than|greater than|"
    r"higher than|longer than|exceed(?:s|ing)?|above|over|minimum(?: of)?|a minimum|not before|"
    r"equal to or greater than|>=|≥|>"
)
_BEFORE = re.compile(
    rf"(?P<lower1>not less than|no less than|no fewer than|not fewer than)"
    rf"|(?P<upper>{_UPPER_BEFORE})|(?P<lower>{_LOWER_BEFORE})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:(?:\s?/\s?|\s?per\s)\w+){0,2}\W{0,2}"
    r"(?:(?P<lower>or (?:more|longer|greater|higher|above)|and (?:more|above))"
    r"|(?P<upper>or (?:less|fewer|shorter|lower|below)|at the latest))",
    re.IGNORECASE,
)
UPPER, LOWER = "upper", "lower"


@dataclass(frozen=True)
class Mention:
    """A number in a text: its value in base units, its dimension where the unit is known."""

    value: Fraction
    dimension: str | None
    bound: str | None
    start: int
    end: int
    text: str


class Reader:
    """Finds numbers in running text, with the units of a vocabulary."""

    def __init__(self, units: Mapping[str, tuple[str, Fraction]]) -> None:
        self._units = dict(units)
        for name, words in _SPELT.items():
            if name in units:
                for word in words:
                    self._units.setdefault(word, units[name])
        names = sorted(self._units, key=len, reverse=True)
        self._unit = re.compile(
            r"[\s\-\u2011\u2013]{0,2}(?:calendar |working |consecutive )?"
            rf"(?P<unit>{'|'.join(map(re.escape, names))})(?![A-Za-z0-9])"
        )
        self._folded = {name.lower(): value for name, value in self._units.items()}

    def mentions(self, text: str) -> list[Mention]:
        """The numbers of a text, in order. Numbers of sections and references are among them."""
        found: list[Mention] = []
        for item in _NUMBER.finditer(text):
            value = _value(item)
            # A chapter of the USP is no bound: <85>.
            chapter = (
                text[max(0, item.start() - 1) : item.start()] == "<"
                and text[item.end() : item.end() + 1] == ">"
            )
            if value is None or chapter:
                continue
            unit = self._unit.match(text, item.end()) or self._unit.match(text.lower(), item.end())
            dimension, end = None, item.end()
            if unit:
                known = self._units.get(unit["unit"]) or self._folded[unit["unit"].lower()]
                dimension, end = known[0], unit.end()
                value *= known[1]
            found.append(
                Mention(
                    value,
                    dimension,
                    _bound(text, item.start(), end),
                    item.start(),
                    end,
                    text[item.start() : end],
                )
            )
        return _ranges(text, found)


def _value(item: re.Match[str]) -> Fraction | None:
    groups: Mapping[str, str | None] = item.groupdict()
    if groups["word"]:
        return Fraction(WORDS[groups["word"].lower()])
    if groups["times"]:
        return Fraction(groups["times"]) * Fraction(10) ** int(groups["tenpower"] or 0)
    plain = re.sub(r"[,\s\u202f\u00a0]", "", groups["plain"] or "")
    try:
        value = Fraction(plain)
        return value ** int(groups["power"]) if groups["power"] else value
    except (ValueError, ZeroDivisionError):
        return None


def _bound(text: str, start: int, end: int) -> str | None:
    """The bound that the words next to a number set."""
    before = " ".join(text[max(0, start - 60) : start].split())
    bounds = list(_BEFORE.finditer(before))
    if bounds:
        last = bounds[-1]
        rest = before[last.end() :]
        whole = last.start() == 0 or not before[last.start() - 1].isalnum()
        # A few words may stand between: "at least the first three".
        if (
            whole
            and len(rest.split()) <= 3
            and not re.search(r"[.;:]", rest)
            and not _NUMBER.search(rest)
        ):
            if last["lower1"] or last["lower"]:
                return LOWER
            return UPPER
    after = _AFTER.match(" ".join(text[end : end + 45].split()))
    if after:
        return LOWER if after["lower"] else UPPER
    return None


def _ranges(text: str, found: list[Mention]) -> list[Mention]:
    """The first number of a range takes the unit of the second: 1-3 weeks, 10 or 15 years."""
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i], found[i + 1]
        between = text[a.end : b.start]
        if (
            a.dimension is None
            and b.dimension is not None
            and re.fullmatch(r"\s?(?:-|–|to|or|and|,)\s?", between)
        ):
            raw = re.match(r"[\w.]+", b.text)
            spelt = WORDS.get(raw[0].lower()) if raw else None
            try:
                number = Fraction(spelt) if spelt is not None else Fraction(raw[0] if raw else "")
            except ValueError:
                continue
            if number:
                factor = b.value / number
                found[i] = Mention(a.value * factor, b.dimension, a.bound, a.start, a.end, a.text)
    return found
