"""Answers beside their statements: which numbers the sentence gives, and which it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from atmp_gap.check.material import Item, Material
from atmp_gap.check.numbers import Mention, Units, mentions, near, unit_of, units_of
from atmp_gap.corpus.problem import Place
from atmp_gap.model.quantity import Basis, Term
from atmp_gap.model.requirement import Requirement

_ENDS = re.compile(
    r"(?P<low>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)"
    r"(?:\s*\.\.\s*(?P<high>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?))?"
    r"\s*(?P<unit>(?!per\b|from\b)[A-Za-zµμ%][\w%µμ-]*)?"
)


class Told(Enum):
    """Whether a statement gives an answer's number."""

    YES = "yes"
    NOT = "not at all"
    OTHERWISE = "another number of that kind"


def measured(
    material: Material, every: bool = False
) -> Iterator[tuple[Item[Requirement], str, str, Term, Basis]]:
    """Every term of every quantity answered: the entry, subject, slot, term, the slot's basis.

    With ``every`` also those of slots that declare no dimension; their basis is empty.
    """
    measures = material.valid.words.measures
    for item in material.requirements():
        for name in item.model.subjects:
            asks = material.valid.subjects[name].subject.asks
            for entry in material.entries_of(name, item.model.id):
                for slot, answer in entry.answers.items():
                    dimension = asks[slot].dimension
                    if answer.quantity is None or (dimension is None and not every):
                        continue
                    basis = measures.basis(dimension) if dimension else ()
                    for term in answer.quantity.terms:
                        yield item, name, slot, term, basis


def told(material: Material) -> Iterator[tuple[Item[Requirement], str, Place, Told, str]]:
    """For every term answered: the entry, slot, place, whether it is told, and the term's text."""
    units = units_of(material.valid)
    for item, subject, slot, term, _ in measured(material, every=True):
        found = list(mentions(item.model.statement))
        yield (
            item,
            slot,
            material.answers_place(item, subject, slot),
            _verdict(term, found, units),
            term.text,
        )


def _verdict(term: Term, found: list[Mention], units: Units) -> Told:
    ends = _ENDS.search(term.text)
    if ends is None:
        return Told.YES
    unit = unit_of(ends["unit"], units)
    verdicts = [
        _end(Fraction(ends[name]), unit, found, units) for name in ("low", "high") if ends[name]
    ]
    if all(verdict is Told.YES for verdict in verdicts):
        return Told.YES
    return Told.OTHERWISE if Told.OTHERWISE in verdicts else Told.NOT


def _end(
    value: Fraction, unit: tuple[str, Fraction] | None, found: list[Mention], units: Units
) -> Told:
    """Whether a statement gives one end of a term. One is said in too many ways to look for."""
    if value == 1:
        return Told.YES
    rivals = False
    for mention in found:
        other = unit_of(mention.unit, units)
        if other is None or unit is None or other[0] != unit[0]:
            if mention.value == value:
                return Told.YES
        elif near(mention.value * other[1], value * unit[1]):
            return Told.YES
        else:
            rivals = True
    return Told.OTHERWISE if rivals else Told.NOT
