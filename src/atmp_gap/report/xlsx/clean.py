"""A copy of a filled workbook to share: what was decided, without who and what was noted."""

from __future__ import annotations

import io

from atmp_gap.corpus.problem import Problem
from atmp_gap.report.xlsx.look import put
from atmp_gap.workbook import layout
from atmp_gap.workbook.book import load, opened, text_of
from atmp_gap.workbook.package import UnusableWorkbook


def clean_copy(raw: bytes, file: str, fresh: bytes) -> tuple[bytes, list[str]]:
    """A fresh clean workbook with what people filled, but for owners, decisions and comments; and
    which filled rows it lacks.

    Columns and sheets of their own are left out: nobody can know what is private there. Raises
    UnusableWorkbook.
    """
    old = opened(raw, file)
    book = load(fresh, file)
    sheet = book[layout.ROWS]
    heads = {text_of(cell.value): cell.column for cell in sheet[1]}
    lines = {
        text_of(sheet.cell(line, heads["ID"]).value): line for line in range(2, sheet.max_row + 1)
    }
    filled: dict[str, int] = {}
    problems = []
    lacking = [f"{place}: its ID is none of this workbook; left out" for place in old.strangers()]
    lacking += [f"the sheet {title!r} holds rows as well; left out" for title in old.copies()]
    for line in old.lines():
        key = old.key(line)
        if key is None:
            continue
        cells = {
            column: old.sheet.cell(line, old.columns[column.id])
            for column in layout.FILLED
            if column.id in old.columns and column.id not in layout.PRIVATE
        }
        cells = {column: cell for column, cell in cells.items() if cell.value is not None}
        if not cells:
            continue
        if key not in lines:
            lacking.append(f"{old.within(line)}: {key} is asked no more; left out")
            continue
        if key in filled:
            message = f"the row {key} is filled already in line {filled[key]}"
            at = old.place(line, "position")
            problems.append(Problem("AG007", message, at, "keep one of the two"))
        filled[key] = line
        for column, cell in cells.items():
            put(cell, sheet.cell(lines[key], heads[column.heading]))
    if problems:
        raise UnusableWorkbook(problems)
    book.properties.creator = ""
    book.properties.lastModifiedBy = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), lacking
