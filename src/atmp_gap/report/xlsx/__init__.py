"""XLSX: one sheet to filter and to fill in, with a summary, the statements and the words.

A row per part of a question. What a person fills stands in columns of its own, and a hidden sheet
holds the identity of every row, by which a filled workbook is read back and updated.
"""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Paper
from atmp_gap.report.xlsx.beside import add_beside
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.empty_review import add_review
from atmp_gap.report.xlsx.identity import about, add_identity
from atmp_gap.report.xlsx.listing import add_documents, add_listing
from atmp_gap.report.xlsx.marks import marked
from atmp_gap.report.xlsx.method import add_method
from atmp_gap.report.xlsx.names import nameless
from atmp_gap.report.xlsx.rows import add_rows, lines
from atmp_gap.report.xlsx.statements import add_statements
from atmp_gap.report.xlsx.summary import add_summary


class Xlsx:
    """XLSX, for working with. ``clean`` leaves out names of people and the hidden sheet."""

    name = "xlsx"
    wants_listings = True

    def __init__(self, clean: bool = False, changes: Sequence[str] | None = None) -> None:
        self.clean = clean
        self.changes = changes
        """Marks of what the corpus' changelog held when this was written."""

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> bytes:
        """The whole comparison as a workbook; ``listings`` become its last sheets."""
        book = Book(result.as_of)
        result = nameless(result) if self.clean else result
        found = lines(result)
        add_rows(book, result, found)
        add_summary(book, result)
        add_statements(book, result, self.clean)
        add_beside(book, result)
        add_documents(book, result)
        add_method(book, result)
        for listing in listings:
            add_listing(book, listing)
        if not self.clean:
            add_review(book)
            sheets = {name: marked(cells) for name, cells in book.written.items()}
            add_identity(book, about(result, self.changes) | {"sheets": sheets}, found)
        return book.done()

    def detail(self, result: Result) -> bytes:
        """The same workbook."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> bytes:
        """A listing as a workbook of one sheet."""
        book = Book("2000-01-01")
        add_listing(book, sheet)
        return book.done()

    def paper(self, paper: Paper) -> bytes:
        """A paper as a workbook: its sheets, a summary, and how to read it."""
        from atmp_gap.report.xlsx.paper import write

        return write(paper)
