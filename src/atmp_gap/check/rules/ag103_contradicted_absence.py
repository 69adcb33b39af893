"""AG103: an absence where an entry of that agency speaks."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG103"):
        yield Violation(
            place,
            finding.message,
            "Remove the absence, narrow its scope, or name the missing `slots` or `elements`.",
        )


RULE = Rule(
    id="AG103",
    severity="error",
    title="an absence where an entry of that agency speaks",
    why=(
        "An agency cannot be silent where its own text answers. The comparison ignores the absence."
    ),
    remedy="Remove the absence, narrow its scope, or name the missing `slots` or `elements`.",
    check=_check,
    compares=True,
)
