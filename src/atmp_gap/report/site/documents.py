"""The pages of documents: what each is, and the statements that cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.document import Document
from atmp_gap.model.record import plain
from atmp_gap.model.requirement import Requirement
from atmp_gap.report import sources
from atmp_gap.report.document import document_sheet
from atmp_gap.report.html.templates import macros as macros_of
from atmp_gap.report.json import dump
from atmp_gap.report.site.addresses import root_of
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import cut, numbered
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """The register as a list, then each document."""
    citing = _citing(frame.corpus)
    macros = macros_of("document.macros.html", at=frame)
    ordered = sorted(frame.corpus.documents.values(), key=_order)
    lines = (
        macros.line(document, frame.documents[document.id], len(citing.get(document.id, ())))
        for document in ordered
    )
    register = Page(
        "d/index.html",
        "Documents",
        "documents.html",
        {"count": len(ordered)},
        "The documents that statements cite, and what is known of each.",
        "Documents",
        dump([{**plain(d, written=True), "page": frame.documents[d.id]} for d in ordered]),
    )
    yield from numbered(list(cut(lines)), register)
    for document in frame.corpus.documents.values():
        yield from _document(frame, document, citing.get(document.id, []), macros)


def _document(
    frame: Frame, document: Document, citing: list[Requirement], macros: Any
) -> Iterator[Page]:
    path = frame.documents[document.id]
    sheet = document_sheet(frame.corpus, document.id)
    rendered = (macros.statement(requirement, root_of(path)) for requirement in citing)
    page = Page(
        path,
        sheet.title,
        "document.html",
        {
            "document": document,
            "notes": [note for note in sheet.notes if note != document.url],
            "link": sources.plain_address(document.url),
        },
        f"{sheet.title}: what it is, and the statements that cite it.",
        "Documents",
        dump(sheet.data),
    )
    yield from numbered(list(cut(rendered)), page)


def _order(document: Document) -> list[tuple[bool, int, str]]:
    """By the short name, with its numbers as numbers: 21 CFR 210.2 before 21 CFR 1271.3."""
    pieces = re.findall(r"\d+|\D+", document.short_name.casefold())
    return [(False, int(p), "") if p.isdecimal() else (True, 0, p) for p in pieces]


def _citing(corpus: Corpus) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for _, requirement, _ in corpus.requirements.values():
        found.setdefault(requirement.source.document, []).append(requirement)
    return found
