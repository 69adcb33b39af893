"""A workbook that people filled brought to a new state: nothing of theirs is lost.

``updated`` writes into their file: their columns, sheets and formats stay as they are, what changed
is marked, rows that are gone move to a sheet of their own. ``clean_copy`` makes one to share.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from atmp_gap.changes.reasons import Reasons, reasons
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.model.change import CorpusChange
from atmp_gap.report.changes import told
from atmp_gap.report.changes import why as told_why
from atmp_gap.report.xlsx.gone import move_gone, taken_back
from atmp_gap.report.xlsx.look import copy_look, put
from atmp_gap.report.xlsx.sheets import replace_sheets
from atmp_gap.workbook import layout
from atmp_gap.workbook.book import Identity, Opened, opened, text_of
from atmp_gap.workbook.package import UnusableWorkbook, lost

CHANGED_COLOUR = "FFF2B3"
LONG = 300
"""What a row said before is cut after so many characters; the hidden sheet had it whole."""


@dataclass
class Update:
    """What an update did, and the workbook."""

    content: bytes = b""
    changed: int = 0
    new: int = 0
    gone: int = 0
    notes: list[str] = field(default_factory=list)


def updated(raw: bytes, file: str, fresh: bytes, changes: Sequence[CorpusChange]) -> Update:
    """A filled workbook with the state of a fresh one. Raises UnusableWorkbook."""
    old, new = opened(raw, file), opened(fresh, file)
    check_same_question(old, new)
    unkept = lost(raw)
    if unkept:
        message = f"holds what an update cannot keep: {', '.join(unkept)}"
        help_ = "move that into another file, or fill a new one (-o NEW.xlsx)"
        raise UnusableWorkbook([Problem("AG001", message, Place(file), help_)])
    done = Update()
    why = reasons(old.facts, new.facts, changes)
    there = _lines(old)
    strangers = list(old.strangers())
    _update_rows(old, new, there, why, done)
    gone = {key: lines for key, lines in there.items() if key not in new.rows}
    done.gone = len(gone)
    _add_new(old, new, {old.rows[key].subject for key in gone}, there, why, done)
    move_gone(old, gone, str(new.facts["as_of"]), why)
    done.notes += replace_sheets(old, new)
    done.notes += [
        f"the sheet {title!r} holds rows as well, and is left as it is" for title in old.copies()
    ]
    done.notes += [
        f"{place}: its ID is none of this workbook; left as it is" for place in strangers
    ]
    _tidy(old)
    out = io.BytesIO()
    old.book.save(out)
    done.content = out.getvalue()
    return done


def check_same_question(old: Opened, new: Opened) -> None:
    """Refuse to update the workbook of another product, of other topics or agencies."""
    problems = []
    for name, before, now in (
        ("the agencies", old.facts["agencies"], new.facts["agencies"]),
        ("the topics", old.facts["topics"], new.facts["topics"]),
        ("the product", _product(old), _product(new)),
        ("the questions", _subjects(old), _subjects(new)),
        ("the filters", _hiding(old), _hiding(new)),
    ):
        if before != now:
            told = ", ".join(before) or "none named"
            asked = ", ".join(now) or "none named"
            message = f"was written for other {name.removeprefix('the ')}: {told}; now: {asked}"
            help_ = "ask with the options it was written with, or write another file with -o"
            problems.append(Problem("AG010", message, Place(old.file), help_))
    if problems:
        raise UnusableWorkbook(problems)


def _product(found: Opened) -> list[str]:
    name = found.facts["filters"].get("profile")
    return [str(name)] if name else []


def _subjects(found: Opened) -> list[str]:
    return sorted(map(str, found.facts["filters"].get("subjects", [])))


def _hiding(found: Opened) -> list[str]:
    """The filters that leave rows out: by them rows would seem to be asked no more."""
    names = {"only": "verdict", "stricter": "stricter", "disciplines": "work", "reading": "reading"}
    told = []
    for name, word in names.items():
        asked = found.facts["filters"].get(name)
        if asked:
            listed = [asked] if isinstance(asked, str) else sorted(map(str, asked))
            told.append(f"{word} {' and '.join(listed)}")
    return told


def _lines(found: Opened) -> dict[str, list[int]]:
    """The lines of every row; somebody may have copied one."""
    lines: dict[str, list[int]] = {}
    for line in found.lines():
        key = found.key(line)
        if key is not None:
            lines.setdefault(key, []).append(line)
    return lines


def _update_rows(
    old: Opened, new: Opened, there: dict[str, list[int]], why: Reasons, done: Update
) -> None:
    fresh = {key: lines[0] for key, lines in _lines(new).items()}
    for key, lines in there.items():
        if key not in new.rows:
            continue
        before, now = old.rows[key], new.rows[key]
        remark = _remark(before, now, why, str(new.facts["as_of"]), new)
        done.changed += bool(remark)
        for line in lines:
            typed = _typed_over(old, line, before)
            _write(old, line, new, fresh[key], before)
            _say(old, line, "\n".join(filter(None, (remark, typed))))


def _remark(before: Identity, now: Identity, why: Reasons, day: str, book: Opened) -> str:
    """What a row said and why it says something else; empty where it says the same."""
    headings = {column.id: column.heading for column in layout.columns(book.agencies)}
    was = [
        f"{headings[name]} was: {_cut(before.cells.get(name, '')) or 'empty'}"
        for name in layout.COMPARED
        if before.cells.get(name, "") != now.cells.get(name, "")
    ]
    errata = why.errata(now.subject, {*before.entries, *now.entries})
    if not was and errata:
        return f"{day}: a statement behind this row was corrected. {told(errata)}"
    if not was:
        return ""
    reason = told_why(why, now.subject, {*before.entries, *now.entries})
    return f"{day}: {'; '.join(was)}. Why: {reason}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONG else f"{flat[:LONG]} ..."


def _typed_over(old: Opened, line: int, before: Identity) -> str:
    """What somebody typed over the tool's own words, which are about to be written anew."""
    told = []
    for column in layout.columns(old.agencies):
        number = old.columns.get(column.id)
        if column.filled or number is None or column.id in ("id", "changed"):
            continue
        said = text_of(old.sheet.cell(line, number).value)
        if said and _same(said) != _same(before.cells.get(column.id, "")):
            told.append(f"you had typed in {column.heading}: {said}")
    return "\n".join(told)


def _same(text: str) -> str:
    return " ".join(text.split()).lstrip("'")


def _write(old: Opened, line: int, new: Opened, source: int, before: Identity) -> None:
    """A row's own words as they are now; what changed is coloured."""
    from openpyxl.styles import PatternFill

    for column in layout.columns(old.agencies):
        number, from_ = old.columns.get(column.id), new.columns.get(column.id)
        if column.filled or number is None or from_ is None or column.id == "changed":
            continue
        cell, fresh = old.sheet.cell(line, number), new.sheet.cell(source, from_)
        differs = _same(before.cells.get(column.id, "")) != _same(text_of(fresh.value))
        if not differs and _same(text_of(cell.value)) == _same(text_of(fresh.value)):
            continue
        put(fresh, cell)
        if column.id == "verdict":
            cell.fill = copy(fresh.fill)
        elif differs and column.id in layout.COMPARED:
            cell.fill = PatternFill("solid", fgColor=CHANGED_COLOUR)


def _say(old: Opened, line: int, text: str) -> None:
    """Put a remark above the earlier ones; where somebody deleted the column, it is made anew."""
    if not text:
        return
    if "changed" not in old.columns:
        number = old.sheet.max_column + 1
        old.sheet.cell(old.head, number).value = "Changed"
        old.sheet.column_dimensions[_letter(number)].width = 40
        old.columns["changed"] = number
    cell = old.sheet.cell(line, old.columns["changed"])
    earlier = text_of(cell.value)
    cell.value = f"{text}\n{earlier}" if earlier else text
    alignment = copy(cell.alignment)
    alignment.wrap_text, alignment.vertical = True, "top"
    cell.alignment = alignment


def _add_new(
    old: Opened,
    new: Opened,
    leaving: set[str],
    there: dict[str, list[int]],
    why: Reasons,
    done: Update,
) -> None:
    """Rows that were not there before, below the others."""
    fresh = _lines(new)
    at = old.sheet.max_row
    while at > old.head and all(cell.value is None for cell in old.sheet[at]):
        at -= 1
    day = str(new.facts["as_of"])
    for key, identity in new.rows.items():
        if key in there:
            continue
        at += 1
        done.new += 1
        for column in layout.columns(old.agencies):
            number = old.columns.get(column.id)
            if number is not None:
                _copy(new.sheet.cell(fresh[key][0], new.columns[column.id]), old, at, number)
        old.sheet.row_dimensions[at].height = new.sheet.row_dimensions[fresh[key][0]].height
        if key in old.rows:
            _say(old, at, f"{day}: the row had been deleted here, and is asked still")
        else:
            more = f"; rows of this question moved to {layout.GONE!r}"
            if taken_back(old, key, at):
                back = f"what had been filled in is taken from {layout.GONE!r}"
                _say(old, at, f"{day}: asked again; {back}")
                continue
            reason = told_why(why, identity.subject, identity.entries)
            _say(old, at, f"{day}: new{more * (identity.subject in leaving)}. Why: {reason}")


def _copy(source: Any, old: Opened, line: int, column: int) -> None:
    """A cell with its look, into another workbook."""
    target = old.sheet.cell(line, column)
    put(source, target)
    copy_look(source, target)


def _tidy(old: Opened) -> None:
    """The filter over all rows, and the defined names where the columns stand by now."""
    from openpyxl.workbook.defined_name import DefinedName

    sheet = old.sheet
    if sheet.auto_filter.ref:
        first, _, last = sheet.auto_filter.ref.partition(":")
        letters = "".join(character for character in last if character.isalpha())
        sheet.auto_filter.ref = f"{first}:{letters}{max(sheet.max_row, old.head + 1)}"
    title = sheet.title.replace("'", "''")
    for column in layout.columns(old.agencies):
        number = old.columns.get(column.id)
        if number is None:
            old.book.defined_names.pop(column.defined, None)
            continue
        target = f"'{title}'!${_letter(number)}${old.head}"
        old.book.defined_names[column.defined] = DefinedName(column.defined, attr_text=target)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
