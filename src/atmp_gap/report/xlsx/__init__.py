"""XLSX: a sheet per topic to filter and to fill in, with a summary, the documents and the terms.

One line per part of a subject. The first column is the part's id, by which a filled-in sheet can
be read back; the columns under "company" are empty, for those who work with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.gap.result import Result, Row
from atmp_gap.report.interface import Sheet
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.listing import add_documents, add_listing
from atmp_gap.report.xlsx.summary import add_summary
from atmp_gap.report.xlsx.topic import add_topic


class Xlsx:
    """XLSX, for working with. Needs XlsxWriter."""

    name = "xlsx"
    wants_listings = True

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> bytes:
        """The whole comparison as a workbook; ``listings`` become its last sheets."""
        book = Book(result.as_of)
        add_summary(book, result)
        topics: dict[str, list[Row]] = {}
        for row in result.rows:
            topics.setdefault(row.topic, []).append(row)
        for topic in result.topics:
            add_topic(book, result, topic, topics.get(topic.id, []))
        add_documents(book, result)
        for listing in listings:
            add_listing(book, listing)
        return book.done()

    def detail(self, result: Result) -> bytes:
        """The same workbook."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> bytes:
        """A listing as a workbook of one sheet."""
        book = Book("2000-01-01")
        add_listing(book, sheet)
        return book.done()
