"""The rows that reviewers filled: a decision a line, from a workbook or a sheet saved as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from atmp_gap.corpus.problem import Problem
from atmp_gap.corpus.yaml_reader import Refused
from atmp_gap.profile.read import InvalidProfileError, read_bytes
from atmp_gap.profile.sheet import SheetLine, heading, read_sheet, text_of
from atmp_gap.workbook.book import load, place
from atmp_gap.workbook.cells import CellError, typed
from atmp_gap.workbook.layout import REVIEW
from atmp_gap.workbook.layout import REVIEW_COLUMNS as COLUMNS
from atmp_gap.workbook.package import UnusableWorkbook, is_workbook

GIVEN = frozenset({"id", "subject", "agency", "slot", "document", "section", "file", "page"})
"""What `settle --sheet` fills in beforehand: a line with nothing else says nothing."""
NEEDED = ("record", "subject", "by", "date")
MISSING = f"head its columns {', '.join(COLUMNS)}"


def review_rows(path: Path, problems: list[Problem]) -> Iterator[SheetLine]:
    """The filled lines. What is wrong goes into ``problems``.

    Raises InvalidProfileError where there is nothing to read.
    """
    file = path.as_posix()
    raw = read_bytes(path, MISSING)
    try:
        if is_workbook(raw):
            yield from _of_workbook(raw, file, problems)
        else:
            lines = read_sheet(text_of(raw, file), file, COLUMNS, NEEDED, problems, MISSING)
            yield from (line for line in lines if set(line.cells) - GIVEN)
    except UnusableWorkbook as unusable:
        raise InvalidProfileError(unusable.problems) from None
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None


def _of_workbook(raw: bytes, file: str, problems: list[Problem]) -> Iterator[SheetLine]:
    book = load(raw, file)
    sheet = book[REVIEW] if REVIEW in book.sheetnames else book.worksheets[0]
    heads: dict[str, int] = {}
    before = len(problems)
    for cell in sheet[1]:
        name = heading(str(cell.value or ""))
        at = place(file, sheet.title, 1, cell.column)
        if not name or name.startswith("info"):
            continue
        if name in heads:
            problems.append(Problem("AG003", f"the column {name!r} stands twice", at, "keep one"))
        elif name not in COLUMNS:
            problems.append(Problem("AG006", f"unknown column {name!r}", at, MISSING))
        heads.setdefault(name, cell.column)
    for name in NEEDED:
        if name not in heads:
            at = place(file, sheet.title, 1, 1)
            problems.append(Problem("AG005", f"the column {name!r} is missing", at, MISSING))
    if len(problems) > before:
        return
    for line in range(2, sheet.max_row + 1):
        cells = {}
        places = {name: place(file, sheet.title, line, number) for name, number in heads.items()}
        for name, number in heads.items():
            try:
                text = typed(sheet.cell(line, number), day=name == "date", words=name != "answer")
            except CellError as error:
                problems.append(Problem("AG005", str(error), places[name], error.hint))
                continue
            if text:
                cells[name] = text
        if set(cells) - GIVEN:
            yield SheetLine(cells, places)
