"""Rows of a filled workbook held against a person's copies, as ``settle`` holds what it is told.

``check_rows`` finds what does not stand where a row says that it does. A row of a copy that is not
in the library is left as it is and counted, so that it can be said that nobody checked it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Problem, did_you_mean
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.index import Index
from atmp_gap.profile.sheet import SheetLine
from atmp_gap.review.layer import Bad
from atmp_gap.settle.passages import Passage, page_in, place_in, sections_in
from atmp_gap.settle.said import NotTaken, check_anchors, slot_answers
from atmp_gap.settle.silence import check_sections
from atmp_gap.verify.text import DocumentText


def check_rows(
    rows: Iterable[SheetLine],
    corpus: Corpus,
    index: Index,
    library: Library,
    extract: Callable[[HeldCopy], DocumentText],
    problems: list[Problem],
) -> list[SheetLine]:
    """The rows whose copy is not there; what is wrong with others goes into ``problems``."""
    unchecked = []
    for row in rows:
        cells = row.cells
        if "file" not in cells or cells.get("record", "").casefold() == "judgement":
            continue
        copy = _copy(library, cells)
        if copy is None:
            unchecked.append(row)
            continue
        try:
            if cells["record"].casefold() == "absence":
                _check_absence(cells, copy, extract)
            else:
                _check_look(cells, corpus, index, copy)
        except Bad as bad:
            at = row.places.get(bad.column, next(iter(row.places.values())))
            problems.append(Problem(bad.code, str(bad), at, bad.hint or None))
    return unchecked


def _copy(library: Library, cells: Mapping[str, str]) -> HeldCopy | None:
    """The copy of the document that has the hash of the row."""
    digest = cells["file"].removeprefix("sha256:")
    for copy in library.copies:
        mine = copy.document == cells.get("document", copy.document)
        if mine and len(digest) >= 12 and copy.facts.sha256.startswith(digest):
            return copy
    return None


def _check_absence(
    cells: Mapping[str, str], copy: HeldCopy, extract: Callable[[HeldCopy], DocumentText]
) -> None:
    """Raises Bad where sections said to be read whole are not there, or have no text."""
    sections = tuple(text.strip() for text in cells.get("section", "").split(";") if text.strip())
    if cells.get("grade") != "read" or not sections:
        return
    try:
        check_sections(copy, sections, extract)
    except NotTaken as refused:
        raise Bad("section", str(refused), refused.hint or "") from None


def _check_look(cells: Mapping[str, str], corpus: Corpus, index: Index, copy: HeldCopy) -> None:
    """Raises Bad where the place, the words or the answer of a row do not stand in the copy."""
    passage = _place(cells, index, copy)
    if passage is None:
        return
    words = [text.strip() for text in cells.get("anchors", "").split(";") if text.strip()]
    try:
        check_anchors(passage, words)
    except NotTaken as refused:
        raise Bad("anchors", str(refused), refused.hint or "") from None
    subject = corpus.subjects.get(cells["subject"].partition("#")[0])
    if cells["record"].casefold() not in ("statement", "requirement") or subject is None:
        return
    slot = cells.get("slot", "")
    if "answer" in cells and (slot or len(subject.subject.asks) == 1):
        slot = slot or next(iter(subject.subject.asks))
        try:
            said = (f"{slot}={cells['answer']}",)
            slot_answers(corpus, subject.subject, said, passage, words)
        except NotTaken as refused:
            raise Bad(
                "answer",
                str(refused),
                "answer with what stands there, or name words of it under anchors",
            ) from None


def _place(cells: Mapping[str, str], index: Index, copy: HeldCopy) -> Passage | None:
    """The place of a row; None where it names none. Raises Bad where the copy has it not."""
    digest, last = copy.facts.sha256, copy.facts.pages
    page = int(cells["page"]) if cells.get("page", "").isdecimal() else None
    section = cells.get("section", "").strip()
    if page is not None and (last is None or not 1 <= page <= last):
        has = f"its last page is {last}" if last else "it has no pages that could be counted"
        raise Bad("page", f"{copy.facts.path.name} has no page {page}: {has}")
    if section in ("", f"page {page}"):
        return page_in(index, copy, page) if page is not None else None
    if section == "whole text":
        return Passage(copy, page, "", "\n".join(index.texts(digest)))
    found = place_in(index, copy, section, page)
    if found is None:
        hint = did_you_mean(section, list(sections_in(index, copy)))
        raise Bad("section", f"{copy.document} has no section {section!r}", hint or "")
    if page is not None and found.pages and page not in found.pages:
        stands = ", ".join(map(str, found.pages))
        raise Bad("page", f"section {section} of {copy.document} stands on page {stands}")
    return found
