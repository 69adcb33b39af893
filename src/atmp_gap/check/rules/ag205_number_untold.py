"""AG205: an answer whose number the statement does not give."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import MISSING, ungiven_terms


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, term, verdict in context.once(ungiven_terms):
        if verdict == MISSING:
            yield Violation(
                context.answer_place(entry, slot),
                f"{entry.id} answers {slot} with {term.text!r}; its statement gives no such number",
                "say the number in the statement",
            )


RULE = Rule(
    id="AG205",
    severity="warning",
    title="an answer whose number the statement does not give",
    why=(
        "A number that stands in the answer alone cannot be checked against the sentence "
        "that was taken from the source."
    ),
    remedy="Say the number in the statement.",
    check=_check,
)
