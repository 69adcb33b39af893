"""A paper as a workbook: sheets to filter and to fill in, then a summary and the words used."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from atmp_gap.report.paper import VERDICTS, Lines, Paper
from atmp_gap.report.xlsx.book import Book, finish, height, page, shown
from atmp_gap.report.xlsx.listing import add_table

LAST = 9
"""The last column over which the prose of the summary runs."""


def write(paper: Paper) -> bytes:
    """The whole file."""
    book = Book(paper.day)
    for lines in paper.workbook:
        _lines(book, lines)
    _summary(book, paper)
    if paper.documents:
        add_table(
            book, "Documents", {"Cited as": 30, "Document": 100}, [*map(list, paper.documents)]
        )
    return book.done()


def _lines(book: Book, lines: Lines) -> None:
    """A sheet with a head in sight and filters; yellow columns are to be filled in."""
    sheet, formats = book.add(lines.title), book.formats
    for number, column in enumerate(lines.columns):
        look = formats.company if column.filled else formats.head
        book.text(sheet, 0, number, shown(column.heading), look)
        sheet.set_column(number, number, column.width)
    for at, (look_of, texts) in enumerate(lines.rows, 1):
        cells = [shown(text) for text in texts]
        for number, (column, text) in enumerate(zip(lines.columns, cells, strict=True)):
            look = formats.input if column.filled else None
            if number == lines.marked:
                look = formats.verdicts[VERDICTS[look_of]]
            book.text(sheet, at, number, text, look)
        sheet.set_row(at, height(zip(cells, (c.width for c in lines.columns), strict=True)))
    last = max(1, len(lines.rows))
    for number, column in enumerate(lines.columns):
        if column.choices:
            _choices(sheet, number, last, column.choices)
    finish(sheet, last, len(lines.columns), lines.frozen)
    sheet.set_paper(8)


def _choices(sheet: Worksheet, column: int, last: int, choices: tuple[str, ...]) -> None:
    rule = {"validate": "list", "source": list(choices), "error_type": "warning"}
    sheet.data_validation(1, column, last + 500, column, rule)


def _summary(book: Book, paper: Paper) -> None:
    """What was made of what, the counts of each part, and how to read it."""
    formats = book.formats
    sheet = book.add("Summary")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, LAST, 12)
    book.text(sheet, 0, 0, shown(paper.headline), formats.title)
    line = 0
    about = [f"{name}: {text}" for name, text in paper.about]
    for text in (*paper.counts, *about, *paper.foot, paper.origin, paper.notice):
        line += 1
        sheet.merge_range(line, 0, line, LAST, "", formats.prose)
        book.text(sheet, line, 0, shown(text), formats.prose)
        sheet.set_row(line, 15 * (1 + len(text) // 140))
    line += 2
    book.head(sheet, line, ("Section", "rows", "meaning"))
    for part in paper.parts:
        line += 1
        title = part.title[:1].upper() + part.title[1:]
        book.text(sheet, line, 0, shown(title), formats.verdicts[VERDICTS[part.look]])
        book.number(sheet, line, 1, len(part.items))
        book.text(sheet, line, 2, shown(part.meaning), formats.plain)
        sheet.set_row(line, height([(title, 46)]))
    line += 2
    book.head(sheet, line, ("Word", "", "meaning"))
    for name, text in paper.words:
        line += 1
        book.text(sheet, line, 0, shown(name))
        book.text(sheet, line, 2, shown(text), formats.plain)
        sheet.set_row(line, height([(name, 46)]))
    page(sheet)
