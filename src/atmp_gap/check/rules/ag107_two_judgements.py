"""AG107: two judgements that fit the same part."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_REMEDY = "Withdraw one of them, or narrow the `applies_to` of one."


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG107"):
        yield Violation(place, finding.message, _REMEDY)


RULE = Rule(
    id="AG107",
    severity="error",
    title="two judgements that fit the same part",
    why=(
        "A judgement is a person's decision. Where two fit the same part nobody can tell which one "
        "was meant, so neither decides and the computed verdict stands."
    ),
    remedy=_REMEDY,
    check=_check,
    compares=True,
)
