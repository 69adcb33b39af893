"""AG212: a citation of a superseded or withdrawn text that does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.base import past

_SAYS = r"supersed|withdr|replac|former|earlier|repeal|no longer|until"


def _check(context: Context) -> Iterator[Violation]:
    for document, items in context.citing:
        replaced = document.status in ("superseded", "withdrawn")
        if not replaced and not past(document.superseded, context.as_of):
            continue
        status = document.status if document.status != "final" else "superseded"
        for item in items:
            requirement = item.model
            ended = requirement.in_force is not None and requirement.in_force.to is not None
            words = f"{requirement.note or ''} {requirement.statement} {requirement.source.locator}"
            if not ended and not re.search(_SAYS, words, re.IGNORECASE):
                yield Violation(
                    item.at("source", "document"),
                    f"{requirement.id} cites {document.id}, which is {status}, and does not say so",
                    "cite the text in force, or say in the note that it was replaced",
                )


RULE = Rule(
    id="AG212",
    severity="warning",
    title="a citation of a superseded or withdrawn text that does not say so",
    why=(
        "A reader who follows the citation finds a text that no longer counts. That may be "
        "right, for a view of an earlier day or where the successor is unread; then the "
        "entry says so."
    ),
    remedy="Cite the text in force, give `in_force: {to: ...}`, or say so in the note.",
    check=_check,
)
