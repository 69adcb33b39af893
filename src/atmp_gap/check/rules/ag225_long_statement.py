"""AG225: a statement too long to be one requirement."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

MOST = 60


def _check(context: Context) -> Iterator[Violation]:
    for item in context.statements:
        words = len(item.model.statement.split())
        if words > MOST:
            yield Violation(
                item.at("statement"),
                f"the statement of {item.model.id} has {words} words",
                f"keep at most {MOST}: split it, or move the reasons to the note",
            )


RULE = Rule(
    id="AG225",
    severity="warning",
    title="a statement too long to be one requirement",
    why=(
        "A requirement is one sentence that a reviewer takes in at once. Longer ones hide a"
        " second duty, or tell the reasons as well."
    ),
    remedy="Keep at most 60 words; split it, or move the reasons to the note.",
    check=_check,
)
