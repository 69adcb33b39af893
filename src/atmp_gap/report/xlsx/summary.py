"""The summary: counts by group and verdict, grades, and what the verdicts mean."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, wording
from atmp_gap.report.bands import counts
from atmp_gap.report.xlsx.book import Book, page, shown
from atmp_gap.text.escape import one_line


def add_summary(book: Book, result: Result) -> None:
    """The sheet beside the rows."""
    formats = book.formats
    sheet = book.add("Summary")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 9, 12)
    book.text(sheet, 0, 0, one_line(origin.title(result)), formats.title)
    lines = [origin.origin_line(result), result.notice, origin.counts_line(result)]
    lines += origin.extra_counts(result)
    for number, text in enumerate(lines, 1):
        sheet.merge_range(number, 0, number, 9, "", formats.prose)
        book.text(sheet, number, 0, shown(text), formats.prose)
        sheet.set_row(number, 15 * (1 + len(text) // 140))
    verdicts = [name for name, number in result.summary.verdicts.items() if number]
    line = _groups(book, sheet, result, verdicts, len(lines) + 2)
    book.head(sheet, line, ("Requirements", "number", "meaning"))
    for grade, number in result.summary.reading.items():
        line += 1
        book.text(sheet, line, 0, grade)
        book.number(sheet, line, 1, number)
        book.text(sheet, line, 2, wording.GRADE_MEANINGS[grade], formats.plain)
    line += 2
    book.head(sheet, line, ("Verdict", "rows", "meaning"))
    for verdict, meaning in wording.VERDICT_MEANINGS.items():
        line += 1
        book.text(sheet, line, 0, wording.VERDICT_LABELS[verdict], formats.verdicts[verdict])
        book.number(sheet, line, 1, result.summary.verdicts[verdict])
        book.text(sheet, line, 2, meaning, formats.plain)
    page(sheet)


def _groups(
    book: Book, sheet: Worksheet, result: Result, verdicts: Sequence[str], line: int
) -> int:
    """The counts from a line on; returns the next free line."""
    formats = book.formats
    heads = ["Topic, group", *(wording.VERDICT_LABELS[name] for name in verdicts), "all"]
    book.head(sheet, line, heads)
    for column, name in list(enumerate(heads))[1:]:
        book.text(sheet, line, column, name, formats.centred)
    counted = counts(result)
    for topic in result.topics:
        for group, title in topic.groups.items():
            inside = counted.get((topic.id, group))
            if not inside:
                continue
            line += 1
            name = f"{topic.title}: {title}" if len(result.topics) > 1 else title
            book.text(sheet, line, 0, shown(name))
            sheet.set_row(line, 15 * (1 + len(name) // 48))
            for column, verdict in enumerate(verdicts, 1):
                book.number(sheet, line, column, inside[verdict])
            book.number(sheet, line, len(verdicts) + 1, inside.total())
    return line + 2
