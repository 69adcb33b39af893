"""Numbers as ``verify`` looks for them: one value in base units, what it measures, and its bound.

Use ``Reader.mentions`` on a statement for what it needs, and on a document for what it says. The
reading itself is done by ``text.numbers``; here 12 months become a year, and 10 CFU per 100 mL
becomes a tenth of a CFU per mL with the dimension ``colony-forming-units-per-volume``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from atmp_gap.text import numbers as prose

COUNTED: frozenset[str] = frozenset(
    {"count", "lot", "cells", "copies", "dose", "genome", "particles", "number"}
)
"""Dimensions whose unit is the thing counted; the text may name the thing otherwise."""
UPPER, LOWER = "upper", "lower"
_AROUND = 300
"""Characters beside a part of a text that are read with it."""


class Unsure(str):
    """What could not be read: equal to nothing, itself included, as a number that is none.

    So a need whose number is not sure is never met, and a number of a text that is not sure
    never meets a need: nothing is confirmed by what could be read in two ways.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True)
class Mention:
    """A number in a text: its value in base units, what it measures where the unit is known."""

    value: Fraction
    dimension: str | None
    bound: str | None
    start: int
    end: int
    text: str
    written: Fraction = Fraction(0)
    """The value as written: a bare "seven" is not met by a week."""


class Reader:
    """Finds numbers in running text, with the units of a vocabulary."""

    def __init__(self, units: Mapping[str, tuple[str, Fraction]]) -> None:
        self._reader = prose.Reader(units)

    def mentions(self, text: str) -> list[Mention]:
        """The numbers of a text, in order; those of sections, dates and references left out."""
        return [_of(found) for found in self._reader.read(text)]

    def within(self, text: str, low: int, high: int) -> list[Mention]:
        """The numbers that stand whole between two places of a text, at their places in it.

        The text around is read as well: the end of "twenty-four" is no number, and a bound before
        the first place still holds.
        """
        start = max(0, low - _AROUND)
        return [
            replace(found, start=found.start + start, end=found.end + start)
            for found in self.mentions(text[start : high + _AROUND])
            if low <= found.start + start and found.end + start <= high
        ]


def _of(found: prose.Mention) -> Mention:
    dimension, scale = _measured(found)
    if found.low != found.high:
        # A range is met by the same range alone: four to six years are not four.
        dimension = f"{dimension or 'number'} to {found.high * scale}"
    if not found.sure:
        dimension = Unsure(dimension or "number")
    side = prose.side(found.bound)
    bound = Unsure(side) if side == prose.UNSURE else side
    value = found.low * scale
    return Mention(value, dimension, bound, found.start, found.end, found.text, found.low)


def _measured(found: prose.Mention) -> tuple[str | None, Fraction]:
    """What a number measures, with all it is per, and what turns it into base units."""
    if found.dimension is None and not found.below:
        return None, Fraction(1)
    below = found.below or (found.around if found.dimension else ())
    scale = found.factor
    for line in below:
        scale /= line.size
    per = sorted(line.dimension for line in below)
    return "-per-".join([found.dimension or "number", *per]), scale
