"""The workbook in which reviewers say what they saw: a line for each open side and passage.

Its columns are those that ``layer --from`` reads; what is filled in before stands in grey, and the
columns that begin with ``info`` are for people. A line nobody fills in says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.report.settling import MISSED, WHY, Work, nothing_shown, quotable
from atmp_gap.report.xlsx.book import Book, finish, height, shown
from atmp_gap.settle.said import how_to
from atmp_gap.workbook.layout import REVIEW
from atmp_gap.workbook.layout import REVIEW_COLUMNS as COLUMNS

INFO = ("info: question", "info: why open", "info: answer is", "info: stands", "info: passage")
_WIDTHS = {"subject": 26, "document": 20, "section": 12, "file": 10, "answer": 20, "statement": 36}
_INFO_WIDTHS = (36, 16, 22, 40, 70)
_HOW = (
    "Fill a line where you saw something; leave the others as they are.",
    "record: confirmation (the statement under id stands in the text), refutation (it does not; "
    "say why under reason), statement (a new one, with id, statement, slot, answer, anchors), or "
    "absence (sections read whole in which nothing stands). by: your name. date: YYYY-MM-DD.",
    "Then: atmp-gap layer --from THIS.xlsx --into YOUR-LAYER",
    MISSED,
)


def review_workbook(work: Work, kinds: Mapping[str, str], day: str) -> bytes:
    """The workbook for some open sides; ``kinds`` has the kind of every document."""
    book = Book(day)
    sheet = book.add(REVIEW)
    columns = (*COLUMNS, *INFO)
    book.head(sheet, 0, columns)
    widths = [*(_WIDTHS.get(name, 12) for name in COLUMNS), *_INFO_WIDTHS]
    line = 0
    for side, passages in work:
        subject = side.subject
        stands = "\n".join(f"{e.id} ({e.reading.grade}): {e.statement}" for e in side.entries)
        how = "\n".join(f"{name}: {how_to(subject, name)}" for name in subject.asks)
        info = (subject.question, f"{side.agency}: {WHY[side.why]}", how, stands)
        slot = next(iter(subject.asks)) if len(subject.asks) == 1 else ""
        single = side.entries[0] if len(side.entries) == 1 else None
        for passage in passages or (None,):
            line += 1
            cells = {"subject": subject.id, "agency": side.agency, "slot": slot}
            if passage is not None:
                cells |= {"document": passage.document, "section": passage.locator}
                cells |= {"file": passage.file, "page": str(passage.page or "")}
                if single is not None and single.document.id == passage.document:
                    cells["id"] = single.id
            text = quotable(passage, kinds) if passage is not None else nothing_shown(side)
            filled = [*(cells.get(name, "") for name in COLUMNS), *info, text]
            for column, value in enumerate(filled):
                open_ = column < len(COLUMNS) and not value
                day_cell = open_ and COLUMNS[column] == "date"
                look = book.formats.day if day_cell else book.formats.input if open_ else None
                book.text(sheet, line, column, shown(value), look)
            sheet.set_row(line, height(zip(map(shown, filled), widths, strict=True)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    kinds_known = ["confirmation", "refutation", "statement", "absence", "judgement"]
    if line:
        sheet.data_validation(1, 0, line, 0, {"validate": "list", "source": kinds_known})
    finish(sheet, line, len(columns), 1)
    told = book.add("How to fill it in")
    told.set_column(0, 0, 100)
    for number, text in enumerate(_HOW):
        book.text(told, number, 0, text, book.formats.prose)
    return book.done()
