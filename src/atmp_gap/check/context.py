"""What the rules of ``check`` look at: the files as read, their records, and the verdicts.

A rule gets one ``Context`` and asks it for what it needs. ``corpus`` and what builds on it exist
only where the files make a valid corpus. Whatever takes long is computed when the first rule asks
for it and kept for the others; a place is looked up only for a violation, because that takes
reading the file again with positions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from atmp_gap.check.item import Item
from atmp_gap.check.salvage import Linked
from atmp_gap.corpus.corpus import Corpus, Entry, SubjectFile
from atmp_gap.corpus.files import Layers, Loaded
from atmp_gap.corpus.problem import Place
from atmp_gap.corpus.reviews import reviews_of
from atmp_gap.gap.findings import findings
from atmp_gap.gap.result import Finding
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.view import View
from atmp_gap.kinds.quantity import Quantity
from atmp_gap.model.document import Document
from atmp_gap.model.feedback import Feedback
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.review import EntryReviews, Review
from atmp_gap.model.subject import Slot
from atmp_gap.text.numbers import Mention, Reader

if TYPE_CHECKING:
    from atmp_gap.corpus.yaml_texts import Oddity

Shared = TypeVar("Shared")


class Context:
    """What one run of ``check`` looks at; every rule is called with it.

    ``corpus`` is None where the files do not make a valid one.
    """

    def __init__(
        self,
        layers: Layers,
        linked: Linked,
        as_of: str,
        progress: Callable[[int, int], None] | None = None,
        similar_to: Mapping[str, str] | None = None,
    ) -> None:
        self.layers, self.corpus, self.left_out = layers, linked.corpus, linked.left_out
        self.as_of, self.progress = as_of, progress
        self.similar_to: Mapping[str, str] = similar_to or {}
        """Source texts to compare statements with, by file name."""
        self.records = linked.layers
        """The files with the records that count: without what is wrong, where something is."""
        self._shared: dict[Callable[[Context], Any], Any] = {}
        self._mentions: dict[str, tuple[Mention, ...]] = {}

    @property
    def valid(self) -> Corpus:
        """The corpus; only rules that need it ask."""
        assert self.corpus is not None
        return self.corpus

    def once(self, compute: Callable[[Context], Shared]) -> Shared:
        """What a function makes of this context, computed once for all rules that share it."""
        if compute not in self._shared:
            self._shared[compute] = compute(self)
        shared: Shared = self._shared[compute]
        return shared

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of the files that are UTF-8, by name, with line ends as they are."""
        found: dict[str, str] = {}
        for name, raw in self.layers.files.items():
            with suppress(UnicodeDecodeError):
                found[name] = raw.decode("utf-8")
        return found

    @property
    def folders(self) -> Sequence[Path]:
        """The folders of all layers."""
        return [Path(name) for name in self.layers.names]

    def data(self, loaded: Loaded[Any]) -> Any:
        """A valid file as plain data, its keys in the order they are written in.

        Read without positions, which cost as much again.
        """
        from atmp_gap.corpus.yaml_reader import Unusual, plain

        try:
            return plain(self.texts[loaded.file].removeprefix("\ufeff"))
        except Unusual:
            return loaded.node

    @cached_property
    def requirements(self) -> Sequence[Item[Requirement]]:
        """Every requirement."""
        return [
            Item(loaded, ("requirements", index), requirement)
            for loaded in self.records.requirements
            for index, requirement in enumerate(loaded.model.requirements)
        ]

    @cached_property
    def documents(self) -> Sequence[Item[Document]]:
        """Every document of the register."""
        return [
            Item(loaded, ("documents", index), document)
            for loaded in self.records.documents
            for index, document in enumerate(loaded.model.documents)
        ]

    @cached_property
    def judgements(self) -> Sequence[Item[Judgement]]:
        """Every judgement."""
        return [
            Item(loaded, ("judgements", index), judgement)
            for loaded in self.records.judgements
            for index, judgement in enumerate(loaded.model.judgements)
        ]

    @cached_property
    def absences(self) -> Sequence[Item[Absence]]:
        """Every absence."""
        return [
            Item(loaded, ("absences", index), absence)
            for loaded in self.records.judgements
            for index, absence in enumerate(loaded.model.absences)
        ]

    @cached_property
    def review_files(self) -> Sequence[Sequence[Item[Review]]]:
        """What people said of entries, file by file in the order of each."""
        return [
            [
                Item(loaded, ("reviews", index), review)
                for index, review in enumerate(loaded.model.reviews)
            ]
            for loaded in self.records.reviews
        ]

    @cached_property
    def reviews(self) -> Mapping[str, Sequence[Item[Review]]]:
        """The same by entry."""
        found: dict[str, list[Item[Review]]] = {}
        for file in self.review_files:
            for item in file:
                found.setdefault(item.model.entry, []).append(item)
        return found

    def said(self, name: str) -> EntryReviews | None:
        """What the reviews of an entry come to; None where there is no such entry."""
        return self._said.get(name)

    @cached_property
    def _said(self) -> Mapping[str, EntryReviews]:
        records = {name: [item.model for item in items] for name, items in self.reviews.items()}
        return reviews_of(self.valid, records)

    @cached_property
    def precedents(self) -> Sequence[Item[Precedent]]:
        """Every precedent."""
        return [
            Item(loaded, ("precedents", index), precedent)
            for loaded in self.records.precedents
            for index, precedent in enumerate(loaded.model.precedents)
        ]

    @cached_property
    def feedback(self) -> Sequence[Item[Feedback]]:
        """All feedback of one's own."""
        return [
            Item(loaded, ("feedback", index), feedback)
            for loaded in self.records.feedback
            for index, feedback in enumerate(loaded.model.feedback)
        ]

    @property
    def statements(self) -> Sequence[Item[Requirement] | Item[Precedent]]:
        """Every statement with a place in a document: requirements and precedents."""
        return [*self.requirements, *self.precedents]

    @cached_property
    def stated(self) -> Sequence[tuple[Document, Sequence[Item[Requirement] | Item[Precedent]]]]:
        """The documents that statements cite, each with the statements."""
        found: dict[str, list[Item[Requirement] | Item[Precedent]]] = {}
        for item in self.statements:
            found.setdefault(item.model.source.document, []).append(item)
        return [(self.valid.documents[name], items) for name, items in found.items()]

    @cached_property
    def citing(self) -> Sequence[tuple[Document, Sequence[Item[Requirement]]]]:
        """The documents that are cited, each with the requirements that cite it.

        What depends on a document alone a rule looks at once, not at every citation.
        """
        found: dict[str, list[Item[Requirement]]] = {}
        for item in self.requirements:
            found.setdefault(item.model.source.document, []).append(item)
        return [(self.valid.documents[name], items) for name, items in found.items()]

    @cached_property
    def quantities(self) -> Sequence[tuple[Entry, str, Slot, Quantity]]:
        """Every quantity answered, with its entry and slot; also those that give no number."""
        return [
            (entry, name, file.subject.asks[name], answer.quantity)
            for file in self.valid.subjects.values()
            for entry in file.entries
            for name, answer in entry.answers.items()
            if answer.quantity is not None
        ]

    def mentions(self, statement: str) -> tuple[Mention, ...]:
        """The numbers a statement gives; each statement is read once."""
        found = self._mentions.get(statement)
        if found is None:
            found = self._mentions[statement] = tuple(self._reader.read(statement))
        return found

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.valid.words.measures.units)

    @cached_property
    def _by_id(self) -> dict[str, Item[Requirement]]:
        return {item.model.id: item for item in self.requirements}

    def answer_place(self, entry: Entry, slot: str) -> Place:
        """Where an entry's answer to a slot stands."""
        item = self._by_id[entry.id]
        inner = () if isinstance(item.model.subject, str) else (entry.subject,)
        return item.at("answers", *inner, slot)

    @cached_property
    def compared(self) -> tuple[list[tuple[SubjectFile, str]], list[Finding]]:
        """The verdict on every subject between every two sides, and all the engine found odd.

        The rows themselves are let go: those of a large corpus would fill the memory.
        """
        corpus = self.valid
        verdicts: list[tuple[SubjectFile, str]] = []
        found: dict[Finding, None] = {}
        pairs = list(combinations([agency.id for agency in corpus.sides], 2))
        total = len(pairs) * len(corpus.subjects)
        everything = corpus.space.everything
        for number, pair in enumerate(pairs):
            view = View(corpus, pair, self.as_of)
            for index, file in enumerate(corpus.subjects.values()):
                if self.progress:
                    self.progress(number * len(corpus.subjects) + index, total)
                comparison = RowComparison(view, file)
                row = comparison.row(everything)
                if row is not None:
                    verdicts.append((file, row.verdict))
                found.update(dict.fromkeys(findings(comparison)))
        return verdicts, list(found)

    def is_whole(self, subject: str) -> bool:
        """Whether all that was written on a subject could be used.

        What follows from the records of a subject together is told only then.
        """
        file = self.valid.subjects[subject]
        left_out = self.left_out
        return subject not in left_out.subjects and file.topic not in left_out.topics

    def verdicts(self, *wanted: str) -> Iterator[tuple[SubjectFile, str]]:
        """The subjects on which something is recorded and that have one of some verdicts."""
        for file, verdict in self.compared[0]:
            recorded = file.entries or file.absences
            if verdict in wanted and recorded and self.is_whole(file.subject.id):
                yield file, verdict

    def engine(self, code: str) -> Iterator[tuple[Finding, Place]]:
        """What the comparison found under one code, with its place."""
        for finding in self.compared[1]:
            if finding.code == code and self.is_whole(finding.subject):
                yield finding, finding.position


def oddities(context: Context) -> Sequence[Oddity]:
    """The texts of all files that read otherwise than they were meant."""
    from atmp_gap.corpus.yaml_texts import oddities as of_text

    return [item for file, text in context.texts.items() for item in of_text(text, file)]
