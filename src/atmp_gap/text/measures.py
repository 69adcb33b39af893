"""A number's unit with all it is per: CFU per 100 mL, EU per kg and hour, one in 10 000.

Use ``measure_behind`` with the end of a numeral.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from atmp_gap.text.number_words import BEGINS, numeral_at
from atmp_gap.text.units import WORD, Names, Unit

_FILLER = rf"(?:\s+(?:of\s+)?(?:the\s+)?(?:{WORD})){{0,5}}?"
"""The words of an amount: (10 ng) of residual DNA (per dose)."""
_PER = re.compile(
    rf"(?:{_FILLER})[\s-]+per[\s-]+(?!cent\b|se\b|protocol\b|os\b|article\b|annex\b)", re.IGNORECASE
)
_SLASH = re.compile(r"(?:\s[A-Z][a-z]?(?:\(\d\+\))?)?\s?/\s?(?=[\dA-Za-zµμ%°])")
"""Also behind the sign of an element: 3 mg Cr(3+)/m3."""
_NOUN_SLASH = re.compile(rf"(?:\s+{WORD}){{0,3}}?\s?/\s?(?=[\dA-Za-zµμ%°])")
_AND = re.compile(
    r"\s+(?:and|per|and\s+per)\s+(?:per\s+)?(?=(?:kg|kilogram|hour|h|day|minute|min|dose)\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?P<filler>\s+of\s+\w+(?:[\s-]\w+){{0,4}}|(?:\s+(?:{WORD})){{0,3}})"
    r"\s+(?:in|for every|for each|out of)\s+"
    r"(?P<article>(?:an?|each|every|one)\s+(?:parenteral\s+|single\s+)?)?(?=\w)",
    re.IGNORECASE,
)
_A = re.compile(r"\s+(?:a|an|each|every)\s+(?=(?:day|week|month|year|hour|minute|dose)\b)", re.I)
_LY = re.compile(r"\s+(?P<how>daily|weekly|monthly|yearly|annually|hourly)\b", re.IGNORECASE)
_LY_UNITS = {"daily": "day", "weekly": "week", "monthly": "month", "hourly": "h"}
_INVERSE = re.compile(
    r"[\s·⋅.]?(?P<unit>kg|g|mg|mL|ml|L|l|h|hr|day|d|min|m2|m3|cm2)\s?(?:[-−–]1|⁻¹)(?!\w)"
)
"""mg kg-1 day-1."""
_GENERIC = re.compile(rf"{WORD}")
_UNREAD = re.compile(r"\s?/\s?\d|\s+per\s+\d", re.IGNORECASE)
_WHOLES = frozenset({"lot", "tests", "experiments", "containers"})
"""What things are counted in, not measured against: 3 failures in 2 batches."""


@dataclass(frozen=True)
class Below:
    """What stands under the line: per 100 mL, per dose, per device."""

    unit: str
    """The unit's id, or the word where it is no unit; empty for a bare number."""
    dimension: str
    size: Fraction
    """How much of the base unit."""
    number: Fraction
    """The number as written."""


@dataclass(frozen=True)
class Measure:
    """The unit of a number with all it is per, and where that ends."""

    end: int
    unit: str | None = None
    dimension: str | None = None
    factor: Fraction = Fraction(1)
    below: tuple[Below, ...] = ()
    sure: bool = True


def measure_behind(names: Names, text: str, at: int) -> Measure:
    """The unit behind a numeral that ends at a place, with all it is per."""
    unit, end, sure = names.behind(text, at)
    lines: list[Below] = []
    while found := _line(names, text, end, unit, first=not lines):
        line, end = found
        lines.append(line)
    slashes = text[at:end].count("/")
    numbered = any(line.number != 1 for line in lines) or re.search(r"/\s?\d", text[at:end])
    if _UNREAD.match(text, end) or (slashes > 1 and (unit is None or numbered)):
        sure = False  # a sum, or under the line stands what was not understood
    if unit is None:
        return Measure(end if lines else at, below=tuple(lines), sure=sure)
    return Measure(end, *unit, tuple(lines), sure)


def below_at(names: Names, text: str, at: int) -> tuple[Sequence[Below], int]:
    """The units behind a "per" that stands apart from its number, and their end."""
    lines: list[Below] = []
    found = _size(names, text, at, generic=False)
    while found:
        lines.append(found[0])
        at = found[1]
        also = _AND.match(text, at)
        found = _size(names, text, also.end(), generic=False) if also else None
    return lines, at


def _line(
    names: Names, text: str, at: int, above: Unit | None, first: bool
) -> tuple[Below, int] | None:
    """One thing a number is per, and its end."""
    inverse = _INVERSE.match(text, at)
    if inverse and above:
        return _one(names, inverse["unit"], inverse.end())
    slash = (_NOUN_SLASH if first and above is None else _SLASH).match(text, at)
    if slash:
        return _size(names, text, slash.end(), generic=above is not None)
    per = _PER.match(text, at) if _near(text, at, "per") else None
    if per:
        return _size(names, text, per.end(), generic=True) or _many(text, per.end())
    if not first:
        also = _AND.match(text, at)
        return _size(names, text, also.end(), generic=False) if also else None
    often = _LY.match(text, at)
    if often and not (above and above.dimension == "time"):
        return _one(names, _LY_UNITS.get(often["how"].casefold(), "year"), often.end())
    each = _A.match(text, at)
    if each and not (above and above.dimension == "time" and above.id not in ("h", "min")):
        return _size(names, text, each.end(), generic=False)
    within = _IN.match(text, at) if _near(text, at, " in ", "for e", "out of") else None
    return _within(names, text, within, above) if within else None


def _near(text: str, at: int, *words: str) -> bool:
    """Whether one of some words stands near: most often none does, and looking is quick."""
    return any(text.find(word, at, at + 90) >= 0 for word in words)


def _one(names: Names, word: str, end: int) -> tuple[Below, int] | None:
    unit = names.named(word)
    return (Below(unit.id, unit.dimension, unit.factor, Fraction(1)), end) if unit else None


def _within(
    names: Names, text: str, found: re.Match[str], above: Unit | None
) -> tuple[Below, int] | None:
    """What stands behind "in", where that is an amount: in 10 mL, in 3 x 10^9 particles."""
    numbered = BEGINS.match(text, found.end())
    size = _size(names, text, found.end(), generic=False)
    if size is None:
        plain = above is None and not found["filler"].strip() and numbered
        return _many(text, found.end()) if plain else None
    line = size[0]
    if line.dimension == "time" or line.unit in _WHOLES:
        return None
    if line.unit == "dose":  # "in a dose", but three lots are used in 2 doses
        return size if found["article"] and line.number == 1 else None
    return size if numbered else None


def _many(text: str, at: int) -> tuple[Below, int] | None:
    """A large bare number: five in 10 000, one in a million."""
    numeral = numeral_at(text, at)
    if numeral is None or not numeral.sure or numeral.value < 1000:
        return None
    if 1900 <= numeral.value < 2100 and numeral.end - numeral.start == 4:
        return None  # a year
    return Below("", "", numeral.value, numeral.value), numeral.end


def _size(names: Names, text: str, at: int, generic: bool) -> tuple[Below, int] | None:
    """An amount under the line: 100 mL, dose, 3 x 10^9 particles, device (where ``generic``)."""
    if BEGINS.match(text, at):
        numeral = numeral_at(text, at)
        if numeral is None or not numeral.value or not numeral.sure or numeral.flat_power:
            return None
        unit, end, sure = names.behind(text, numeral.end)
        if unit is None or not sure:
            return None
        size = unit.factor * numeral.value
        return Below(unit.id, unit.dimension, size, numeral.value), end
    found = names.single(text, at)
    if found:
        unit, end = found
        return Below(unit.id, unit.dimension, unit.factor, Fraction(1)), end
    word = _GENERIC.match(text, at) if generic else None
    if word is None:
        return None
    name = word[0].split("/")[0].rstrip("-'’")
    return Below(name.casefold(), name.casefold(), Fraction(1), Fraction(1)), at + len(name)
