"""AG228: a convention presented as a text, or a text as a convention."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for document, items in context.citing:
        for item in items if document.kind == "convention" else ():
            if item.model.standing == "text":
                yield Violation(
                    item.at("source", "document"),
                    f"{item.model.id} cites the convention {document.id} as if a text stated it",
                    "set standing: convention, or cite the text that states it",
                )


RULE = Rule(
    id="AG228",
    severity="error",
    title="a convention presented as a text, or a text as a convention",
    why=(
        "A number that everyone quotes and no text is known to state must never decide a "
        "verdict. `standing` and the document's kind have to say the same."
    ),
    remedy="Set `standing: convention`, or cite the text that states it.",
    check=_check,
)
