"""A sheet as spreadsheet programs save it: its lines by heading, and what would be lost refused.

Read are UTF-8 with or without a byte order mark and UTF-16; commas, semicolons and tabs; a first
line ``sep=;``; headings in capitals or with blanks; empty columns at the end. Refused is what
would drop or shift a value: a heading twice, a cell without a heading, a line with more cells than
there are headings.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.corpus.yaml_reader import Refused, decode

DELIMITERS = (",", ";", "\t")
_SEPARATOR = re.compile(r'^"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MORE = 'put a cell that holds the delimiter into quotes, as in "a, b"'


@dataclass(frozen=True)
class SheetLine:
    """The filled cells of a line by heading, and the place of each cell."""

    cells: dict[str, str]
    places: dict[str, Place]


def text_of(raw: bytes, file: str) -> str:
    """The text of a sheet. Raises Refused."""
    if raw.startswith(_WORKBOOKS):
        message = "is a workbook, not a sheet saved as text"
        raise Refused([Problem("AG001", message, Place(file), "save the sheet as CSV UTF-8")])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            message, help_ = "is not UTF-16, as its first bytes say", "save the sheet as CSV UTF-8"
            raise Refused([Problem("AG001", message, Place(file), help_)]) from None
    return decode(raw, file)


def read_sheet(
    text: str,
    file: str,
    known: Collection[str],
    needed: Sequence[str],
    problems: list[Problem],
    missing: str,
) -> Iterator[SheetLine]:
    """The filled lines of a sheet. What is wrong goes into ``problems``.

    ``known`` are the headings that are read; those that begin with ``info`` are for people.
    ``missing`` says what to do where a needed heading is missing.
    """
    separator = _SEPARATOR.match(text)
    skipped = text[: separator.end()].count("\n") if separator else 0
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter(body, known)
    if delimiter not in DELIMITERS:
        message = f"the cells are separated by {delimiter!r}"
        problems.append(Problem("AG002", message, Place(file, 1, 1), "use commas or semicolons"))
        return
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    heads: list[str] | None = None
    begins = skipped + 1
    try:
        for row in reader:
            number, begins = begins, skipped + reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            place = Place(file, number, 1)
            if heads is None:
                heads = [heading(cell) for cell in row]
                if not _usable(row, heads, known, needed, place, problems, missing):
                    return
            elif not (wrong := _lost(row, heads, place)):
                yield _line(row, heads, place)
            else:
                problems.append(wrong)
    except csv.Error as error:
        place = Place(file, skipped + reader.line_num, 1)
        problems.append(Problem("AG002", f"is not CSV: {error}", place))
        return
    if heads is None:
        problems.append(Problem("AG005", "is empty", Place(file, 1, 1), missing))


def heading(cell: str) -> str:
    """A heading as it is compared: small letters, blanks and hyphens as underscores."""
    return re.sub(r"[\s_\-]+", "_", cell.strip().casefold())


def _delimiter(body: str, known: Collection[str]) -> str:
    """The delimiter that makes the most headings known."""
    first = next((line for line in body.splitlines() if line.strip(" ,;\t")), "")

    def found(delimiter: str) -> int:
        return sum(heading(cell.strip('"')) in known for cell in first.split(delimiter))

    return max(DELIMITERS, key=found)


def _usable(
    row: Sequence[str],
    heads: Sequence[str],
    known: Collection[str],
    needed: Sequence[str],
    place: Place,
    problems: list[Problem],
    missing: str,
) -> bool:
    """Whether the headings can be used; what is wrong with them goes into ``problems``."""
    before = len(problems)
    first: dict[str, int] = {}
    for number, (cell, head) in enumerate(zip(row, heads, strict=True), 1):
        at = Place(place.file, place.line, number)
        if not head or head.startswith("info"):
            continue
        if head not in known:
            help_ = did_you_mean(head, sorted(known))
            problems.append(Problem("AG006", f"unknown column {cell.strip()!r}", at, help_))
        elif head in first:
            message = f"the column {head!r} stands twice; first as column {first[head]}"
            problems.append(Problem("AG003", message, at, "keep one of the two"))
        first.setdefault(head, number)
    for name in needed:
        if name not in heads:
            problems.append(Problem("AG005", f"the column {name!r} is missing", place, missing))
    return len(problems) == before


def _lost(row: Sequence[str], heads: Sequence[str], place: Place) -> Problem | None:
    """What of a line would be lost, or stand under the wrong heading."""
    if len(row) > len(heads):
        message = f"a line of {len(row)} cells under {len(heads)} headings"
        return Problem("AG005", message, Place(place.file, place.line, len(heads) + 1), _MORE)
    for number, (cell, head) in enumerate(zip(row, heads, strict=False), 1):
        if cell.strip() and not head:
            message = f"the cell {cell.strip()[:40]!r} has no heading"
            help_ = f"give its column one (`info ...` is for people); or {_MORE}"
            return Problem("AG005", message, Place(place.file, place.line, number), help_)
    return None


def _line(row: Sequence[str], heads: Sequence[str], place: Place) -> SheetLine:
    cells = {
        head: _unescaped(cell)
        for head, cell in zip(heads, row, strict=False)
        if cell.strip() and not head.startswith("info")
    }
    places = {
        head: Place(place.file, place.line, number) for number, head in enumerate(heads, 1) if head
    }
    return SheetLine(cells, places)


def _unescaped(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    flat = text.strip()
    return flat[1:] if flat[:1] == "'" and flat[1:2] in ("=", "+", "-", "@") else flat
