"""AG243: two documents of one issuer with one reference."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.document import Document

_REMEDY = "Keep one id per text; where editions differ, the reference says which."


def _check(context: Context) -> Iterator[Violation]:
    seen: dict[tuple[str, str], Document] = {}
    for item in context.documents:
        document = item.model
        if document.reference is None:
            continue
        key = (document.issuer, " ".join(document.reference.casefold().split()))
        earlier = seen.setdefault(key, document)
        # Editions of one text may keep its number, as a docket does.
        replaced = {item.document for known in (earlier, document) for item in known.superseded_by}
        if earlier is not document and not replaced & {earlier.id, document.id}:
            message = f"{document.id} has the reference of {earlier.id}: {document.reference}"
            yield Violation(item.at("reference"), message, _REMEDY)


RULE = Rule(
    id="AG243",
    severity="warning",
    title="two documents of one issuer with one reference",
    why=(
        "One text under two ids is read, superseded and searched twice, and each time half of what "
        "is known of it is forgotten."
    ),
    remedy=_REMEDY,
    check=_check,
)
