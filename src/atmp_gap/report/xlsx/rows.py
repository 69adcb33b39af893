"""The sheet "Rows": a line for every part of every question, to read and to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import Result
from atmp_gap.report import reasons, wording
from atmp_gap.report.decisions import PartTold, RowTold, each_part
from atmp_gap.report.part_cells import part_cells
from atmp_gap.report.xlsx.book import Book, finish, height, shown
from atmp_gap.workbook import layout

STATUS_HELP = "Choose from the list, or leave it empty."
POSITION_HELP = (
    "An answer (< 10 ng/dose), several (slot: answer; slot: answer), or words, which are kept "
    "and not compared."
)


@dataclass(frozen=True)
class Line:
    """A row of the sheet: its identity, and its cells by column."""

    key: str
    subject: str
    scope: Mapping[str, Sequence[str]]
    slots: tuple[str, ...]
    entries: tuple[str, ...]
    verdict: str
    cells: Mapping[str, str]


def lines(result: Result) -> list[Line]:
    """The rows of the sheet, in the order of decisions."""
    common = wording.words_of(result)
    topics = {topic.id: topic.title for topic in result.topics}
    return [
        _line(result, topics, row, part, {**common, **row.words}) for row, part in each_part(result)
    ]


def _line(
    result: Result,
    topics: Mapping[str, str],
    told: RowTold,
    part: PartTold,
    words: Mapping[str, str],
) -> Line:
    row, this = told.row, part.part
    entries = {entry.id: entry for entry in row.entries}
    used = tuple(dict.fromkeys(name for side in this.sides for name in side.entries))
    key = layout.key_of(row.subject, this.scope)
    cells = {
        "id": key,
        "question": row.title,
        "where": part.where,
        "topic": topics.get(row.topic, row.topic),
        "discipline": row.discipline if row.discipline != "cmc" else "CMC",
        **part_cells(told, part),
        "why": "\n".join([*part.unclear, *_why(part, words)]),
        "note": "\n".join(dict.fromkeys([*part.notes, *([row.note] if row.note else [])])),
    }
    slots = dict.fromkeys(slot for name in used for slot in entries[name].answers)
    return Line(
        key,
        row.subject,
        this.scope,
        tuple(slots),
        used,
        this.verdict,
        {name: shown(text) for name, text in cells.items()},
    )


def _why(part: PartTold, words: Mapping[str, str]) -> Iterator[str]:
    """Why the verdict came out so, without what the note says already."""
    for text in reasons.why(part.part, words):
        if text not in part.notes and text not in part.unclear:
            yield text


def add_rows(book: Book, result: Result, found: Sequence[Line]) -> None:
    """The sheet, ready to be filtered and filled in."""
    sheet = book.add(layout.ROWS)
    formats = book.formats
    columns = layout.columns(result.agencies)
    for number, column in enumerate(columns):
        look = formats.company if column.filled else formats.head
        sheet.write_string(0, number, column.heading, look)
        sheet.set_column(number, number, column.width)
        place = f"'{layout.ROWS}'!${_letters(number)}$1"
        book.book.define_name(column.defined, f"={place}")
    for at, line in enumerate(found, 1):
        for number, column in enumerate(columns):
            if column.filled:
                look = formats.day if column.id == "due" else formats.input
                sheet.write_blank(at, number, None, look)
                continue
            look = {"id": formats.id, "verdict": formats.verdicts[line.verdict]}.get(column.id)
            book.text(sheet, at, number, line.cells.get(column.id, ""), look)
        cells = [(line.cells.get(c.id, ""), c.width) for c in columns if not c.filled]
        sheet.set_row(at, height(cells))
    ids = [column.id for column in columns]
    last = max(1, len(found))
    status, position = ids.index("status"), ids.index("position")
    sheet.data_validation(
        1,
        status,
        last + 500,
        status,
        {
            "validate": "list",
            "source": list(layout.STATUSES),
            "error_type": "warning",
            "input_message": STATUS_HELP,
        },
    )
    sheet.data_validation(
        1, position, last + 500, position, {"validate": "any", "input_message": POSITION_HELP}
    )
    finish(sheet, last, len(columns), ids.index("question") + 1)
    sheet.set_paper(8)


def _letters(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))
