"""AG213: a citation of a draft or proposed text that does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_SAYS = {
    "draft": r"draft|consultation|not (yet )?final",
    "proposed": r"propos|bill\b|not (yet )?(adopted|in force)",
}


def _check(context: Context) -> Iterator[Violation]:
    for document, items in context.citing:
        says = _SAYS.get(document.status)
        for item in items if says else ():
            requirement = item.model
            words = f"{requirement.note or ''} {requirement.statement} {requirement.source.locator}"
            if says and not re.search(says, words, re.IGNORECASE):
                yield Violation(
                    item.at("source", "document"),
                    f"{requirement.id} cites {document.id}, which is {document.status}, and does "
                    "not say so",
                    f"say in statement or note that the text is {document.status}",
                )


RULE = Rule(
    id="AG213",
    severity="warning",
    title="a citation of a draft or proposed text that does not say so",
    why=(
        "What a draft says may never be asked. The comparison marks such answers, but the "
        "sentence itself travels without the mark: into slides, into other people's tables."
    ),
    remedy="Say in statement or note that the text is a draft or proposal.",
    check=_check,
)
