"""AG101: an override that has no effect: a draft over a final text, or a weaker one."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG101"):
        yield Violation(
            place, finding.message, "Remove the override, or name the stronger text as source."
        )


RULE = Rule(
    id="AG101",
    severity="error",
    title="an override that has no effect: a draft over a final text, or a weaker one",
    why=(
        "A weaker or unfinished text cannot set aside a stronger one. The comparison "
        "ignores such an override, so both entries count."
    ),
    remedy="Remove the override, or name the stronger text as source.",
    check=_check,
    compares=True,
)
