"""A workbook of the tool, opened: its rows by identity, however it was sorted or renamed.

``opened`` finds the sheet and the columns by their headings, and by names defined for them where a
heading was changed. Nothing is written here.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.workbook import layout
from atmp_gap.workbook.package import UnusableWorkbook, check_package

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADS = 20
"""The headings stand in one of the first lines: people put titles above them."""
WRITE_ANEW = "atmp-gap compare -o NEW.xlsx writes a new one"


@dataclass(frozen=True)
class Identity:
    """A row as the hidden sheet has it; ``cells`` are what it said when it was written."""

    key: str
    subject: str
    scope: dict[str, tuple[str, ...]]
    slots: tuple[str, ...]
    entries: tuple[str, ...]
    fingerprint: str
    cells: dict[str, str]


@dataclass
class Opened:
    """A workbook and where everything stands in it."""

    file: str
    book: Workbook
    sheet: Worksheet
    head: int
    """The line of the headings."""
    columns: dict[str, int]
    """The column's number by its id; one that somebody deleted is missing."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What the workbook says about itself: its question, its corpus."""
    rows: dict[str, Identity] = field(default_factory=dict)

    @property
    def agencies(self) -> tuple[str, str]:
        """The two sides that it compares."""
        first, second = self.facts["agencies"]
        return first, second

    def key(self, line: int) -> str | None:
        """The id of the row in a line; None where it is no row of the tool."""
        if "id" in self.columns:
            found = text_of(self.sheet.cell(line, self.columns["id"]).value)
            return found if found in self.rows else None
        return self._by_words.get(self._words(line))

    @property
    def _by_words(self) -> dict[tuple[str, str], str]:
        """Rows by question and scope, for a sheet without ids; what is said twice is left out."""
        found: dict[tuple[str, str], list[str]] = {}
        for key, row in self.rows.items():
            words = (_flat(row.cells["question"]), _flat(row.cells["where"]))
            found.setdefault(words, []).append(key)
        return {words: keys[0] for words, keys in found.items() if len(keys) == 1}

    def _words(self, line: int) -> tuple[str, str]:
        def said(name: str) -> str:
            number = self.columns.get(name)
            return _flat(text_of(self.sheet.cell(line, number).value)) if number else ""

        return said("question"), said("where")

    def lines(self) -> Iterator[int]:
        """The lines below the headings."""
        yield from range(self.head + 1, self.sheet.max_row + 1)

    def copies(self) -> list[str]:
        """Other sheets that have a column for positions: copies that somebody made and may fill."""
        heads = {column.heading.casefold() for column in layout.columns(self.agencies)}
        position = layout.FILLED[0].heading.casefold()

        def has_rows(sheet: Worksheet) -> bool:
            lines = sheet.iter_rows(max_row=HEADS, values_only=True)
            said = (heads & {_flat(text_of(value)).casefold() for value in line} for line in lines)
            return any(position in names and len(names) > 2 for names in said)

        own = (self.sheet.title, layout.GONE)
        return [
            sheet.title
            for sheet in self.book.worksheets
            if sheet.title not in own and has_rows(sheet)
        ]

    def strangers(self) -> Iterator[str]:
        """The filled lines that are no row of the tool: an ID that was mistyped, or a line of
        somebody's own.
        """
        filled = [self.columns[c.id] for c in layout.FILLED if c.id in self.columns]
        for line in self.lines():
            typed = any(text_of(self.sheet.cell(line, number).value) for number in filled)
            if typed and self.key(line) is None:
                yield self.within(line)

    def within(self, line: int) -> str:
        """Where a line begins within the file: ``Rows!A12``."""
        cell = self.sheet.cell(line, self.columns.get("id", 1))
        return f"{self.sheet.title}!{cell.coordinate}"

    def place(self, line: int, column: str | int = 1) -> Place:
        """A cell as people name it."""
        number = self.columns.get(column, 1) if isinstance(column, str) else column
        return place(self.file, self.sheet.title, line, number)


def place(file: str, sheet: str, line: int, column: int) -> Place:
    """A cell of a sheet as people name it: ``file:Rows!N12``."""
    from openpyxl.utils import get_column_letter

    return Place(f"{file}:{sheet}!{get_column_letter(column)}{line}")


def text_of(value: object) -> str:
    """A cell's content as text, as far as it is text."""
    return "" if value is None else str(value).strip()


def _flat(text: str) -> str:
    return " ".join(text.split())


def load(raw: bytes, file: str) -> Workbook:
    """The workbook of a file's bytes. Raises UnusableWorkbook."""
    import openpyxl

    check_package(raw, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), rich_text=True)
    except Exception as error:  # openpyxl raises whatever it stumbles over
        message = f"cannot be read: {str(error)[:80] or type(error).__name__}"
        help_ = "open it in Excel or LibreOffice and save it anew"
        raise UnusableWorkbook([Problem("AG001", message, Place(file), help_)]) from None
    if not book.worksheets:
        problem = Problem("AG001", "has no sheet with cells", Place(file), WRITE_ANEW)
        raise UnusableWorkbook([problem])
    return book


def opened(raw: bytes, file: str) -> Opened:
    """The tool's own workbook, ready to be read or updated. Raises UnusableWorkbook."""
    book = load(raw, file)
    facts, rows = _identity(book, file)
    sheet, head, columns = _rows_sheet(book, facts, file)
    found = Opened(file, book, sheet, head, columns, facts, rows)
    _check_merged(found)
    return found


def _refuse(message: str, file: str, help_: str, code: str = "AG001") -> UnusableWorkbook:
    return UnusableWorkbook([Problem(code, message, Place(file), help_)])


def _identity(book: Workbook, file: str) -> tuple[dict[str, Any], dict[str, Identity]]:
    """What the hidden sheet holds."""
    if layout.HIDDEN not in book.sheetnames:
        help_ = f"use the file that was not written with --clean; {WRITE_ANEW}"
        raise _refuse(f"has no sheet {layout.HIDDEN!r} with the ids of its rows", file, help_)
    lines = book[layout.HIDDEN].iter_rows(values_only=True)
    facts: dict[str, Any] = {}
    try:
        for cells in lines:
            if cells[0] == "key":
                head = [str(cell) for cell in cells if cell is not None]
                break
            facts[str(cells[0])] = json.loads("".join(str(c) for c in cells[1:] if c is not None))
        else:
            raise ValueError
        if facts["format"] != layout.FORMAT:
            help_ = "use the version of atmp-gap that wrote it"
            raise _refuse(f"has the format {facts['format']}", file, help_)
        rows = [_row(head, cells) for cells in lines if cells[0] is not None]
        first, second = facts["agencies"]
        assert isinstance(first, str) and isinstance(second, str)
    except (KeyError, ValueError, TypeError, AssertionError):
        message = f"its hidden sheet {layout.HIDDEN!r} was changed"
        raise _refuse(message, file, f"take the file from before that; {WRITE_ANEW}") from None
    return facts, {row.key: row for row in rows}


def _row(head: list[str], cells: tuple[Any, ...]) -> Identity:
    told = {
        name: "" if cell is None else str(cell) for name, cell in zip(head, cells, strict=False)
    }
    scope = {name: tuple(terms) for name, terms in json.loads(told["scope"]).items()}

    def listed(name: str) -> tuple[str, ...]:
        return tuple(filter(None, told[name].split(",")))

    fixed = ("key", "subject", "scope", "slots", "entries", "fingerprint")
    return Identity(
        told["key"],
        told["subject"],
        scope,
        listed("slots"),
        listed("entries"),
        told["fingerprint"],
        {name: text for name, text in told.items() if name not in fixed},
    )


def _rows_sheet(
    book: Workbook, facts: dict[str, Any], file: str
) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet of rows with its line of headings and its columns, whatever it is called by now."""
    columns = layout.columns(facts["agencies"])
    headings = {_flat(column.heading).casefold(): column.id for column in columns}
    best: tuple[int, Any, int] = (0, None, 0)
    for sheet in book.worksheets:
        if sheet.title in (layout.HIDDEN, layout.GONE):
            continue
        for line in range(1, min(HEADS, sheet.max_row) + 1):
            said = {_flat(text_of(cell.value)).casefold() for cell in sheet[line]}
            score = len(said & set(headings)) + sum(
                _defined(book, column, sheet.title, line) is not None for column in columns
            )
            if score > best[0]:
                best = (score, sheet, line)
    score, sheet, line = best
    if sheet is None or score < 3:
        raise _refuse(f"has no sheet {layout.ROWS!r} with the headings", file, WRITE_ANEW)
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for cell in sheet[line]:
        name = headings.get(_flat(text_of(cell.value)).casefold())
        if name is None:
            continue
        if name in found:
            first = place(file, sheet.title, line, found[name])
            message = f"the column {text_of(cell.value)!r} stands twice; first in {first}"
            at = place(file, sheet.title, line, cell.column)
            problems.append(Problem("AG003", message, at, "rename or delete one of the two"))
            continue
        found[name] = cell.column
    if problems:
        raise UnusableWorkbook(problems)
    for column in columns:
        if column.id not in found:
            number = _defined(book, column, sheet.title, line)
            if number is not None and number not in found.values():
                found[column.id] = number
    if "id" not in found and "question" not in found:
        message = f"the sheet {sheet.title!r} has neither the column ID nor Question"
        help_ = "put one of them back: the rows are known by it"
        raise UnusableWorkbook([Problem("AG005", message, Place(file), help_)])
    return sheet, line, found


def _defined(book: Workbook, column: layout.Column, sheet: str, line: int) -> int | None:
    """The column that a defined name points at, in a line of a sheet."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
    from openpyxl.utils.exceptions import CellCoordinatesException

    name = book.defined_names.get(column.defined)
    target, _, cell = ((name.attr_text if name else None) or "").rpartition("!")
    try:
        letters, row = coordinate_from_string(cell.replace("$", ""))
        number = int(column_index_from_string(letters))
    except (ValueError, CellCoordinatesException):
        # It points at no cell: somebody deleted the column, or broke the name.
        return None
    return number if target.strip("'").replace("''", "'") == sheet and row == line else None


def _check_merged(found: Opened) -> None:
    """Merged cells hide what a row says: refused where rows are."""
    problems = []
    for area in found.sheet.merged_cells.ranges:
        inside = area.max_row > found.head and any(
            area.min_col <= number <= area.max_col for number in found.columns.values()
        )
        if inside:
            message = f"the cells {area.coord} are merged"
            at = found.place(area.min_row, area.min_col)
            problems.append(Problem("AG003", message, at, "unmerge them and fill each"))
    if problems:
        raise UnusableWorkbook(problems)
