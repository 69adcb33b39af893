"""The pages of documents: what each is, and the statements that cite it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.document import Document
from atmp_gap.model.requirement import Requirement
from atmp_gap.report import sources
from atmp_gap.report.document import document_sheet
from atmp_gap.report.html.templates import templates
from atmp_gap.report.json import dump
from atmp_gap.report.site.addresses import root_of
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import cut
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """The register as a list, then each document."""
    citing = _citing(frame.corpus)
    macros = templates().get_template("document.macros.html").make_module({"at": frame})
    ordered = sorted(frame.corpus.documents.values(), key=lambda d: d.short_name.casefold())
    lines = (
        macros.line(document, frame.documents[document.id], len(citing.get(document.id, ())))
        for document in ordered
    )
    for page in _numbered(
        list(cut(lines)), "d/index.html", "Documents", "documents.html", {"count": len(ordered)}
    ):
        yield page
    for document in frame.corpus.documents.values():
        yield from _document(frame, document, citing.get(document.id, []), macros)


def _document(
    frame: Frame, document: Document, citing: list[Requirement], macros: object
) -> Iterator[Page]:
    path = frame.documents[document.id]
    sheet = document_sheet(frame.corpus, document.id)
    titles = {
        name: file.subject.title
        for name, file in frame.corpus.subjects.items()
        if name in frame.subjects
    }
    rendered = (
        macros.statement(requirement, titles, root_of(path))  # type: ignore[attr-defined]
        for requirement in citing
    )
    yield from _numbered(
        list(cut(rendered)),
        path,
        sheet.title,
        "document.html",
        {
            "document": document,
            "notes": [note for note in sheet.notes if note != document.url],
            "link": sources.plain_address(document.url),
        },
        dump(sheet.data),
    )


def _numbered(
    groups: list[list[Markup]],
    path: str,
    title: str,
    template: str,
    values: dict[str, object],
    data: str = "",
) -> Iterator[Page]:
    """Pages of a list that is not of rows, numbered like those that are."""
    names = [
        (number, "index.html" if number == 1 else f"page-{number}.html")
        for number in range(1, len(groups) + 1)
    ]
    for (number, name), group in zip(names, groups, strict=True):
        yield Page(
            path.replace("index.html", name),
            title if number == 1 else f"{title}, page {number}",
            template,
            {**values, "lines": group, "number": number, "last": len(groups), "pages": names},
            f"{title}: what it is, and the statements that cite it.",
            "Documents",
            data if number == 1 else "",
        )


def _citing(corpus: Corpus) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for _, requirement, _ in corpus.requirements.values():
        found.setdefault(requirement.source.document, []).append(requirement)
    return found
