"""The files of a corpus: what each kind holds, and where its items stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.model.agency import Agency
from atmp_gap.model.base import Day, Text
from atmp_gap.model.change import ChangeFile
from atmp_gap.model.document import Document
from atmp_gap.model.feedback import FeedbackFile
from atmp_gap.model.history import HistoryFile
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.method import MethodFile
from atmp_gap.model.precedent import PrecedentFile
from atmp_gap.model.record import FileRecord, says
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.review import ReviewFile
from atmp_gap.model.subject import Topic
from atmp_gap.model.terminology import Terminology
from atmp_gap.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class CorpusFile(FileRecord):
    """The file that names a corpus' version and date."""

    version: Text
    date: Day
    title: Text | None = None
    licence: Text | None = None
    doi: Text | None = field(
        default=None, metadata=says("Its digital object identifier, where it has one: 10.5281/...")
    )
    confidential: bool = field(
        default=False,
        metadata=says("Whether all of this layer is confidential; feedback always is."),
    )


@dataclass(frozen=True)
class AgencyFile(FileRecord):
    """The file of agencies."""

    agencies: tuple[Agency, ...]


@dataclass(frozen=True)
class DocumentFile(FileRecord):
    """One file of the register."""

    documents: tuple[Document, ...] = ()


TOP: dict[str, tuple[type[FileRecord], str]] = {
    "corpus.yaml": (CorpusFile, "corpus"),
    "agencies.yaml": (AgencyFile, "agencies"),
    "vocabulary.yaml": (Vocabulary, "vocabulary"),
    "terminology.yaml": (Terminology, "terminology"),
    "methods.yaml": (MethodFile, "methods"),
    "changes.yaml": (ChangeFile, "changes"),
    "reviews.yaml": (ReviewFile, "reviews"),
    "history.yaml": (HistoryFile, "history"),
}
"""The files at the top of a corpus: what each holds, and the list of Layers it belongs to."""
FOLDERS: dict[str, tuple[type[FileRecord], str]] = {
    "documents": (DocumentFile, "documents"),
    "precedents": (PrecedentFile, "precedents"),
    "feedback": (FeedbackFile, "feedback"),
}
"""The folders that hold no topic: what each of their files holds, and the list it belongs to."""
INNER: dict[str, type[FileRecord]] = {"topic.yaml": Topic, "judgements.yaml": JudgementFile}
"""The files of a topic's folder that are not one agency's requirements."""
KINDS = (
    *(kind for kind, _ in (*TOP.values(), *FOLDERS.values())),
    *(*INNER.values(), RequirementFile),
)
"""Every kind of file there is."""

Content = TypeVar("Content", bound=FileRecord)


class Loaded(Generic[Content]):
    """A validated file, and where its items stand.

    Positions are asked for where something is wrong or odd, which is seldom: the nodes that know
    them are made from the file's bytes only then.
    """

    __slots__ = ("_node", "_raw", "file", "model")

    def __init__(self, file: str, model: Content, raw: bytes = b"", node: Any = None) -> None:
        self.file, self.model = file, model
        self._raw, self._node = raw, node

    @property
    def node(self) -> Any:
        """The file as data in which every item knows its line and column."""
        if self._node is None:
            from atmp_gap.corpus.yaml_reader import decode, parse

            self._node = parse(decode(self._raw, self.file), self.file)
        return self._node

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where an item of the file stands."""
        from atmp_gap.corpus.yaml_reader import place_of

        return place_of(self.node, path, self.file, key)


class Spot:
    """An item of a file: its place is looked up when somebody asks."""

    __slots__ = ("key", "loaded", "path")

    def __init__(self, loaded: Loaded[Any], *path: str | int, key: bool = False) -> None:
        self.loaded, self.path, self.key = loaded, path, key

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.loaded.place(*self.path, key=self.key)

    def to(self, *steps: str | int, key: bool = False) -> Spot:
        """An item within it."""
        return Spot(self.loaded, *self.path, *steps, key=key)


class Layers:
    """All files of all layers, by what they hold."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.corpus: list[Loaded[CorpusFile]] = []
        self.agencies: list[Loaded[AgencyFile]] = []
        self.vocabulary: list[Loaded[Vocabulary]] = []
        self.terminology: list[Loaded[Terminology]] = []
        self.methods: list[Loaded[MethodFile]] = []
        self.changes: list[Loaded[ChangeFile]] = []
        self.reviews: list[Loaded[ReviewFile]] = []
        self.history: list[Loaded[HistoryFile]] = []
        self.documents: list[Loaded[DocumentFile]] = []
        self.topics: list[Loaded[Topic]] = []
        self.requirements: list[Loaded[RequirementFile]] = []
        self.judgements: list[Loaded[JudgementFile]] = []
        self.precedents: list[Loaded[PrecedentFile]] = []
        self.feedback: list[Loaded[FeedbackFile]] = []
        self.fingerprint = ""
        self.files: dict[str, bytes] = {}
        """The bytes of every file that could be read, by the name used in places."""
        self.problems: list[Problem] = []
        self.failed: set[type[Any]] = set()
        """The kinds of files of which one could not be used; what it defines is unknown."""

    def all(self) -> Iterator[Loaded[Any]]:
        """Every file that was read, of whatever kind."""
        kinds: tuple[list[Any], ...] = (
            *(self.corpus, self.agencies, self.vocabulary, self.terminology, self.methods),
            *(self.changes, self.reviews, self.history, self.documents, self.topics),
            *(self.requirements, self.judgements, self.precedents, self.feedback),
        )
        for files in kinds:
            yield from files
