"""AG102: entries of one agency that contradict each other in the same scope."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG102"):
        yield Violation(
            place, finding.message, "Correct the answer, narrow `applies_to`, or say `overrides`."
        )


RULE = Rule(
    id="AG102",
    severity="error",
    title="entries of one agency that contradict each other in the same scope",
    why=(
        "Where one side gives two answers that cannot both hold, nothing can be compared. "
        "Either one entry is wrong, or a scope or condition is missing, or one text "
        "replaces the other."
    ),
    remedy="Correct the answer, narrow `applies_to`, or say `overrides`.",
    check=_check,
    compares=True,
)
