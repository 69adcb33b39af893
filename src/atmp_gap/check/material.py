"""What the rules look at: the files as read, the corpus where it is valid, and the engine's view.

Everything costly is computed once and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, Generic, TypeVar

from atmp_gap.corpus.corpus import Corpus, Entry, SubjectFile
from atmp_gap.corpus.files import Layers, Loaded
from atmp_gap.corpus.problem import Place
from atmp_gap.gap.findings import findings
from atmp_gap.gap.result import Finding as EngineFinding
from atmp_gap.gap.result import Row
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.view import View
from atmp_gap.model.agency import Agency
from atmp_gap.model.base import first_day
from atmp_gap.model.document import Document
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.record import Record
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.subject import Subject

Content = TypeVar("Content", bound=Record)


@dataclass(frozen=True)
class Item(Generic[Content]):
    """One record of a file, and where its parts stand."""

    loaded: Loaded[Any]
    path: tuple[str | int, ...]
    model: Content

    def at(self, *steps: str | int, key: bool = False) -> Place:
        """Where a part of it stands; the record itself without steps."""
        return self.loaded.place(*self.path, *steps, key=key)


@dataclass
class Material:
    """What is checked. ``corpus`` is None where the files do not make a valid one."""

    layers: Layers
    corpus: Corpus | None
    as_of: str
    progress: Callable[[int, int], None] | None = None
    similar_to: dict[str, str] = field(default_factory=dict)
    """Source texts to compare statements with, by file name."""

    @property
    def valid(self) -> Corpus:
        """The corpus; only rules that need it ask."""
        assert self.corpus is not None
        return self.corpus

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of the files that are UTF-8, by name, with line ends as they are."""
        found: dict[str, str] = {}
        for name, raw in self.layers.files.items():
            with suppress(UnicodeDecodeError):
                found[name] = raw.decode("utf-8")
        return found

    def requirements(self) -> Iterator[Item[Requirement]]:
        """Every requirement."""
        for loaded in self.layers.requirements:
            for index, requirement in enumerate(loaded.model.requirements):
                yield Item(loaded, ("requirements", index), requirement)

    def documents(self) -> Iterator[Item[Document]]:
        """Every document of the register."""
        for loaded in self.layers.documents:
            for index, document in enumerate(loaded.model.documents):
                yield Item(loaded, ("documents", index), document)

    def subjects(self) -> Iterator[Item[Subject]]:
        """Every subject."""
        for loaded in self.layers.topics:
            for index, subject in enumerate(loaded.model.subjects):
                yield Item(loaded, ("subjects", index), subject)

    def judgements(self) -> Iterator[Item[Judgement]]:
        """Every judgement."""
        for loaded in self.layers.judgements:
            for index, judgement in enumerate(loaded.model.judgements):
                yield Item(loaded, ("judgements", index), judgement)

    def absences(self) -> Iterator[Item[Absence]]:
        """Every absence."""
        for loaded in self.layers.judgements:
            for index, absence in enumerate(loaded.model.absences):
                yield Item(loaded, ("absences", index), absence)

    def agency_of(self, item: Item[Requirement]) -> Agency:
        """The agency of a requirement's file."""
        return self.valid.agencies[item.loaded.model.agency]

    def document_of(self, item: Item[Requirement]) -> Document:
        """The document a requirement cites."""
        return self.valid.documents[item.model.source.document]

    def answers_place(self, item: Item[Requirement], subject: str, slot: str) -> Place:
        """Where a requirement's answer to a slot stands."""
        inner = () if isinstance(item.model.subject, str) else (subject,)
        return item.at("answers", *inner, slot)

    @cached_property
    def compared(self) -> tuple[list[tuple[SubjectFile, Row]], list[EngineFinding]]:
        """Every subject's row between every two sides, and all the engine found odd."""
        corpus = self.valid
        rows: list[tuple[SubjectFile, Row]] = []
        found: dict[EngineFinding, None] = {}
        pairs = list(combinations([agency.id for agency in corpus.sides], 2))
        total = len(pairs) * len(corpus.subjects)
        for number, pair in enumerate(pairs):
            view = View(corpus, pair, self.as_of)
            for index, file in enumerate(corpus.subjects.values()):
                if self.progress:
                    self.progress(number * len(corpus.subjects) + index, total)
                comparison = RowComparison(view, file)
                row = comparison.row(corpus.space.everything)
                if row is not None:
                    rows.append((file, row))
                found.update(dict.fromkeys(findings(comparison)))
        return rows, list(found)

    @cached_property
    def _entries(self) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for name, file in self.valid.subjects.items():
            for entry in file.entries:
                found.setdefault((name, entry.id), []).append(entry)
        return found

    def entries_of(self, subject: str, requirement: str) -> list[Entry]:
        """A requirement as it answers a subject."""
        return self._entries.get((subject, requirement), [])

    def engine(self, code: str) -> Iterator[tuple[EngineFinding, Place]]:
        """What the comparison found under one code, with its place."""
        for finding in self.compared[1]:
            if finding.code == code:
                yield finding, to_place(finding.place)


_PLACE = re.compile(r"^(?P<file>.*):(?P<line>\d+):(?P<column>\d+)$", re.DOTALL)


def to_place(text: str) -> Place:
    """``file:line:col`` back to a place."""
    found = _PLACE.match(text)
    return Place(found["file"], int(found["line"]), int(found["column"])) if found else Place(text)


def past(day: str | None, as_of: str) -> bool:
    """Whether a day, given in full or in part, has come by another."""
    return day is not None and first_day(day) <= as_of
