"""The sheet "Method": what the verdicts mean, and how the workbook is filled, kept and updated."""

from __future__ import annotations

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, wording
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.listing import add_table

HOW = (
    ("Our position", "An answer: < 10 ng/dose. Several: slot: answer; slot: answer. Or words: they "
     "are kept, and not compared."),
    ("Fill in", "The yellow columns are yours; no update changes them. Columns and sheets of your "
     "own are kept as well."),
    ("Update", "atmp-gap compare (the same options) --update FILE writes the new state and marks "
     "in Changed what a row said before, and why it changed."),
    ("Read back", "atmp-gap assess PROFILE --positions FILE compares your positions."),
    ("Share", "atmp-gap compare (the same options) --update FILE --clean -o COPY.xlsx leaves out "
     "owners, decisions, comments, names and the hidden sheet."),
    ("Hidden sheet", "The sheet atmp-gap is hidden and holds the identity of every row. Do not "
     "delete it."),
)  # fmt: skip


def add_method(book: Book, result: Result) -> None:
    """Meanings first, then the ways to work with the file."""
    rows = [
        *((wording.VERDICT_LABELS[name], text) for name, text in wording.VERDICT_MEANINGS.items()),
        *(("Read as: " + name, text) for name, text in wording.GRADE_MEANINGS.items()),
        *HOW,
        ("Origin", origin.origin_line(result)),
        ("No legal advice", result.notice),
    ]
    add_table(book, "Method", {"Word": 24, "Meaning": 100}, [list(row) for row in rows])
