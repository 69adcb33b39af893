"""AG104: an absence that later texts have made doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG104"):
        yield Violation(
            place, finding.message, "Search the new text and date the absence anew, or remove it."
        )


RULE = Rule(
    id="AG104",
    severity="warning",
    title="an absence that later texts have made doubtful",
    why=(
        "A search is worth what was searched. When a searched text is superseded, or an "
        "unread one has come, the silence may be over."
    ),
    remedy="Search the new text and date the absence anew, or remove it.",
    check=_check,
    compares=True,
)
