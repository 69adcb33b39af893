"""Rows that are asked no more: kept on a sheet of their own, with all that was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from atmp_gap.changes.reasons import Reasons
from atmp_gap.report.changes import why as told_why
from atmp_gap.report.xlsx.look import copy_link, put
from atmp_gap.workbook import layout
from atmp_gap.workbook.book import Opened, text_of

HEADS = ("Gone since", "Why gone")


def move_gone(old: Opened, gone: Mapping[str, list[int]], day: str, why: Reasons) -> None:
    """Move rows from the sheet of rows to that of the rows gone."""
    if not gone:
        return
    columns = _columns(old)
    sheet = old.book[layout.GONE]
    for key, lines in gone.items():
        identity = old.rows[key]
        reason = told_why(why, identity.subject, identity.entries)
        for line in lines:
            at = sheet.max_row + 1
            sheet.cell(at, columns[HEADS[0]]).value = day
            sheet.cell(at, columns[HEADS[1]]).value = reason
            for number in range(1, old.sheet.max_column + 1):
                source = old.sheet.cell(line, number)
                if source.value is None:
                    continue
                target = sheet.cell(at, columns[_head(old, number)])
                put(source, target)
                copy_link(source, target)
                target._style = copy(source._style)
                if source.comment:
                    target.comment = copy(source.comment)
            sheet.row_dimensions[at].height = old.sheet.row_dimensions[line].height
    _close(old, sorted(line for lines in gone.values() for line in lines))


def taken_back(old: Opened, key: str, line: int) -> bool:
    """Fill a row that is asked again with what people had filled in; says whether there was any.

    The line on the sheet of rows gone stays as it is.
    """
    sheet = old.book[layout.GONE] if layout.GONE in old.book.sheetnames else None
    before = {text_of(cell.value): cell.column for cell in sheet[1]} if sheet else {}
    if sheet is None or "ID" not in before:
        return False
    lines = [
        number
        for number in range(2, sheet.max_row + 1)
        if text_of(sheet.cell(number, before["ID"]).value) == key
    ]
    own = {column.id: column.filled for column in layout.columns(old.agencies)}
    written = {number for name, number in old.columns.items() if not own[name]}
    found = False
    for number in range(1, old.sheet.max_column + 1):
        at = before.get(_head(old, number))
        if not lines or at is None or number in written:
            continue
        source, target = sheet.cell(lines[-1], at), old.sheet.cell(line, number)
        if source.value is not None:
            found = True
            put(source, target)
            copy_link(source, target)
            target.comment = copy(source.comment) if source.comment else None
    return found


def _head(old: Opened, number: int) -> str:
    """The heading of a column; one without a heading is known by its letter."""
    from openpyxl.utils import get_column_letter

    said = text_of(old.sheet.cell(old.head, number).value)
    return said or f"column {get_column_letter(number)}"


def _columns(old: Opened) -> dict[str, int]:
    """The columns of the sheet of rows gone by heading; the sheet is made where there is none."""
    heads = [*HEADS, *(_head(old, number) for number in range(1, old.sheet.max_column + 1))]
    if layout.GONE not in old.book.sheetnames:
        old.book.create_sheet(layout.GONE, old.book.index(old.sheet) + 1).freeze_panes = "A2"
    sheet = old.book[layout.GONE]
    found = {text_of(cell.value): cell.column for cell in sheet[1] if text_of(cell.value)}
    for name in heads:
        if name not in found:
            found[name] = max([0, *found.values()]) + 1
            cell = sheet.cell(1, found[name])
            cell.value = name
            source = old.sheet.cell(old.head, 1)
            cell._style = copy(source._style)
            sheet.column_dimensions[cell.column_letter].width = 24
    return found


def _close(old: Opened, lines: list[int]) -> None:
    """Take lines out of the sheet: what stands below moves up, formulas along with it."""
    from openpyxl.utils import get_column_letter

    sheet = old.sheet
    last = get_column_letter(sheet.max_column)
    for line in reversed(lines):
        end = sheet.max_row
        for number in range(1, sheet.max_column + 1):
            sheet._cells.pop((line, number), None)
        if line < end:
            sheet.move_range(f"A{line + 1}:{last}{end}", rows=-1, translate=True)
            _move_links(sheet, line)
        for at in range(line, end):
            upper, lower = sheet.row_dimensions[at], sheet.row_dimensions[at + 1]
            upper.height, upper.hidden = lower.height, lower.hidden
        sheet.row_dimensions.pop(end, None)


def _move_links(sheet: Any, first: int) -> None:
    """Have hyperlinks stand where their cells stand by now; a file would have them as before."""
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
