"""Positions kept in a sheet, one slot a line: lines on one subject and side are one position."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.validate import validated
from atmp_gap.corpus.words import fold
from atmp_gap.corpus.yaml_nodes import Map, Seq
from atmp_gap.corpus.yaml_reader import Refused
from atmp_gap.profile.local_forms import with_date_help
from atmp_gap.profile.model import Position
from atmp_gap.profile.read import InvalidProfileError, read_bytes
from atmp_gap.profile.sheet import SheetLine, read_sheet, text_of

COLUMNS = (
    "subject",
    "slot",
    "answer",
    "for",
    "conditions",
    "evidence",
    "justification",
    "owner",
    "due",
    "waiver_reason",
    "waiver_expires",
    "note",
)
"""What a sheet of positions holds; columns that start with ``info`` are for people and not read."""
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of sheets and workbooks."""
NEW_POSITIONS = "atmp-gap assess PROFILE --template csv --output FILE writes one to fill in"


def read_sheet_positions(path: Path, problems: list[Problem]) -> Iterator[Loaded[Position]]:
    """The positions of a sheet, each as a file of its own whose parts stand in the sheet.

    What is wrong goes into ``problems``. Raises InvalidProfileError where there is nothing to read.
    """
    file = path.as_posix()
    try:
        text = text_of(read_bytes(path, NEW_POSITIONS), file)
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None
    drafts: dict[tuple[str, ...], _Draft] = {}
    for line in read_sheet(text, file, COLUMNS, ("subject", "answer"), problems, NEW_POSITIONS):
        if "subject" not in line.cells:
            help_ = "say on which subject the line is, by its id or an everyday word"
            place = line.places["subject"]
            problems.append(Problem("AG005", "the line names no subject", place, help_))
            continue
        sides = sorted(map(fold, _list(line.cells.get("for", ""))))
        key = (fold(line.cells["subject"]), *sides)
        if key not in drafts:
            drafts[key] = _Draft(line, problems)
        drafts[key].add(line)
    for draft in drafts.values():
        valid = validated(draft.node, file, Position)
        if isinstance(valid, list):
            problems.extend(with_date_help(valid, draft.node))
        else:
            yield Loaded(file, valid, node=draft.node)


class _Draft:
    """A position in the making: what its lines say together, as data that knows its places.

    Texts are joined and conditions added up, so that each line may bring its own. Of what a
    position has once (an answer to a slot, a date, a waiver) a second one is refused.
    """

    def __init__(self, line: SheetLine, problems: list[Problem]) -> None:
        first = line.places["subject"]
        self.node = Map(first.line, first.column)
        self._problems = problems
        self._first = first
        _put(self.node, "subject", line.cells["subject"], first)
        if "for" in line.cells:
            self._extend("for", line)

    def add(self, line: SheetLine) -> None:
        """What one line says."""
        for name in ("evidence", "justification", "owner", "note"):
            if name in line.cells:
                self._join(name, line.cells[name], line.places[name])
        if "conditions" in line.cells:
            self._extend("conditions", line)
        if "due" in line.cells:
            self._once(self.node, "due", "due", line)
        for name in ("reason", "expires"):
            if f"waiver_{name}" in line.cells:
                place = line.places[f"waiver_{name}"]
                self._once(self._inner("waiver", place), name, f"waiver_{name}", line)
        self._answer(line)

    def _join(self, name: str, text: str, place: Place) -> None:
        before = self.node.get(name)
        if before is None:
            _put(self.node, name, text, place)
        elif text not in before.split("; "):
            self.node[name] = f"{before}; {text}"

    def _extend(self, name: str, line: SheetLine) -> None:
        place = line.places[name]
        items = self.node.get(name)
        if items is None:
            items = Seq(place.line, place.column)
            _put(self.node, name, items, place)
        for word in _list(line.cells[name]):
            if word not in items:
                items.append(word)
                items.marks.append((place.line, place.column))

    def _inner(self, name: str, place: Place) -> Map:
        """A mapping within the position; begun where nobody did so before."""
        if name not in self.node:
            _put(self.node, name, Map(place.line, place.column), place)
        inner: Map = self.node[name]
        return inner

    def _once(self, node: Map, key: str, column: str, line: SheetLine) -> None:
        value, place = line.cells[column], line.places[column]
        if key not in node:
            _put(node, key, value, place)
        elif node[key] != value:
            what = column.replace("_", " ")
            self._twice(f"{what} {node[key]!r}", node, key, place, f"say one {what} a subject")

    def _answer(self, line: SheetLine) -> None:
        slot, answer = line.cells.get("slot"), line.cells.get("answer")
        if slot is None and answer is None:
            return
        place = line.places.get("slot" if answer is None else "answer", self._first)
        node, key = (self.node, "answer") if slot is None else (self._inner("answers", place), slot)
        if key in node:
            what = "an answer" if slot is None else f"an answer to {slot!r}"
            self._twice(what, node, key, place, "keep one of the two")
        else:
            _put(node, key, answer, place)

    def _twice(self, what: str, node: Map, key: str, place: Place, help_: str) -> None:
        _, _, line, column = node.marks[key]
        first = Place(place.file, line, column)
        message = f"{self.node['subject']} has {what} already, in {first}"
        self._problems.append(Problem("AG007", message, place, help_))


def _put(node: Map, key: str, value: Any, place: Place) -> None:
    node[key] = value
    node.marks[key] = (place.line, place.column, place.line, place.column)


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.replace(";", ",").split(",") if item.strip()]
