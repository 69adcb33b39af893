"""AG237: `null` or `~` where nothing was meant."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context, oddities
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for item in context.once(oddities):
        if item.behind is None:
            yield Violation(item.place, item.message, item.help)


RULE = Rule(
    id="AG237",
    severity="warning",
    title="`null` or `~` where nothing was meant",
    why=(
        "Every value of these files is text, so that `no`, `1.10` and `12:30` stay what was "
        "written. `null` and `~` are then words as well, and a report would print a reference "
        "named null."
    ),
    remedy="Leave the key out, or write it without a value.",
    check=_check,
    on_text=True,
)
