"""AG302: keys that are not in the format's order."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.order import misplaced
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for loaded in context.layers.all():
        for place, key, after in misplaced(loaded, context.data(loaded)):
            yield Violation(
                place, f"the key {key!r} stands before {after!r}", "run: atmp-gap check --fix"
            )


RULE = Rule(
    id="AG302",
    severity="warning",
    title="keys that are not in the format's order",
    why=(
        "Who reads many entries finds a field by its place. The order is that of the "
        "format's description."
    ),
    remedy="Run `atmp-gap check --fix`.",
    check=_check,
    fixable=True,
)
