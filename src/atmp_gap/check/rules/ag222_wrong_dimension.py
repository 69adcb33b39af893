"""AG222: a value of another dimension than its slot, or without a unit."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.check.told import measured
from atmp_gap.model.quantity import Basis


def _check(material: Material) -> Iterator[Hit]:
    for item, subject, slot, term, basis in measured(material):
        if term.basis[0] != basis[0] and not _beside(material, item.model.id, subject, slot, basis):
            what = "a number without a unit" if term.basis[0] == "number" else term.basis[0]
            yield Hit(
                material.answers_place(item, subject, slot),
                f"{item.model.id} answers {slot} with {term.text!r}: {what} where "
                f"{basis[0]} is asked",
                f"give it in a unit of {basis[0]}",
            )


def _beside(material: Material, requirement: str, subject: str, slot: str, basis: Basis) -> bool:
    """Whether another term of a `least of` or `most of` is of the slot's dimension."""
    return any(
        term.basis[0] == basis[0]
        for entry in material.entries_of(subject, requirement)
        if slot in entry.answers and (quantity := entry.answers[slot].quantity)
        for term in quantity.terms
    )


RULE = Rule(
    id="AG222",
    severity="error",
    title="a value of another dimension than its slot, or without a unit",
    why=(
        "A slot for a mass answered in years, or by a bare number, can never be compared; "
        "the row would stay unjudged for a reason that nobody sees."
    ),
    remedy="Give the value in a unit of the slot's dimension.",
    check=_check,
)
