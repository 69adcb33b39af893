"""Quantities: the grammar of numbers with units, and intervals of exact decimals.

QUANTITY = none | [least of | most of] TERM [| TERM ...]
TERM     = [about | up to] [BOUND] NUMBER[..NUMBER] [[log10] UNIT] (PER [NUMBER] UNIT)* [from START]
BOUND    = < | <= | > | >= | =
PER      = / | per

Below zero are only temperatures and logarithms. `5 log10 TCID50/mL` is 1e5 TCID50/mL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from atmp_gap.kinds.interval import Interval
from atmp_gap.kinds.number import NUMBER, exact, power_of_ten, respelt
from atmp_gap.kinds.units import QuantityError, Units
from atmp_gap.model.vocabulary import EqualUnits, Start, Unit

Basis = tuple[str, ...]
"""What a number is of, and per what: the dimension, then the denominators, sorted."""


def measures_the_same(basis: Basis, other: Basis) -> bool:
    """Whether two numbers measure the same, whatever they are per; a share is a mass per mass."""
    return basis[0] == other[0] or {basis, other} == {("share",), ("mass", "mass")}


@dataclass(frozen=True)
class Per:
    """What a number is per: ``1e6 cells``; ``size`` is that in base units."""

    unit: str
    dimension: str
    size: Fraction

    @property
    def of_body_weight(self) -> bool:
        """Whether it is body weight: a limit per kilogram is one per kilogram of a patient."""
        return self.unit == "kg"


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
    per: tuple[Per, ...] = ()
    """What it is per, as written."""
    factor: Fraction = Fraction(1)
    """How many base units one of the unit is."""

    @property
    def what(self) -> Basis:
        """The basis, with a mass of product told from the weight of a body."""
        below = ["body-weight" if per.of_body_weight else per.dimension for per in self.per]
        return (self.basis[0], *sorted(below)) if below else self.basis

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


_SIGNED = rf"[-\u2212]?{NUMBER}"
_UNIT = r"(?!per\b|from\b)[A-Za-zµμ%°][\w%µμ-]*"
TERM = re.compile(
    rf"""^(?P<mod>about|up\ to)?\s*(?P<bound><=|>=|<|>|=|≤|≥)?\s*(?P<mod2>about)?\s*
        (?P<low>{_SIGNED})(?:\s*\.\.\s*(?P<high>{_SIGNED}))?\s*
        (?P<log>log10\s+(?={_UNIT}))?(?P<unit>{_UNIT})?
        (?P<per>(?:\s*(?:/|\bper\b)\s*(?:{NUMBER}\s*)?{_UNIT})*)
        (?:\s+from\s+(?P<start>[\w-]+))?$""",
    re.VERBOSE,
)
"""A TERM of the grammar above, as it stands in an answer."""
_PER = re.compile(rf"(?:/|\bper\b)\s*(?P<number>{NUMBER})?\s*(?P<unit>{_UNIT})")
_BOUNDS = {"≤": "<=", "≥": ">="}


class Measures:
    """The units and starts that quantities may name."""

    def __init__(
        self, units: Sequence[Unit], equal: Sequence[EqualUnits], starts: Sequence[Start]
    ) -> None:
        self._units = Units(units, equal)
        self._after = _closure({start.id: start.after for start in starts})
        self._parsed: dict[tuple[str, str | None], Quantity] = {}
        """What ``parse`` has said: many answers are the same."""

    @property
    def unit_ids(self) -> list[str]:
        """The ids of all units."""
        return self._units.ids

    @property
    def units(self) -> Mapping[str, tuple[str, Fraction]]:
        """Units and synonyms with dimension and factor to the base unit, those with a zero of their
        own apart.
        """
        return self._units.plain

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
            raise QuantityError(f"{text!r} is not a quantity", _how_to_write(text))
        start = found["start"]
        if start is not None and start not in self._after:
            raise UnknownStartError(f"unknown start {start!r}", f"known: {', '.join(self._after)}")
        head = dimension.split("-per-")[0] if dimension else None
        unit = found["unit"]
        name, factor = self._units.find(unit, head) if unit else ("number", Fraction(1))
        per = tuple(self._per(piece, text) for piece in _PER.finditer(found["per"]))
        if per and self._units.is_degree(name):
            raise QuantityError(f"{text!r}: a temperature is not per anything")
        for below in per:
            factor /= below.size
        logarithm = found["log"] is not None
        low, high = (
            None if number is None else self._value(number, unit, per, logarithm, text)
            for number in (found["low"], found["high"])
        )
        assert low is not None
        bound = _BOUNDS.get(found["bound"] or "", found["bound"])
        return Term(
            text=text,
            interval=_interval(text, bound, low, high),
            bounded=bool(bound) or high is not None,
            basis=(name, *sorted(below.dimension for below in per)),
            about="about" in (found["mod"], found["mod2"]),
            up_to=found["mod"] == "up to",
            start=start,
            ends=(found["low"], found["high"] or ""),
            unit=text[found.end("high" if found["high"] is not None else "low") :].strip(),
            per=per,
            factor=factor,
        )

    def _per(self, piece: re.Match[str], text: str) -> Per:
        """One of the things a number is per."""
        dimension, size = self._units.find(piece["unit"], None)
        number = Fraction(piece["number"] or 1)
        if not number:
            raise QuantityError(f"{text!r} divides by nothing")
        if self._units.is_degree(dimension):
            raise QuantityError(f"{text!r}: nothing is per temperature")
        return Per(piece["unit"], dimension, number * size)

    def _value(
        self, number: str, unit: str | None, per: Sequence[Per], logarithm: bool, text: str
    ) -> Fraction:
        """A number as written in base units per base units."""
        given = exact(number)
        if logarithm:
            if abs(given) > _LARGEST_POWER:
                raise QuantityError(f"10 to the power of {number} is no amount of anything")
            given = power_of_ten(given)
        value = self._units.value(given, unit, text)
        for below in per:
            value /= below.size
        return value


_LARGEST_POWER = 300


def _interval(text: str, bound: str | None, low: Fraction, high: Fraction | None) -> Interval:
    """Where a value may lie by its bound, or between the ends of a range."""
    if high is not None:
        if bound:
            raise QuantityError(f"{text!r} has both a bound and a range")
        if high < low:
            raise QuantityError(f"the range of {text!r} ends before it begins")
        return Interval(low, high)
    if bound in ("<", "<="):
        return Interval(high=low, high_open=bound == "<")
    if bound in (">", ">="):
        return Interval(low=low, low_open=bound == ">")
    return Interval(low, low)


def _how_to_write(text: str) -> str:
    """What to write instead of what is no quantity here."""
    spelt = respelt(text)
    if spelt != text:
        return f"write {spelt!r}"
    return (
        "write [about|up to] [<|<=|>|>=] NUMBER[..NUMBER] UNIT[/UNIT] [from START], "
        "for example: < 10 ng/dose"
    )


def _chosen(terms: Sequence[Term], mode: str | None) -> Term | None:
    """The one term that counts: the only one, or the least or most of terms of one kind."""
    if len(terms) == 1:
        return terms[0]
    shapes = {
        (term.what, term.start, term.interval.low is None, term.interval.high is None)
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
