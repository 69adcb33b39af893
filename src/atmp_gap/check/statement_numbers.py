"""Answers beside their statements: which numbers the sentence gives, and which it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from atmp_gap.check.context import Context
from atmp_gap.check.numbers import Mention, Units, near, unit_of, units_of
from atmp_gap.corpus.corpus import Entry
from atmp_gap.kinds.quantity import Basis, Term

_ENDS = re.compile(
    r"(?P<low>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)"
    r"(?:\s*\.\.\s*(?P<high>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?))?"
    r"\s*(?P<unit>(?!per\b|from\b)[A-Za-zµμ%][\w%µμ-]*)?"
)

GIVEN, MISSING, CONTRADICTED = "told", "not told", "another number of that kind"
"""Whether a statement gives an answer's number."""


def units(context: Context) -> Units:
    """The units of the corpus by every word for them."""
    return units_of(context.valid)


def measured_terms(context: Context) -> Iterator[tuple[Entry, str, Term, Basis]]:
    """Every term answered to a slot of a dimension: entry, slot, term, the slot's basis."""
    measures = context.valid.words.measures
    bases: dict[str, Basis] = {}
    for entry, name, slot, quantity in context.quantities:
        dimension = slot.dimension
        if dimension is None:
            continue
        basis = bases.get(dimension)
        if basis is None:
            basis = bases[dimension] = measures.basis(dimension)
        for term in quantity.terms:
            yield entry, name, term, basis


def ungiven_terms(context: Context) -> Sequence[tuple[Entry, str, Term, str]]:
    """Every term that its statement does not give: entry, slot, term, MISSING or CONTRADICTED."""
    known = context.once(units)
    return [
        (entry, name, term, verdict)
        for entry, name, _, quantity in context.quantities
        for term in quantity.terms
        if (verdict := _term_given(term, context.mentions(entry.requirement.statement), known))
        != GIVEN
    ]


def _term_given(term: Term, found: Sequence[Mention], units: Units) -> str:
    ends = _ENDS.search(term.text)
    if ends is None:
        return GIVEN
    unit = unit_of(ends["unit"], units)
    verdicts = [
        _end_given(Fraction(ends[name]), unit, found, units)
        for name in ("low", "high")
        if ends[name]
    ]
    if all(verdict == GIVEN for verdict in verdicts):
        return GIVEN
    return CONTRADICTED if CONTRADICTED in verdicts else MISSING


def _end_given(
    value: Fraction, unit: tuple[str, Fraction] | None, found: Sequence[Mention], units: Units
) -> str:
    """Whether a statement gives one end of a term. One is said in too many ways to look for."""
    if value == 1:
        return GIVEN
    rivals = False
    for mention in found:
        other = unit_of(mention.unit, units)
        if other is None or unit is None or other[0] != unit[0]:
            if mention.value == value:
                return GIVEN
        elif near(mention.value * other[1], value * unit[1]):
            return GIVEN
        else:
            rivals = True
    return CONTRADICTED if rivals else MISSING
