"""AG203: an anchor that quotes instead of marking."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

WORDS, CHARACTERS = 12, 80


def _check(context: Context) -> Iterator[Violation]:
    for item in context.statements:
        for index, anchor in enumerate(item.model.anchors):
            # So many words need at least so many characters, which are quicker to count.
            if len(anchor) <= 2 * WORDS:
                continue
            words = len(anchor.split())
            if words > WORDS or len(anchor) > CHARACTERS:
                yield Violation(
                    item.at("anchors", index),
                    f"the anchor of {item.model.id} has {words} words and {len(anchor)} characters",
                    f"keep at most {WORDS} words and {CHARACTERS} characters",
                )


RULE = Rule(
    id="AG203",
    severity="warning",
    title="an anchor that quotes instead of marking",
    why=(
        "An anchor is a short token (a number, a term) that a reader must find at the "
        "locator. A long one is a quotation: it copies the text, and breaks at the first "
        "line end."
    ),
    remedy="Keep at most twelve words: the numbers and terms that matter.",
    check=_check,
)
