"""A developer's own specification as a table: its lines, and which attribute each is read as.

Read are workbooks and sheets saved as text, with a column for the attribute and others for limit,
method and test point, under any of the usual headings; other columns are the developer's own. A
filled skeleton is read back in the same way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.words import fold
from atmp_gap.corpus.yaml_reader import Refused
from atmp_gap.model.method import Attribute
from atmp_gap.profile.read import InvalidProfileError, read_bytes
from atmp_gap.profile.sheet import DELIMITERS, heading, text_of
from atmp_gap.workbook.book import HEADS, load, place
from atmp_gap.workbook.cells import CellError, typed
from atmp_gap.workbook.package import UnusableWorkbook, is_workbook

HEADINGS: dict[str, tuple[str, ...]] = {
    "attribute": ("attribute", "quality_attribute", "test", "parameter", "characteristic"),
    "limit": (
        *("limit", "our_limit", "acceptance_criterion", "acceptance_criteria", "criterion"),
        *("criteria", "specification", "limits", "requirement"),
    ),
    "method": (
        *("method", "our_method", "analytical_procedure", "procedure", "test_method"),
        *("analytical_method", "methods"),
    ),
    "point": ("test_point", "our_test_point", "sample", "sampling_point", "stage"),
}
"""How tables head what is read of them; the first heading of a list is the one named in help."""
NEEDED = "head a column `attribute`, and others `limit`, `method`, `test point`"
MOST = 20_000
"""More lines than this are no specification."""
UNFILLED = re.compile(
    r"\W*(t\.?\s?b\.?\s?[acd]|pending"
    r"|to be (determined|defined|decided|confirmed|set|filled in))?\W*",
    re.IGNORECASE,
)
"""What stands in a cell until somebody fills it: a dash, TBD."""
Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class OwnLine:
    """A line of the developer's table; ``attribute`` is the id it was read as, or None."""

    name: str
    place: Place
    attribute: str | None = None
    limit: str = ""
    method: str = ""
    point: str = ""


def read_own(path: Path, attributes: Mapping[str, Attribute]) -> list[OwnLine]:
    """The lines of a table. Raises InvalidProfileError with all that is wrong, each by its cell."""
    file = path.as_posix()
    problems: list[Problem] = []
    raw = read_bytes(path, "name a workbook (.xlsx) or a sheet saved as CSV")
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm") and not is_workbook(raw):
            help_ = "open it in Excel or LibreOffice and save it anew"
            message = "is no workbook, whatever its name says"
            raise InvalidProfileError([Problem("AG001", message, Place(file), help_)])
        if is_workbook(raw):
            title, rows = _of_workbook(raw, file, problems)
        else:
            title, rows = "", _of_text(text_of(raw, file), file)
    except (UnusableWorkbook, Refused) as unusable:
        raise InvalidProfileError(unusable.problems) from None
    found = _lines(rows, file, title, problems)
    named = _Named(attributes.values())
    lines = [_read(line, named) for line in found]
    if problems:
        raise InvalidProfileError(problems)
    return lines


def _of_workbook(raw: bytes, file: str, problems: list[Problem]) -> tuple[str, list[Row]]:
    """The sheet that has a heading for the attribute, the first of them."""
    book = load(raw, file)
    for sheet in book.worksheets:
        if sheet.max_row > MOST:
            help_ = "put the specification on a sheet of its own"
            message = f"the sheet {sheet.title!r} has {sheet.max_row} lines"
            raise InvalidProfileError([Problem("AG005", message, Place(file), help_)])
        rows: list[Row] = []
        wrong: list[Problem] = []
        for cells in sheet.iter_rows():
            texts = []
            for cell in cells:
                try:
                    texts.append(typed(cell))
                except CellError as error:
                    texts.append("")
                    at = place(file, sheet.title, cell.row, cell.column)
                    wrong.append(Problem("AG005", str(error), at, error.hint))
            rows.append((cells[0].row, texts))
        if _head(rows) is not None:
            problems += wrong
            return sheet.title, rows
    raise InvalidProfileError([Problem("AG005", "no column is read", Place(file), NEEDED)])


def _of_text(text: str, file: str) -> list[Row]:
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows: list[Row] = []
        begins = 1
        for cells in reader:
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        at = Place(file, reader.line_num, 1)
        raise InvalidProfileError([Problem("AG002", f"is not CSV: {error}", at)]) from None
    if _head(rows) is None:
        raise InvalidProfileError([Problem("AG005", "no column is read", Place(file), NEEDED)])
    return rows


def _head(rows: Sequence[Row]) -> int | None:
    """Which of the first rows holds the headings: the one with a heading for the attribute."""
    for at, (_, cells) in enumerate(rows[:HEADS]):
        names = [heading(cell) for cell in cells]
        if any(name in HEADINGS["attribute"] for name in names) and len(set(names) - {""}) > 1:
            return at
    return None


def _lines(
    rows: Sequence[Row], file: str, title: str, problems: list[Problem]
) -> Iterator[OwnLine]:
    """The filled lines under the headings; a column that stands twice is a problem."""
    head = _head(rows)
    assert head is not None
    line, cells = rows[head]
    columns: dict[str, int] = {}
    for number, cell in enumerate(cells):
        name = heading(cell)
        role = next((role for role, names in HEADINGS.items() if name in names), None)
        if role is None:
            continue
        if role in columns:
            ours = name.startswith("our_"), heading(cells[columns[role]]).startswith("our_")
            if ours[0] != ours[1]:
                columns[role] = number if ours[0] else columns[role]
                continue
            other = cells[columns[role]].strip()
            message = f"the columns {other!r} and {cell.strip()!r} both say the {role}"
            at = _place(file, title, line, number + 1)
            problems.append(Problem("AG003", message, at, "keep one, or head the other otherwise"))
        columns.setdefault(role, number)
    for line, cells in rows[head + 1 :]:
        given = {role: cells[at].strip() for role, at in columns.items() if at < len(cells)}
        name = given.pop("attribute", "")
        said = {role: "" if UNFILLED.fullmatch(text) else text for role, text in given.items()}
        where = _place(file, title, line, columns["attribute"] + 1)
        if name:
            yield OwnLine(name, where, **said)
        elif any(said.values()):
            message = "a line with a limit or a method names no attribute"
            problems.append(Problem("AG005", message, where, "say what is tested"))


def _place(file: str, title: str, line: int, column: int) -> Place:
    return place(file, title, line, column) if title else Place(file, line, column)


def _read(line: OwnLine, named: _Named) -> OwnLine:
    return OwnLine(
        line.name, line.place, named.find(line.name), line.limit, line.method, line.point
    )


class _Named:
    """Attributes by the words people use: all of a name, else the longest word found in it."""

    def __init__(self, attributes: Iterable[Attribute]) -> None:
        self._words: dict[str, str] = {}
        for item in attributes:
            for word in (item.title, item.id, *item.synonyms):
                self._words.setdefault(fold(word), item.id)
        self._longest = sorted(self._words, key=len, reverse=True)

    def find(self, name: str) -> str | None:
        """The attribute that a name in a table stands for, or None."""
        key = fold(name)
        if key in self._words:
            return self._words[key]
        padded = f"-{re.sub(r'[^0-9a-z+%]+', '-', key)}-"
        for word in self._longest:
            plain = re.sub(r"[^0-9a-z+%]+", "-", word).strip("-")
            if plain and f"-{plain}-" in padded:
                return self._words[word]
        return None
