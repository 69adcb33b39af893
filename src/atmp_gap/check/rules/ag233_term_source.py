"""AG233: a term that cites an unregistered text, or one graded `read` that was not read."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.problem import did_you_mean


def _check(context: Context) -> Iterator[Violation]:
    documents = context.valid.documents
    for loaded in context.layers.terminology:
        for index, term in enumerate(loaded.model.terms):
            for position, source in enumerate(term.sources):
                spot = ("terms", index, "sources", position)
                document = documents.get(source.document)
                if document is None:
                    yield Violation(
                        loaded.place(*spot, "document"),
                        f"{term.id} cites the unknown document {source.document!r}",
                        did_you_mean(source.document, list(documents)),
                    )
                elif source.grade == "read" and document.unread:
                    yield Violation(
                        loaded.place(*spot, "grade"),
                        f"{term.id} is graded read, but nothing of {document.id} was read",
                        "grade it reported or recalled, or enter what was read",
                    )


RULE = Rule(
    id="AG233",
    severity="error",
    title="a term that cites an unregistered text, or one graded `read` that was not read",
    why=(
        "The word bridge is cited as the requirements are; its sources have to exist in the"
        " register and to have been read where they say so."
    ),
    remedy="Register the document, or correct name or grade.",
    check=_check,
)
