"""The tool's other sheets in a workbook that is updated: anew, unless somebody edited them."""

from __future__ import annotations

from typing import Any

from atmp_gap.report.xlsx.look import copy_look, put
from atmp_gap.report.xlsx.marks import marked
from atmp_gap.workbook import layout
from atmp_gap.workbook.book import Opened, text_of


def content(sheet: Any) -> dict[tuple[int, int], str]:
    """The cells of a sheet by line and column, from 1, with the notes pinned to them."""
    return {
        (cell.row, cell.column): text_of(cell.value)
        + (f"\n[{cell.comment.text}]" if cell.comment else "")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.comment
    }


def replace_sheets(old: Opened, new: Opened) -> list[str]:
    """Bring the other sheets to their new state; says which were edited and are kept beside."""
    notes = []
    before = old.facts.get("sheets", {})
    marks = {sheet.title: marked(content(sheet)) for sheet in old.book.worksheets}
    for sheet in new.book.worksheets:
        if sheet.title == new.sheet.title:
            continue
        if sheet.title == layout.HIDDEN:
            _fill(old.book[layout.HIDDEN], sheet)
            continue
        if sheet.title == layout.REVIEW and sheet.title in old.book.sheetnames:
            # What reviewers wrote stays theirs; there is nothing of the tool's to renew.
            continue
        mark = before.get(sheet.title)
        same = [title for title, found in marks.items() if found == mark]
        if same:
            _fill(old.book[same[0]], sheet)
        elif sheet.title in old.book.sheetnames:
            kept = old.book[sheet.title]
            kept.title = _free(old, f"{sheet.title[:20]} (edited)")
            notes.append(f"the sheet {sheet.title!r} was edited: kept as {kept.title!r}")
            _fill(old.book.create_sheet(sheet.title, old.book.index(kept)), sheet)
        elif mark is None:
            _fill(old.book.create_sheet(sheet.title), sheet)
    kept = set(new.book.sheetnames)
    for title, mark in before.items():
        # What the tool wrote and nobody touched goes with its reason: feedback, with --public.
        if title not in kept and title != old.sheet.title and marks.get(title) == mark:
            del old.book[title]
    return notes


def _free(old: Opened, name: str) -> str:
    taken = {title.casefold() for title in old.book.sheetnames}
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name} {number}", number + 1
    return found


def _fill(target: Any, source: Any) -> None:
    """A sheet with the cells, widths and heights of another one, and nothing else."""
    for area in list(target.merged_cells.ranges):
        target.unmerge_cells(area.coord)
    target.delete_rows(1, target.max_row)
    for row in source.iter_rows():
        for cell in row:
            if cell.value is None and not cell.has_style:
                continue
            copied = target.cell(cell.row, cell.column)
            put(cell, copied)
            copy_look(cell, copied)
    for letter, dimension in source.column_dimensions.items():
        target.column_dimensions[letter].width = dimension.width
    target.row_dimensions.clear()
    for number, dimension in source.row_dimensions.items():
        if dimension.height:
            target.row_dimensions[number].height = dimension.height
    for area in source.merged_cells.ranges:
        target.merge_cells(area.coord)
    target.freeze_panes = source.freeze_panes
    target.auto_filter.ref = source.auto_filter.ref
    target.sheet_state = source.sheet_state
