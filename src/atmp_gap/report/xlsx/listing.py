"""Sheets of listings: the documents cited, and any other listing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from atmp_gap.gap.result import Result
from atmp_gap.report import sources
from atmp_gap.report.interface import Sheet
from atmp_gap.report.xlsx.book import Book, finish, height, shown
from atmp_gap.text.escape import one_line

DOCUMENTS: dict[str, int] = {
    "Document": 30,
    "Title": 55,
    "Reference": 26,
    "Issuer": 10,
    "Kind": 13,
    "Status": 12,
    "From": 12,
    "Address": 45,
    "Entries here": 40,
}
"""The columns of the documents' sheet with their widths."""
FIELDS = ("id", "title", "reference", "issuer", "kind", "status", "effective", "url")


def add_listing(book: Book, listing: Sheet) -> None:
    """A sheet with a listing, and its notes under it."""
    rows = [[shown(text) for text in row] for row in listing.rows]
    widths = [
        min(48, max(9, *(len(text) + 2 for text in column)))
        for column in zip(listing.columns, *rows, strict=True)
    ]
    title = "Words" if listing.title == "Terms" else listing.title
    sheet = _add(book, title, listing.columns, widths, rows)
    for number, note in enumerate(listing.notes, len(rows) + 2):
        book.text(sheet, number, 0, one_line(note), book.formats.plain)


def add_documents(book: Book, result: Result) -> None:
    """A sheet with the documents that the result's statements cite."""
    rows = [
        [
            shown(text)
            for text in (*(getattr(document, name) or "" for name in FIELDS), ", ".join(ids))
        ]
        for document, ids in sources.cited(result)
    ]
    _add(book, "Documents", list(DOCUMENTS), list(DOCUMENTS.values()), rows)


def add_table(
    book: Book, title: str, columns: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> None:
    """A sheet with these columns, by heading and width."""
    told = [[shown(text) for text in row] for row in rows]
    _add(book, title, list(columns), list(columns.values()), told)


def _add(
    book: Book,
    title: str,
    columns: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
) -> Worksheet:
    sheet = book.add(title)
    book.head(sheet, 0, columns)
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            book.text(sheet, line, column, text)
        sheet.set_row(line, height(zip(row, widths, strict=True)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    finish(sheet, len(rows), len(columns), 1)
    return sheet
