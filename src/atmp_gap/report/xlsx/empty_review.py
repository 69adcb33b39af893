"""The sheet "Review", empty: reviewers write judgements, searches and statements on it."""

from __future__ import annotations

from atmp_gap.model.base import GRADES
from atmp_gap.report.xlsx.book import Book, finish
from atmp_gap.workbook import layout

RECORDS = ("confirmation", "refutation", "statement", "absence", "judgement")
WIDE = ("reason", "statement", "answer")
LINES = 200
"""So many lines offer their choices."""


def add_review(book: Book) -> None:
    """The headings that ``atmp-gap layer --from FILE`` reads, and no rows yet."""
    sheet, formats = book.add(layout.REVIEW), book.formats
    for number, name in enumerate(layout.REVIEW_COLUMNS):
        book.text(sheet, 0, number, name, formats.company)
        sheet.set_column(number, number, 36 if name in WIDE else 14)
    for name, choices in (("record", RECORDS), ("grade", GRADES)):
        at = layout.REVIEW_COLUMNS.index(name)
        rule = {"validate": "list", "source": list(choices), "error_type": "warning"}
        sheet.data_validation(1, at, LINES, at, rule)
    finish(sheet, 1, len(layout.REVIEW_COLUMNS), 1)
