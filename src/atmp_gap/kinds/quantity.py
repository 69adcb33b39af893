"""Quantities: the grammar of numbers with units, and intervals of exact decimals.

QUANTITY = none | [least of | most of] TERM [| TERM ...]
TERM     = [about | up to] [BOUND] NUMBER[..NUMBER] [UNIT] ((/ | per) [NUMBER] UNIT)* [from START]
BOUND    = < | <= | > | >= | =
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from atmp_gap.model.vocabulary import EqualUnits, Start, Unit

Basis = tuple[str, ...]
"""What a number is of, and per what: the dimension, then the denominators, sorted."""


class QuantityError(ValueError):
    """A text that is no quantity; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Interval:
    """Where a value may lie; None is no end. Values are in base units."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def within(self, other: Interval) -> bool:
        """Whether it lies in the other; open against closed ends are not told apart."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high

    def meet(self, other: Interval) -> Interval:
        """The intersection, which may be empty."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low >= low):
            low_open = other.low_open or (low_open and other.low == low)
            low = other.low
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high <= high):
            high_open = other.high_open or (high_open and other.high == high)
            high = other.high
        return Interval(low, high, low_open, high_open)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))


@dataclass(frozen=True)
class Term:
    """One number or range with its unit."""

    text: str
    interval: Interval
    bounded: bool
    basis: Basis
    about: bool = False
    up_to: bool = False
    start: str | None = None
    ends: tuple[str, str] = ("", "")
    """The numbers of a range as written."""
    unit: str = ""
    """Everything after the number, as written."""

    @property
    def value(self) -> Fraction:
        """The number of a term that is not a range."""
        end = self.interval.low if self.interval.low is not None else self.interval.high
        assert end is not None
        return end


@dataclass(frozen=True)
class Quantity:
    """A parsed quantity. ``none`` has no terms; ``mode`` is least, most or None."""

    text: str
    terms: tuple[Term, ...] = ()
    mode: str | None = None

    @property
    def is_none(self) -> bool:
        """Whether the text gives no number."""
        return not self.terms


_NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
_UNIT = r"(?!per\b|from\b)[A-Za-zµμ%][\w%µμ-]*"
TERM = re.compile(
    rf"""^(?P<mod>about|up\ to)?\s*(?P<bound><=|>=|<|>|=|≤|≥)?\s*(?P<mod2>about)?\s*
        (?P<low>{_NUMBER})(?:\s*\.\.\s*(?P<high>{_NUMBER}))?\s*
        (?P<unit>{_UNIT})?
        (?P<per>(?:\s*(?:/|\bper\b)\s*(?:{_NUMBER}\s*)?{_UNIT})*)
        (?:\s+from\s+(?P<start>[\w-]+))?$""",
    re.VERBOSE,
)
"""A TERM of the grammar above, as it stands in an answer."""
_PER = re.compile(rf"(?:/|\bper\b)\s*(?P<number>{_NUMBER})?\s*(?P<unit>{_UNIT})")
_BOUNDS = {"≤": "<=", "≥": ">="}


class Measures:
    """The units and starts that quantities may name."""

    def __init__(
        self, units: Sequence[Unit], equal: Sequence[EqualUnits], starts: Sequence[Start]
    ) -> None:
        self._units = {unit.id: (unit.dimension, Fraction(unit.factor)) for unit in units}
        self._words = dict.fromkeys(self._units)
        for unit in units:
            for word in unit.synonyms:
                self._units.setdefault(word, self._units[unit.id])
        self._equal = [(set(item.units), item.dimension) for item in equal]
        self._after = _closure({start.id: start.after for start in starts})
        self._parsed: dict[tuple[str, str | None], Quantity] = {}
        """What ``parse`` has said: many answers are the same."""

    @property
    def unit_ids(self) -> list[str]:
        """The ids of all units."""
        return list(self._words)

    @property
    def units(self) -> Mapping[str, tuple[str, Fraction]]:
        """Every unit and synonym with its dimension and its factor to the base unit."""
        return self._units

    @property
    def start_ids(self) -> list[str]:
        """The ids of all starts."""
        return list(self._after)

    def is_later(self, start: str, other: str) -> bool:
        """Whether ``start`` always comes after ``other``."""
        return other in self._after.get(start, frozenset())

    def basis(self, dimension: str) -> Basis:
        """A slot's declared dimension as a basis: ``mass-per-dose`` is mass over dose."""
        head, *per = dimension.split("-per-")
        return (head, *sorted(per))

    def parse(self, text: str, dimension: str | None = None) -> Quantity:
        """Parse a quantity for a slot of a dimension. Raises QuantityError."""
        known = self._parsed.get((text, dimension))
        if known is None:
            known = self._parsed[text, dimension] = self._parse(text, dimension)
        return known

    def _parse(self, text: str, dimension: str | None) -> Quantity:
        source = " ".join(text.split())
        if source == "none":
            return Quantity("none")
        mode = None
        rest = source
        for word in ("least of ", "most of "):
            if rest.startswith(word):
                mode, rest = word.split()[0], rest[len(word) :]
        pieces = [piece.strip() for piece in rest.split("|")]
        if len(pieces) > 1 and mode is None:
            raise QuantityError(
                "several values need `least of` or `most of` before them",
                "write for example: least of 1 % | 1e8 cells",
            )
        terms = tuple(self._term(piece, dimension) for piece in pieces)
        chosen = _chosen(terms, mode)
        return Quantity(source, (chosen,)) if chosen else Quantity(source, terms, mode)

    def _term(self, text: str, dimension: str | None) -> Term:
        found = TERM.match(text)
        if found is None:
            raise QuantityError(
                f"{text!r} is not a quantity",
                "write [about|up to] [<|<=|>|>=] NUMBER[..NUMBER] UNIT[/UNIT] [from START], "
                "for example: < 10 ng/dose",
            )
        head = dimension.split("-per-")[0] if dimension else None
        unit = found["unit"]
        name, factor = self._unit(unit, head) if unit else ("number", Fraction(1))
        per: list[str] = []
        for piece in _PER.finditer(found["per"]):
            below, size = self._unit(piece["unit"], None)
            per.append(below)
            number = Fraction(piece["number"] or 1)
            if not number:
                raise QuantityError(f"{text!r} divides by nothing")
            factor /= number * size
        low = Fraction(found["low"]) * factor
        bound = _BOUNDS.get(found["bound"] or "", found["bound"])
        if found["high"] is not None:
            high = Fraction(found["high"]) * factor
            if bound:
                raise QuantityError(f"{text!r} has both a bound and a range")
            if high < low:
                raise QuantityError(f"the range of {text!r} ends before it begins")
            interval = Interval(low, high)
        elif bound in ("<", "<="):
            interval = Interval(high=low, high_open=bound == "<")
        elif bound in (">", ">="):
            interval = Interval(low=low, low_open=bound == ">")
        else:
            interval = Interval(low, low)
        start = found["start"]
        if start is not None and start not in self._after:
            raise UnknownStartError(f"unknown start {start!r}", f"known: {', '.join(self._after)}")
        return Term(
            text=text,
            interval=interval,
            bounded=bool(bound) or found["high"] is not None,
            basis=(name, *sorted(per)),
            about="about" in (found["mod"], found["mod2"]),
            up_to=found["mod"] == "up to",
            start=start,
            ends=(found["low"], found["high"] or ""),
            unit=text[found.end("high" if found["high"] is not None else "low") :].strip(),
        )

    def _unit(self, name: str, head: str | None) -> tuple[str, Fraction]:
        if name not in self._units:
            raise UnknownUnitError(name, self.unit_ids)
        dimension, factor = self._units[name]
        for units, counts_as in self._equal:
            if head == counts_as and name in units:
                return counts_as, factor
        return dimension, factor


def _chosen(terms: Sequence[Term], mode: str | None) -> Term | None:
    """The one term that counts: the only one, or the least or most of terms of one kind."""
    if len(terms) == 1:
        return terms[0]
    shapes = {
        (term.basis, term.start, term.interval.low is None, term.interval.high is None)
        for term in terms
    }
    if len(shapes) > 1 or any(_is_range(term) for term in terms):
        return None
    return (min if mode == "least" else max)(terms, key=lambda term: term.value)


def _is_range(term: Term) -> bool:
    low, high = term.interval.low, term.interval.high
    return low is not None and high is not None and low != high


class UnknownStartError(QuantityError):
    """A start of counting that the vocabulary lacks."""


class UnknownUnitError(QuantityError):
    """A unit the vocabulary lacks."""

    def __init__(self, unit: str, known: Sequence[str]) -> None:
        super().__init__(f"unknown unit {unit!r}")
        self.unit, self.known = unit, list(known)


def _closure(after: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """For each start all that come before it, also by way of others."""
    result: dict[str, frozenset[str]] = {}
    for start in after:
        seen: set[str] = set()
        waiting = list(after[start])
        while waiting:
            earlier = waiting.pop()
            if earlier not in seen:
                seen.add(earlier)
                waiting.extend(after.get(earlier, ()))
        result[start] = frozenset(seen)
    return result
