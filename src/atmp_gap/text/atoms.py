"""Single numbers of a text with their units, before ranges, lists and bounds are looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from atmp_gap.text.measures import Measure, measure_behind
from atmp_gap.text.number_words import BEGINS, SCALES, Numeral, numeral_at
from atmp_gap.text.references import reference_end
from atmp_gap.text.unit_words import POWERS
from atmp_gap.text.units import Names

_LABEL = re.compile(r"\b(?P<label>days?|weeks?|months?|years?|pH)\s+$", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|[\s(≤≥<>=~])[-−]$")
_VAGUE = re.compile(r"\b(?:several|few|many|some)\s+$", re.IGNORECASE)
_FORMULA = re.compile(r"(?:[x×÷*·]|[\d)]\s?/)\s?$")
_FORMULA_ON = re.compile(r"\s?(?:[x×÷*·]\s?\d|=\s?=)")
_SPREAD = re.compile(r"(?:±|\+/[-−])\s?$")
_RATIO = re.compile(r"\s?:\s?\d[\d,. ]*\d|\s?:\s?\d|/\d+(?:[.,]\d+)*(?:st|nd|rd|th)?")
_PARENS = re.compile(r"\s?\(\d[\d.,;\s–-]*\)")
_IN_PARENS = re.compile(r"\((?:\d[\d.]*[,;]\s)*$")
_TO_PAREN = re.compile(r"(?:[,;]\s\d[\d.]*)*\s?\)")
_SHARED = re.compile(r"(?:\s[A-Za-z-]+){1,3}/[A-Za-z]")
_A_SCALE = re.compile(r"\b(?:an?|per|each|every|several|few|many|some|in)\s+$", re.IGNORECASE)
_NAME = re.compile(r"\s[A-Z][a-z]")
_LOST_POWER = re.compile(r"10[1-9]|101[0-9]")
_OFTEN = re.compile(
    r"\s+(?:(?:an?|each|every|per)\s+(?:day|week|month|year|hour|lot|batch|dose)"
    r"|daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:least|most|than|of|only|minimum|maximum|exceed\w*|up to|within|either|or|to|and|between|"
    r"per|in)\s+$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\s+(?:of|another|or\s+more|by|should|must|may|can|is|has|that|which|such)\b", re.IGNORECASE
)
_COMMA_TEXT = re.compile(r"(?<![\d.,])\d+,\d{1,2}\s?(?:%|°C|mg|ng|kg|mL|ml|IU|EU|µ|μ)")
"""A decimal comma that cannot be anything else: then 1,250 may be one and a quarter."""


@dataclass(frozen=True)
class Atom:
    """One number with its unit, where it begins and ends."""

    start: int
    end: int
    numeral: Numeral
    measure: Measure
    sure: bool = True
    value: Fraction = Fraction(0)
    label: bool = False
    """Its unit stands before it: day 21, pH 6.8."""

    @property
    def bare(self) -> bool:
        """Whether it has no unit of its own."""
        return self.measure.unit is None and not self.measure.below

    @property
    def words(self) -> bool:
        """Whether it is written in words."""
        return self.numeral.words


def atoms(text: str, names: Names) -> Iterator[Atom]:
    """Every number of a text with its unit, in order; references are stepped over."""
    is_measure = _measure_at(text, names)
    commas = bool(_COMMA_TEXT.search(text))
    at = 0
    while begin := BEGINS.search(text, at):
        start = begin.start()
        skip = reference_end(text, start, is_measure)
        if skip:
            at = max(skip, start + 1)
            continue
        numeral = numeral_at(text, start, commas)
        atom = _atom(text, numeral, names) if numeral and not numeral.section else None
        if atom:
            yield atom
        at = max(start + 1, numeral.end if numeral else begin.end(), atom.end if atom else 0)


def _measure_at(text: str, names: Names) -> Callable[[int], bool]:
    """Tells whether a unit stands at a place, right there or behind one space or hyphen."""

    def is_measure(at: int) -> bool:
        step = 1 if text[at : at + 1] in (" ", "-", "\u00a0", "\n") else 0
        return at + step < len(text) and names.at(text, at + step) is not None

    return is_measure


def _atom(text: str, numeral: Numeral, names: Names) -> Atom | None:
    """A numeral with its unit; None where it counts nothing: 3D, two-stage, one of them."""
    start, at = numeral.start, numeral.end
    measure = measure_behind(names, text, at)
    word = text[start:at].casefold()
    behind = text[at : at + 2]
    joined = behind[:1].isalpha() or (behind[:1] in ("-", "‐", "‑") and behind[1:].isalpha())
    if joined and measure.unit is None and numeral.sure:
        return None
    if word in SCALES and not _A_SCALE.search(text[max(0, start - 12) : start]):
        return None  # Thousand Oaks
    if word == "once" and not _OFTEN.match(text, at):
        return None
    if word in ("once", "twice") and measure.unit is None:
        measure = replace(measure, unit="times", dimension="times")
    before = text[max(0, start - 30) : start]
    if (
        word == "one"
        and measure.unit is None
        and not measure.below
        and (_ONE_OF.match(text, at) or not _ONE.search(before))
    ):
        return None
    atom = Atom(start, measure.end, numeral, measure, True, numeral.value)
    if atom.bare:
        ratio = _RATIO.match(text, at)
        if ratio:
            return replace(atom, end=ratio.end(), sure=False)
        atom = _labelled(atom, before, names)
    if _SIGN.search(before) and not numeral.words:
        minus = before[-1] == "−" or measure.dimension == "temperature"
        atom = replace(atom, start=start - 1, value=-numeral.value, sure=minus)
    return replace(atom, sure=atom.sure and _is_sure(text, before, atom))


def _labelled(atom: Atom, before: str, names: Names) -> Atom:
    """A number whose unit stands before it: day 21, pH 6.8."""
    label = _LABEL.search(before)
    known = names.named(label["label"]) if label else None
    if label is None or known is None:
        return atom
    measure = Measure(atom.end, *known)
    start = atom.start - (len(before) - label.start("label"))
    return replace(atom, start=start, measure=measure, label=True)


def _is_sure(text: str, before: str, atom: Atom) -> bool:
    """Whether nothing about a number leaves two ways to take it."""
    numeral, measure, end = atom.numeral, atom.measure, atom.numeral.end
    digits = "" if numeral.words else text[numeral.start : end]
    plenty = measure.unit in POWERS or bool(measure.below)
    doubts = (
        not numeral.sure or not measure.sure,
        numeral.listed and measure.unit is None,
        _VAGUE.search(before),
        _SPREAD.search(before),  # 25 ± 2
        _FORMULA.search(before) or _FORMULA_ON.match(text, end),
        # 3 x 106 tablets may be 318 of them
        numeral.flat_power and not (plenty or "-" in digits or "." in digits),
        # 106 may be ten to the sixth whose raising was lost
        (plenty or measure.unit is None) and _LOST_POWER.fullmatch(digits),
        measure.unit is None and _SHARED.match(text, atom.end),  # 50 animals/sex/group
        atom.bare and _IN_PARENS.search(before) and _TO_PAREN.match(text, end),
        atom.bare and _PARENS.match(text, end),  # 38.59 (13.4, 82.7) months
        # the number of a page, a note, a house, a line
        atom.bare and digits and (_NAME.match(text, end) or before.endswith("\n")),
    )
    return not any(doubts)
