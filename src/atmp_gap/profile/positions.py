"""The developer's positions: read from YAML or CSV, each answer parsed as its slot's kind asks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import ValidationError

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.corpus.validate import adapter
from atmp_gap.corpus.words import Lexicon, UnknownWordError, agencies, subjects
from atmp_gap.corpus.yaml_reader import Refused, decode
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerError
from atmp_gap.kinds.quantity import Basis, QuantityError, UnknownUnitError
from atmp_gap.model.subject import Slot
from atmp_gap.profile.model import Position, PositionsFile
from atmp_gap.profile.read import InvalidProfileError, Product, read_bytes, read_yaml

CSV_COLUMNS = (
    "subject",
    "slot",
    "answer",
    "for",
    "conditions",
    "evidence",
    "owner",
    "due",
    "waiver_reason",
    "waiver_expires",
    "note",
)
"""What a CSV of positions holds; columns that start with ``info`` are for people and not read."""

OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    "asked": {"done": "expected", "not-done": "not-expected"},
    "permission": {"used": "allowed", "used-if": "allowed-if", "not-used": "not-allowed"},
}
"""What a developer says of itself where the slot speaks of what an agency says."""

NEW_POSITIONS = "atmp-gap assess PROFILE --template csv --output FILE writes one to fill in"
At = Callable[..., Place]


def own_word(kind: str, answer: str) -> str:
    """A position as a developer says it: ``done`` for ``expected``, else as it is."""
    return {agency: own for own, agency in OWN_WORDS.get(kind, {}).items()}.get(answer, answer)


@dataclass(frozen=True)
class Held:
    """A position resolved: subject and agencies as ids, answers parsed by slot."""

    subject: str
    agencies: frozenset[str]
    answers: Mapping[str, Answer]
    position: Position
    place: Place
    conditions: frozenset[str] = frozenset()

    @property
    def filled(self) -> bool:
        """Whether it says anything, as a line of a template does not."""
        return bool(self.answers or self.position.evidence or self.position.waiver)


def read_positions(product: Product, file: Path | None, corpus: Corpus) -> list[Held]:
    """The positions of a profile and of a further file (``.csv``, else YAML).

    Raises InvalidProfileError with every problem found.
    """
    resolver = _Resolver(corpus)
    for index, position in enumerate(product.loaded.model.positions):
        resolver.add(position, _placer(product.loaded.place, "positions", index))
    if file is not None and file.suffix.lower() == ".csv":
        for position, at in _read_csv(file, resolver.problems):
            resolver.add(position, at)
    elif file is not None:
        loaded = read_yaml(file, PositionsFile, NEW_POSITIONS)
        for index, position in enumerate(loaded.model.positions):
            resolver.add(position, _placer(loaded.place, "positions", index))
    if resolver.problems:
        raise InvalidProfileError(resolver.problems)
    return resolver.held


def _placer(place: At, *base: str | int) -> At:
    def at(*path: str | int, key: bool = False) -> Place:
        return place(*base, *path, key=key)

    return at


class _Resolver:
    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.problems: list[Problem] = []
        self.held: list[Held] = []
        self._subjects = subjects(corpus)
        self._agencies = agencies(corpus)
        self._conditions = Lexicon(
            "condition", ((item.id, item.synonyms) for item in corpus.conditions.values())
        )
        self._taken: dict[tuple[str, str], Place] = {}

    def add(self, position: Position, at: At) -> None:
        """Resolve one position; what is wrong goes into ``problems``."""
        subject = self._one(self._subjects, position.subject, at("subject"))
        names = [
            self._one(self._agencies, word, at("for", index))
            for index, word in enumerate(position.for_)
        ]
        conditions = [
            self._one(self._conditions, word, at("conditions", index))
            for index, word in enumerate(position.conditions)
        ]
        if subject is None:
            return
        sides = [agency.id for agency in self.corpus.sides]
        towards = frozenset(name for name in names if name) if position.for_ else frozenset(sides)
        for agency in sorted(towards):
            first = self._taken.setdefault((subject, agency), at("subject"))
            if first != at("subject"):
                message = f"{subject} has a position towards {agency} already, in {first}"
                self._problem("AG007", message, at("subject"), "keep one, or say `for:` on each")
        asks = self.corpus.subjects[subject].subject.asks
        answers: dict[str, Answer] = {}
        for name, raw in position.answers.items():
            slot = asks.get(name)
            if slot is None:
                message = f"subject {subject!r} has no slot {name!r}"
                place = at("answers", name, key=True)
                self._problem("AG008", message, place, did_you_mean(name, list(asks)))
            elif raw is not None:
                answer = self._answer(raw, slot, at("answers", name), self._bases(subject, name))
                if answer:
                    answers[name] = answer
        self.held.append(
            Held(
                subject,
                towards,
                answers,
                position,
                at("subject"),
                frozenset(name for name in conditions if name),
            )
        )

    def _problem(self, code: str, message: str, place: Place, help_: str | None = None) -> None:
        self.problems.append(Problem(code, message, place, help_))

    def _one(self, lexicon: Lexicon, word: str, place: Place) -> str | None:
        try:
            return lexicon.one(word)
        except UnknownWordError as error:
            self._problem("AG009", str(error), place, error.hint)
            return None

    def _bases(self, subject: str, slot: str) -> set[Basis]:
        """The bases on which the requirements themselves answer a slot."""
        return {
            term.basis
            for entry in self.corpus.subjects[subject].entries
            if slot in entry.answers and (quantity := entry.answers[slot].quantity)
            for term in quantity.terms
        }

    def _answer(
        self, raw: str | Sequence[str], slot: Slot, place: Place, used: set[Basis]
    ) -> Answer | None:
        if slot.kind == "clock":
            message = "this slot is a time that binds the agency: no position can be held on it"
            self._problem("AG010", message, place, "leave it out")
            return None
        if isinstance(raw, str):
            raw = OWN_WORDS.get(slot.kind, {}).get(raw.strip(), raw)
        measures = self.corpus.words.measures
        try:
            answer = KINDS[slot.kind].parse(raw, slot, self.corpus.words)
        except UnknownUnitError as error:
            self._problem("AG009", str(error), place, did_you_mean(error.unit, error.known))
            return None
        except (AnswerError, QuantityError) as error:
            own = OWN_WORDS.get(slot.kind)
            hint = f"known: {', '.join(own)}" if own else error.hint
            self._problem("AG010", str(error), place, hint)
            return None
        if slot.dimension and answer.quantity:
            asked = measures.basis(slot.dimension)
            spoken = " per ".join(name.replace("-", " ") for name in asked)
            for term in answer.quantity.terms:
                if term.basis in used or _allowed(term.basis, asked):
                    continue
                what = " per ".join(name.replace("-", " ") for name in term.basis)
                message = f"the position {term.text!r} is {what}, where {spoken} is asked"
                if term.basis == ("number",):
                    message = f"the position {term.text!r} has no unit, where {spoken} is asked"
                hint = f"give it in a unit of {spoken} (dimension {slot.dimension})"
                self._problem("AG010", message, place, hint)
                return None
        return answer


def _allowed(basis: Basis, asked: Basis) -> bool:
    """Whether a value can stand in a slot: of its dimension, and per something if it asks so.

    Per which thing is left open: another basis (per mg, not per dose) is one for a person to judge.
    """
    return basis[0] == asked[0] and (len(basis) > 1) == (len(asked) > 1)


def _read_csv(path: Path, problems: list[Problem]) -> Iterable[tuple[Position, At]]:
    """The lines of a CSV, one slot a line; lines of one subject and side are one position."""
    file = path.as_posix()
    try:
        text = decode(read_bytes(path, NEW_POSITIONS), file)
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None
    delimiter = (
        ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    places: dict[tuple[str, str], dict[str, Place]] = {}
    try:
        heads = [head.strip() for head in next(reader, [])]
        if not _heads_known(heads, file, problems):
            return
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            cells = {h: _own(cell) for h, cell in zip(heads, row, strict=False) if cell.strip()}
            line = reader.line_num
            place = {head: Place(file, line, n) for n, head in enumerate(heads, 1)}
            key = (cells.get("subject", ""), cells.get("for", ""))
            _join(rows.setdefault(key, {}), cells)
            spot = places.setdefault(key, {"": place["subject"], "subject": place["subject"]})
            spot.update({name: at for name, at in place.items() if name not in spot})
            spot[f"answers.{cells.get('slot', '')}"] = place["answer"]
    except csv.Error as error:
        place_ = Place(file, reader.line_num, 1)
        problems.append(Problem("AG002", f"is not CSV: {error}", place_))
        return
    for key, data in rows.items():
        at = _csv_placer(places[key])
        try:
            yield adapter(Position).validate_python(data), at
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                path_ = [str(step) for step in detail["loc"]]
                message = detail["msg"].removeprefix("Value error, ")
                problems.append(Problem("AG005", f"{path_[0]!r}: {message}", at(*path_)))


def _own(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    flat = text.strip()
    return flat[1:] if flat[:1] == "'" and flat[1:2] in ("=", "+", "-", "@") else flat


def _heads_known(heads: Sequence[str], file: str, problems: list[Problem]) -> bool:
    place = Place(file, 1, 1)
    before = len(problems)
    for number, head in enumerate(heads, 1):
        if head not in CSV_COLUMNS and not head.startswith("info"):
            help_ = did_you_mean(head, CSV_COLUMNS)
            at = Place(file, 1, number)
            problems.append(Problem("AG006", f"unknown column {head!r}", at, help_))
    for needed in ("subject", "slot", "answer"):
        if needed not in heads:
            help_ = NEW_POSITIONS
            problems.append(Problem("AG005", f"the column {needed!r} is missing", place, help_))
    return len(problems) == before


def _join(data: dict[str, Any], cells: Mapping[str, str]) -> None:
    data.setdefault("subject", cells.get("subject", ""))
    if "for" in cells:
        data["for"] = _list(cells["for"])
    if "conditions" in cells:
        data["conditions"] = _list(cells["conditions"])
    for name in ("evidence", "owner", "due", "note"):
        if name in cells:
            data.setdefault(name, cells[name])
    for name in ("reason", "expires"):
        if f"waiver_{name}" in cells:
            data.setdefault("waiver", {}).setdefault(name, cells[f"waiver_{name}"])
    if "slot" in cells:
        data.setdefault("answers", {})[cells["slot"]] = cells.get("answer")


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.replace(";", ",").split(",") if item.strip()]


def _csv_placer(places: Mapping[str, Place]) -> At:
    """Places in a table: line, and the number of the column."""

    def at(*path: str | int, key: bool = False) -> Place:
        names = [str(step) for step in path]
        if names[:1] == ["waiver"]:
            return places.get("waiver_" + (names[1] if len(names) > 1 else "reason"), places[""])
        dotted = ".".join(names[:2])
        return places.get(dotted) or places.get(names[0], places[""])

    return at
