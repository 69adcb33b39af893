"""One document: what it is, what was read of it, and the statements that cite it."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.record import plain
from atmp_gap.model.requirement import Requirement
from atmp_gap.report.interface import Sheet


def document_sheet(corpus: Corpus, name: str) -> Sheet:
    """A document of the register with its statements, in the order of the files."""
    document = corpus.documents[name]
    citing = [
        requirement
        for _, requirement, _ in corpus.requirements.values()
        if requirement.source.document == name
    ]
    told = [
        placed.precedent
        for placed in corpus.precedents.values()
        if placed.precedent.source.document == name
    ]
    listed: list[Requirement | Precedent] = [*citing, *told]
    rows = tuple(
        (
            item.id,
            "; ".join(corpus.subjects[subject].subject.title for subject in item.subjects),
            f"{item.statement} ({item.source.locator}; {item.reading.grade})",
        )
        for item in listed
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
        _cited(len(rows), document.of_a_product),
    )
    short = document.short_name
    title = document.title if document.title.startswith(short) else f"{short}: {document.title}"
    columns = ("statement", "subject", "says (where; how it was read)")
    shown = rows or (("no statement cites it", "", ""),)
    data = {**plain(document, written=True), "statements": plain(citing)}
    if document.of_a_product:
        data["precedents"] = plain(told, written=True)
    return Sheet(title, columns, shown, tuple(filter(None, facts)), data)


def _cited(number: int, of_a_product: bool) -> str:
    """How many statements cite a document, or precedents, which are no requirements."""
    noun = "precedent" if of_a_product else "statement"
    text = f"1 {noun} cites it." if number == 1 else f"{number} {noun}s cite it."
    return f"{text} It is about one product and states no requirement." if of_a_product else text
