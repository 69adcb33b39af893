"""AG223: a value on another basis than its slot (per dose against per kilogram)."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import measured_terms


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, term, basis in measured_terms(context):
        if term.basis[0] == basis[0] and term.basis != basis:
            yield Violation(
                context.answer_place(entry, slot),
                f"{entry.id} answers {slot} with {term.text!r}: {' per '.join(term.basis)} "
                f"where {' per '.join(basis)} is asked",
                "if the basis was forgotten, add it",
            )


RULE = Rule(
    id="AG223",
    severity="info",
    title="a value on another basis than its slot (per dose against per kilogram)",
    why=(
        "Told for information only: where a text gives its number on another basis, that is"
        " what it says. The comparison leaves such a pair to a person."
    ),
    remedy="Nothing has to be done, unless the basis was forgotten.",
    check=_check,
)
