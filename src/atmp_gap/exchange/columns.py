"""What the columns of a comparison table hold, as its owner says in a file: ``columns.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Problem, did_you_mean
from atmp_gap.corpus.words import UnknownWordError, agencies
from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.profile.read import InvalidProfileError, read_yaml

FORMAT = "atmp-gap/columns/1"
HOW = "docs/exchange.md shows one to start from"


@dataclass(frozen=True)
class TableSource(FileRecord):
    """Who published the table: it is cited as what reports the statements."""

    author: Text = field(metadata=says("A person, a group or a publisher."))
    title: Text
    year: int


@dataclass(frozen=True)
class SideColumns(FileRecord):
    """The headings of the columns that hold what one agency says."""

    statement: Text
    document: Text | None = field(
        default=None, metadata=says("The column that names the agency's text.")
    )
    locator: Text | None = field(
        default=None, metadata=says("The column that says where in the text.")
    )


@dataclass(frozen=True)
class Columns(FileRecord):
    """What a comparison table's columns hold."""

    source: TableSource
    by: Text = field(metadata=says("Who brings it in."))
    question: tuple[Text, ...] = field(
        metadata=says("The headings whose cells together say what a row is about.")
    )
    agencies: dict[Name, SideColumns] = field(
        metadata=says("By agency, the columns that hold what it says.")
    )
    prefix: Name = field(default="IMPORTED", metadata=says("Ids are made of it: FDA-IMPORTED-001."))
    date: Day | None = field(default=None, metadata=says("The day of the import; else today."))
    documents: dict[str, Name] = field(
        default_factory=dict,
        metadata=says("What the table calls a text, and its id in the register."),
    )
    format: Text | None = None

    @property
    def via(self) -> str:
        """The table as it is cited: author, title, year."""
        return f"{self.source.author}, {self.source.title}, {self.source.year}"

    @property
    def headings(self) -> list[str]:
        """Every heading that is named."""
        named = [
            heading
            for side in self.agencies.values()
            for heading in (side.statement, side.document, side.locator)
            if heading is not None
        ]
        return list(dict.fromkeys([*self.question, *named]))


def read_columns(path: Path, corpus: Corpus) -> Columns:
    """The file's columns. Raises InvalidProfileError with every problem found."""
    loaded = read_yaml(path, Columns, HOW)
    columns: Columns = loaded.model
    problems: list[Problem] = []
    if not columns.question:
        place = loaded.place("question")
        problems.append(Problem("AG005", "names no column that says what a row is about", place))
    if not columns.agencies:
        problems.append(Problem("AG005", "names no agency", loaded.place("agencies"), HOW))
    spoken: dict[str, str] = {}
    for name, side in columns.agencies.items():
        place = loaded.place("agencies", name)
        try:
            found = agencies(corpus).one(name)
        except UnknownWordError as error:
            problems.append(Problem("AG008", str(error), place, error.hint))
            continue
        if found != name:
            problems.append(Problem("AG008", f"{name!r} is called {found} here", place))
        if other := spoken.get(side.statement):
            message = f"the column {side.statement!r} cannot speak for {other} and {name}"
            problems.append(Problem("AG005", message, place, "split it into two columns"))
        spoken[side.statement] = name
    for said, document in columns.documents.items():
        if document not in corpus.documents:
            message = f"unknown document {document!r}"
            hint = did_you_mean(document, list(corpus.documents))
            problems.append(Problem("AG008", message, loaded.place("documents", said), hint))
    if problems:
        raise InvalidProfileError(problems)
    return columns
