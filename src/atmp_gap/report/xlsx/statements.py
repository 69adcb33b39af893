"""The sheet "Statements": what each cited text says, in our words, with how it was read."""

from __future__ import annotations

from atmp_gap.gap.result import Result
from atmp_gap.report import sources
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.listing import add_table

COLUMNS: dict[str, int] = {
    "Entry": 15,
    "Side": 8,
    "Question": 30,
    "Statement": 60,
    "Strength": 10,
    "Document": 30,
    "Place": 22,
    "Status": 10,
    "From": 12,
    "Read as": 10,
    "Read on": 12,
    "Read by": 16,
    "Address": 40,
}


def add_statements(book: Book, result: Result, clean: bool) -> None:
    """A line per statement and question; without who read it in a clean copy."""
    names = [name for name in COLUMNS if not (clean and name == "Read by")]
    rows = []
    for row in result.rows:
        for entry in row.entries:
            cells = {
                "Entry": entry.id,
                "Side": entry.agency,
                "Question": row.title,
                "Statement": entry.statement,
                "Strength": entry.obligation,
                "Document": entry.document.short,
                "Place": sources.place(entry),
                "Status": entry.document.status,
                "From": entry.document.effective or "undated",
                "Read as": entry.reading.grade,
                "Read on": str(getattr(entry.reading, "date", "") or ""),
                "Read by": str(getattr(entry.reading, "by", "") or ""),
                "Address": sources.web(entry) or "",
            }
            rows.append([cells[name] for name in names])
    add_table(book, "Statements", {name: COLUMNS[name] for name in names}, rows)
