"""AG224: a value that nothing can meet."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, _, quantity in context.quantities:
        for term in quantity.terms:
            interval = term.interval
            below = interval.high is not None and interval.high == 0 and interval.high_open
            if interval.empty or below:
                yield Violation(
                    context.answer_place(entry, slot),
                    f"{entry.id} answers {slot} with {term.text!r}, which nothing can meet",
                    "correct the number or the bound",
                )


RULE = Rule(
    id="AG224",
    severity="error",
    title="a value that nothing can meet",
    why=(
        "`< 0 ng` or a limit without any room is met by no product; it is a slip of the pen"
        " that would win every comparison as the stricter side."
    ),
    remedy="Correct the number or the bound.",
    check=_check,
)
