"""What was filled into the page's form as a profile and positions; what is wrong, by its field.

The form is data: ``name``, ``facts`` and ``dose`` (texts by name), ``positions`` (records of a
profile file that was opened), ``others`` (its other fields) and ``typed`` (lines of the page).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.validate import validated
from atmp_gap.corpus.words import Lexicon, UnknownWordError, scope_terms, subjects
from atmp_gap.corpus.yaml_nodes import Map, Seq
from atmp_gap.model.record import plain
from atmp_gap.profile.model import FORMAT, Profile
from atmp_gap.profile.positions import Held, read_positions
from atmp_gap.profile.read import InvalidProfileError, Product, resolved
from atmp_gap.profile.workbook_positions import RowFilled
from atmp_gap.workbook.book import Identity

FORM, TYPED = "form", "positions"
"""What stands for a file in places: the form, and the lines of positions."""
SHOWN = ("format", "name", "facts", "dose", "positions")
"""The fields of a profile that the form knows by name; others are kept as they are."""
OPENED = "the profile's position "
"""How a position of a profile is called that was opened; it has no field."""


@dataclass(frozen=True)
class Filled:
    """A form that was read: the product, and what is held on it."""

    product: Product
    held: tuple[Held, ...]

    @property
    def profile(self) -> Profile:
        """The profile to keep: with the positions that were typed into the page."""
        typed = [
            replace(item.position, note=item.in_words) if item.in_words else item.position
            for item in self.held
            if item.place.file == TYPED
        ]
        model = self.product.loaded.model
        return replace(model, positions=(*model.positions, *typed))


class Form:
    """A form as somebody filled it. ``read`` makes records of it."""

    def __init__(self, data: Mapping[str, Any], corpus: Corpus) -> None:
        self.corpus = corpus
        self.typed: Sequence[Mapping[str, str]] = data.get("typed", ())
        self.fields: list[str] = []
        """The fields of the form in order; a place's line is a number in this list."""
        self.node = self._node(data)

    def read(self, sheet: Any = None) -> Filled:
        """The product and what is held; ``sheet`` is a file of positions. Raises what is wrong."""
        if not self.node["facts"]:
            help_ = "name the kind of product, or another fact"
            place = self.node.marks["facts"]
            said = Problem(
                "AG005", "nothing is said of the product", Place(FORM, *place[:2]), help_
            )
            raise InvalidProfileError([said])
        found = validated(self.node, FORM, Profile)
        if isinstance(found, list):
            raise InvalidProfileError(found)
        product = resolved(Loaded(FORM, found, node=self.node), self.corpus)
        return Filled(product, tuple(read_positions(product, sheet, self.corpus, self._rows())))

    def where(self, place: Place) -> tuple[str, str]:
        """The name of the form's field that a place stands for; else the place in words."""
        if place.file == TYPED:
            return f"typed-{place.line}", ""
        if place.file != FORM:
            return "", str(place)
        field = self.fields[place.line - 1] if 0 < place.line <= len(self.fields) else ""
        return ("", field) if field.startswith(OPENED) else (field, "")

    def _node(self, data: Mapping[str, Any]) -> Map:
        node = self._map(("format", "name"), (FORMAT, data.get("name") or "My product"))
        facts = {
            name: self._words(name, text)
            for name, text in data.get("facts", {}).items()
            if text.strip()
        }
        dose = {name: text.strip() for name, text in data.get("dose", {}).items() if text.strip()}
        parts: dict[str, Any] = {
            "facts": self._map(facts, facts.values(), "fact-"),
            "dose": self._map(dose, dose.values(), "dose-"),
            **data.get("others", {}),
            "positions": self._positions(data.get("positions", ())),
        }
        for name, value in parts.items():
            if value or name == "facts":
                self._put(node, name, value, "fact-" if name == "facts" else name)
        return node

    def _words(self, dimension: str, text: str) -> Any:
        """A field's words: one where all of it names something, else as commas part them."""
        known = {axis.id for axis in self.corpus.space.axes}
        if dimension in known and _names(scope_terms(self.corpus, dimension), text):
            return text.strip()
        words = [word.strip() for word in re.split(r"[,;]", text) if word.strip()]
        found = Seq(0, 0)
        found.extend(words)
        return found

    def _positions(self, records: Sequence[Any]) -> Seq:
        """The positions of a profile that was opened; each has a place that names it."""
        found = Seq(0, 0)
        for number, record in enumerate(records, 1):
            subject = record.get("subject") if isinstance(record, dict) else None
            self.fields.append(f"{OPENED}{number}{f' ({subject})' if subject else ''}")
            found.append(record)
            found.marks.append((len(self.fields), 1))
        return found

    def _map(self, names: Any, values: Any, prefix: str = "") -> Map:
        made = Map(len(self.fields) + 1, 1)
        for name, value in zip(names, values, strict=True):
            self._put(made, name, value, f"{prefix}{name}")
        return made

    def _put(self, node: Map, name: str, value: Any, field: str) -> None:
        """Put a value where its place says its field."""
        self.fields.append(field)
        line = len(self.fields)
        node[name] = value
        node.marks[name] = (line, 1, line, 1)
        if isinstance(value, Seq) and not value.marks:
            value.line, value.marks = line, [(line, 1) for _ in value]

    def _rows(self) -> list[RowFilled]:
        """The lines of positions that were typed. Raises what is wrong with any of them."""
        problems: list[Problem] = []
        rows = []
        lexicon = subjects(self.corpus)
        for number, line in enumerate(self.typed, 1):
            place = Place(TYPED, number, 1)
            cells = {name: text.strip() for name, text in line.items() if text.strip()}
            word = cells.pop("subject", "")
            if not word and not cells:
                continue
            if not word or "position" not in cells:
                what = "a question" if not word else "what you hold"
                problems.append(Problem("AG005", f"{what} is missing", place, "add it"))
                continue
            try:
                subject = lexicon.one(word)
            except UnknownWordError as error:
                problems.append(Problem("AG008", str(error), place, error.hint))
                continue
            identity = Identity("", subject, {}, (), (), "", {})
            rows.append(RowFilled(identity, {}, cells, {"position": place}))
        if problems:
            raise InvalidProfileError(problems)
        return rows


def _names(lexicon: Lexicon, word: str) -> bool:
    try:
        lexicon.one(word)
    except UnknownWordError:
        return False
    return True


def filled_in(profile: Profile) -> dict[str, Any]:
    """A profile as what would have been filled into the form; its positions as records."""
    data = plain(profile, written=True, given=True)
    return {
        "name": profile.name,
        "facts": {
            name: words if isinstance(words, str) else ", ".join(words)
            for name, words in profile.facts.items()
        },
        "dose": data.get("dose", {}),
        "positions": data.get("positions", []),
        "others": {name: value for name, value in data.items() if name not in SHOWN},
    }
