"""A table of any columns, from CSV, a workbook or Markdown: its lines by heading, with places.

Nothing is guessed: a merged cell in the table, a formula, a heading twice, a line with more cells
than there are headings are errors with their place.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.yaml_reader import Refused, decode
from atmp_gap.profile.read import InvalidProfileError, read_bytes
from atmp_gap.profile.sheet import DELIMITERS, SheetLine, text_of
from atmp_gap.workbook.book import load, place
from atmp_gap.workbook.cells import CellError, typed
from atmp_gap.workbook.package import UnusableWorkbook, is_workbook

MISSING = "name a table: .csv, .xlsx or .md"


@dataclass(frozen=True)
class Table:
    """The lines of a table by the headings that were asked for, and what of the file was not read.

    ``unread`` are headings that were not asked for, ``others`` the places where tables or sheets
    begin that lack some that were.
    """

    lines: tuple[SheetLine, ...]
    unread: tuple[str, ...] = ()
    others: tuple[Place, ...] = ()


_Row = tuple[list[str], list[Place]]


def table(path: Path, needed: Sequence[str], problems: list[Problem]) -> Table:
    """The lines of every table whose headings hold all that is needed: sheets are often by topic.

    What is wrong goes into ``problems``. Raises InvalidProfileError where nothing can be read.
    """
    file = path.as_posix()
    raw = read_bytes(path, MISSING)
    doubts: dict[str, list[Problem]] = {}
    try:
        if is_workbook(raw):
            tables = list(_sheets(raw, file, doubts))
        elif path.suffix.lower() in (".md", ".markdown"):
            tables = list(_markdown(decode(raw, file), file))
        else:
            tables = [_csv(text_of(raw, file), file, needed, problems)]
    except UnusableWorkbook as unusable:
        raise InvalidProfileError(unusable.problems) from None
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None
    if problems:
        return Table(())
    wanted = {_same(name) for name in needed}
    best: set[str] = set()
    lines: list[SheetLine] = []
    unread: dict[str, None] = {}
    others: list[Place] = []
    for rows in tables:
        for number, (cells, _) in enumerate(rows):
            held = {_same(cell) for cell in cells}
            best = max(best, held & wanted, key=len)
            if wanted <= held:
                problems.extend(_inside(rows[number:], doubts))
                lines += _lines(rows[number], rows[number + 1 :], needed, problems)
                unread |= dict.fromkeys(c for c in cells if c and _same(c) not in wanted)
                break
        else:
            others += [places[0] for cells, places in rows if any(cells)][:1]
    if wanted <= best:
        return Table(tuple(lines), tuple(unread), tuple(others))
    lacking = [repr(name) for name in needed if _same(name) not in best]
    message = f"no table has the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}"
    problems.append(Problem("AG005", message, Place(file), "name its headings as they stand there"))
    problems.extend(problem for found in doubts.values() for problem in found)
    return Table(())


def _inside(rows: Sequence[_Row], doubts: Mapping[str, Sequence[Problem]]) -> list[Problem]:
    """The doubtful cells of a table, its heading with it: those above and beside it do no harm."""
    return [
        problem for _, places in rows for place in places for problem in doubts.get(str(place), ())
    ]


def _lines(
    head: _Row, rows: Sequence[_Row], needed: Sequence[str], problems: list[Problem]
) -> Iterator[SheetLine]:
    columns: dict[str, int] = {}
    names = {_same(name): name for name in needed}
    for number, cell in enumerate(head[0]):
        name = names.get(_same(cell))
        if name in columns:
            message = f"the column {name!r} stands twice"
            problems.append(Problem("AG003", message, head[1][number], "rename one of them"))
        elif name is not None:
            columns[name] = number
    for cells, places in rows:
        for number in range(len(head[0]), len(cells)):
            if cells[number]:
                message = f"{cells[number][:40]!r} stands under no heading"
                hint = "put a cell that holds the separator into quotes"
                problems.append(Problem("AG005", message, places[number], hint))
        found = {
            name: cells[number]
            for name, number in columns.items()
            if number < len(cells) and cells[number]
        }
        if found:
            where = {name: places[min(n, len(places) - 1)] for name, n in columns.items()}
            yield SheetLine(found, where)


def _same(heading: str) -> str:
    """A heading as headings are compared: without case, blanks as one."""
    return " ".join(heading.split()).casefold()


def _csv(text: str, file: str, needed: Sequence[str], problems: list[Problem]) -> list[_Row]:
    """The lines of a sheet saved as text, by the separator that shows most of the headings."""
    wanted = {_same(name) for name in needed}
    best: list[_Row] = []
    most = -1
    for delimiter in DELIMITERS:
        try:
            rows = list(_csv_rows(text, file, delimiter))
        except csv.Error as error:
            problems.append(Problem("AG002", f"is not CSV: {error}", Place(file)))
            return []
        held = max((len(wanted & set(map(_same, cells))) for cells, _ in rows[:20]), default=0)
        if held > most:
            best, most = rows, held
    return best


def _csv_rows(text: str, file: str, delimiter: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for row in reader:
        number, begins = begins, reader.line_num + 1
        cells = [" ".join(cell.split()) for cell in row]
        yield cells, [Place(file, number, column + 1) for column in range(len(cells) or 1)]


def _sheets(raw: bytes, file: str, doubts: dict[str, list[Problem]]) -> Iterator[list[_Row]]:
    """The sheets of a workbook. Formulas and merged cells go into ``doubts``, by their place.

    Merged cells stand under the place of their last row.
    """
    book = load(raw, file)
    for sheet in book.worksheets:
        for cells in sheet.merged_cells.ranges:
            message = f"the cells {cells.coord} are merged: it is not told what belongs where"
            at = place(file, sheet.title, cells.min_row, cells.min_col)
            problem = Problem("AG005", message, at, "unmerge them and fill each")
            last = place(file, sheet.title, cells.max_row, cells.min_col)
            doubts.setdefault(str(last), []).append(problem)
        rows: list[_Row] = []
        for line in sheet.iter_rows():
            said, places = [], []
            for cell in line:
                at = place(file, sheet.title, cell.row, cell.column)
                try:
                    said.append(" ".join(typed(cell).split()))
                except CellError as error:
                    problem = Problem("AG005", str(error), at, error.hint)
                    doubts.setdefault(str(at), []).append(problem)
                    said.append("")
                places.append(at)
            rows.append((said, places))
        yield rows


def _markdown(text: str, file: str) -> Iterator[list[_Row]]:
    """The tables of a Markdown text."""
    from markdown_it import MarkdownIt

    rows: list[_Row] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            line = token.map[0] + 1 if token.map else 1
            rows.append(([], []))
        elif token.type in ("th_open", "td_open"):
            inline = tokens[index + 1]
            parts = inline.children or []
            said = "".join(" " if p.type == "softbreak" else p.content for p in parts)
            rows[-1][0].append(" ".join(said.split()))
            rows[-1][1].append(Place(file, line, len(rows[-1][0])))
        elif token.type == "table_close":
            yield rows
