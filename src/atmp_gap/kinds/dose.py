"""What one dose of a product holds: the facts by which limits on different bases become one.

A profile gives them under ``dose:``; ``kinds.conversion`` uses them. Every fact is a number or a
range in base units, for one dose or for each kilogram of body weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from atmp_gap.kinds.number import respelt
from atmp_gap.kinds.quantity import Measures, Term
from atmp_gap.kinds.units import QuantityError

VOLUME = "volume"
BODY_WEIGHT = "body weight"
INFUSION_TIME = "infusion time"
VECTOR_GENOMES = "vector genomes"
CELLS = "cells"
PROTEIN_MASS = "protein mass"
TOTAL_MASS = "total mass"
PRODUCT_MASS = f"{PROTEIN_MASS} or {TOTAL_MASS}"
"""What a limit per mg is of: it does not say which of the two."""
HOW = {
    VOLUME: ("volume", "68 mL"),
    BODY_WEIGHT: ("mass", "70 kg"),
    INFUSION_TIME: ("time", "30 min"),
    VECTOR_GENOMES: ("vector-genomes", "5e13 vg/kg"),
    CELLS: ("cells", "1e8..5e8 cells"),
    PROTEIN_MASS: ("mass", "1.2 mg"),
    TOTAL_MASS: ("mass", "3 mg"),
}
"""The facts of a dose: what each measures, and how one is written."""
_NEVER_PER_KG = (BODY_WEIGHT, INFUSION_TIME)


@dataclass(frozen=True)
class Fact:
    """One fact of a dose, from its lowest to its highest value, and as written."""

    name: str
    text: str
    low: Fraction
    high: Fraction
    ends: tuple[str, str]
    """The lowest and the highest value as written, with the unit."""
    per_kg: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it has more than one value."""
        return self.low != self.high

    def __str__(self) -> str:
        return f"{self.name} {self.text}"


@dataclass(frozen=True)
class Dose:
    """The facts known of a product's dose, by name; see ``HOW``."""

    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __bool__(self) -> bool:
        return bool(self.facts)

    def get(self, name: str) -> Fact | None:
        """A fact by its name, where it is known."""
        return self.facts.get(name)


def read_fact(name: str, text: str, measures: Measures) -> Fact:
    """A fact as written in a profile. Raises QuantityError."""
    dimension, example = HOW[name]
    hint = f"write a number or a range with its unit, such as {example}"
    try:
        quantity = measures.parse(text)
    except QuantityError as error:
        known = respelt(text)
        raise QuantityError(str(error), hint if known == text else f"write {known!r}") from None
    if len(quantity.terms) != 1 or quantity.mode:
        raise QuantityError(f"{text!r} is not one number or range", hint)
    term = quantity.terms[0]
    low, high = term.interval.low, term.interval.high
    if term.about or term.up_to:
        raise QuantityError(f"{text!r} is no exact number", hint)
    if term.start or high is None or (low is None and name != INFUSION_TIME):
        raise QuantityError(f"{text!r} is not a number or a range from the least to the most", hint)
    per_kg = _per_kg(term, name)
    if term.basis[0] != dimension or (term.per and not per_kg):
        of = dimension.replace("-", " ")
        more = "" if name in _NEVER_PER_KG else ", of a dose or per kg of body weight"
        raise QuantityError(f"{text!r} gives no {name}: it is measured as {of}{more}", hint)
    low = Fraction(0) if low is None else low
    if low == 0 and name != INFUSION_TIME:
        raise QuantityError(f"{text!r}: a dose without {name} converts nothing", hint)
    first, last = term.ends[0] if term.interval.low is not None else "0", term.ends[1]
    ends = (f"{first} {term.unit}", f"{last or term.ends[0]} {term.unit}")
    return Fact(name, quantity.text, low, high, ends, per_kg)


def _per_kg(term: Term, name: str) -> bool:
    return (
        name not in _NEVER_PER_KG
        and len(term.per) == 1
        and term.per[0].of_body_weight
        # `5 mL/2 kg` is nobody's dose.
        and re.sub(r"\s*(/|\bper\b)\s*", "/", term.unit).endswith("/kg")
    )
