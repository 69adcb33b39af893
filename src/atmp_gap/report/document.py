"""One document: what it is, what was read of it, and the statements that cite it."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.record import plain
from atmp_gap.report.interface import Sheet


def document_sheet(corpus: Corpus, name: str) -> Sheet:
    """A document of the register with its statements, in the order of the files."""
    document = corpus.documents[name]
    citing = [
        requirement
        for _, requirement, _ in corpus.requirements.values()
        if requirement.source.document == name
    ]
    rows = tuple(
        (
            requirement.id,
            "; ".join(corpus.subjects[subject].subject.title for subject in requirement.subjects),
            f"{requirement.statement} ({requirement.source.locator}; {requirement.reading.grade})",
        )
        for requirement in citing
    )
    read = document.sections_read
    counts = document.effective or document.published
    facts = (
        f"Id: {document.id}; reference: {document.reference or '-'}",
        f"{document.kind} of {document.issuer}, {document.status}; "
        + (f"counts from {counts}" if counts else "undated"),
        f"Read: {read if isinstance(read, str) else ', '.join(read)}",
        f"Covers: {document.scope}" if document.scope else "",
        f"Note: {document.note}" if document.note else "",
        document.url or "",
        "1 statement cites it." if len(rows) == 1 else f"{len(rows)} statements cite it.",
    )
    short = document.short_name
    title = document.title if document.title.startswith(short) else f"{short}: {document.title}"
    columns = ("statement", "subject", "says (where; how it was read)")
    shown = rows or (("no statement cites it", "", ""),)
    data = {**plain(document, written=True), "statements": plain(citing)}
    return Sheet(title, columns, shown, tuple(filter(None, facts)), data)
