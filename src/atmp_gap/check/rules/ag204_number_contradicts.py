"""AG204: an answer whose number contradicts the statement's."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import CONTRADICTED, ungiven_terms


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, term, verdict in context.once(ungiven_terms):
        if verdict == CONTRADICTED:
            yield Violation(
                context.answer_place(entry, slot),
                f"{entry.id} answers {slot} with {term.text!r}, but its statement gives "
                "another number of that kind",
                "correct the one that differs from the source",
            )


RULE = Rule(
    id="AG204",
    severity="error",
    title="an answer whose number contradicts the statement's",
    why=(
        "Statement and answer are read by different people: the statement by reviewers, the"
        " answer by the comparison. When they give different numbers of the same kind, one "
        "of them is wrong, and the verdict rests on the answer alone."
    ),
    remedy="Correct the one that differs from the source.",
    check=_check,
)
