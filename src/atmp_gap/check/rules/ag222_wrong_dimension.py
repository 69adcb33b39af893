"""AG222: a value of another dimension than its slot, or without a unit."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import measured_terms
from atmp_gap.corpus.corpus import Entry
from atmp_gap.kinds.quantity import Basis, measures_the_same


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, term, basis in measured_terms(context):
        if not measures_the_same(term.basis, basis) and not _beside(entry, slot, basis):
            what = "a number without a unit" if term.basis[0] == "number" else term.basis[0]
            yield Violation(
                context.answer_place(entry, slot),
                f"{entry.id} answers {slot} with {term.text!r}: {what} where {basis[0]} is asked",
                f"give it in a unit of {basis[0]}",
            )


def _beside(entry: Entry, slot: str, basis: Basis) -> bool:
    """Whether another term of a `least of` or `most of` is of the slot's dimension."""
    quantity = entry.answers[slot].quantity
    return quantity is not None and any(term.basis[0] == basis[0] for term in quantity.terms)


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
