"""AG236: a text that ends where YAML begins a comment."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context, oddities
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for item in context.once(oddities):
        if item.behind is not None:
            yield Violation(item.place, item.message, item.help)


RULE = Rule(
    id="AG236",
    severity="warning",
    title="a text that ends where YAML begins a comment",
    why=(
        "In an unquoted text a blank and `#` begin a comment: `see comment #4` is read as `see "
        "comment`. The sentence that is compared and printed is then not the one that was typed. "
        "Two blanks, `#` and a blank are taken as a comment that is meant as one."
    ),
    remedy="Put the text into quotes; or write two blanks before a comment and one behind `#`.",
    check=_check,
    on_text=True,
)
