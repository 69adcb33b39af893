"""AG220: a document that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    cited = {document.id for document, _ in context.citing}
    cited.update(item.model.invoked_by or "" for item in context.requirements)
    for absence in context.absences:
        cited.update(searched.document for searched in absence.model.searched)
    for precedent in context.precedents:
        cited.add(precedent.model.source.document)
    for document in context.documents:
        cited.update(successor.document for successor in document.model.superseded_by)
    for term in context.valid.terminology:
        cited.update(source.document for source in term.sources)
    for pair in context.valid.pairs.values():
        cited.update((*pair.us, *pair.eu, *(source.document for source in pair.sources)))
    for attribute in context.valid.attributes.values():
        cited.update(source.document for source in attribute.sources)
    for document in context.documents:
        if document.model.id not in cited:
            yield Violation(document.at("id"), f"nothing cites {document.model.id}")


RULE = Rule(
    id="AG220",
    severity="info",
    title="a document that nothing cites",
    why=(
        "A text in the register that no entry, absence, succession or term cites may be a "
        "leftover, or a text that still waits to be read."
    ),
    remedy="Cite it, or leave it if it is to be read.",
    check=_check,
    needs_all=True,
)
