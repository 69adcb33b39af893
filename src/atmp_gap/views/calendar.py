"""What has a date in the register: comments that close, texts that begin or cease to count.

Call ``calendar`` on a corpus; with a comparison it keeps what touches the rows of that comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result
from atmp_gap.model.base import first_day, last_day
from atmp_gap.model.document import Document

Kind = Literal["comments", "begins", "ends", "statement-begins", "statement-ends"]


@dataclass(frozen=True)
class Event:
    """A day on which something changes; ``day`` is whole, ``written`` as the register has it.

    Of a month or a year it is the first day, of the last day of a statement the last one: so the
    engine counts them, and nobody misses a day on which comments close.
    """

    kind: Kind
    day: str
    written: str
    document: str
    statement: str = ""
    """Of an event of one statement alone: its id."""
    successors: tuple[str, ...] = ()
    """The texts that take the place of one that ends."""
    touches: tuple[str, ...] = ()
    """What rests on it or waits for it: questions by title, and whatever else was named."""

    @property
    def id(self) -> str:
        """What names the event, also when its day moves."""
        return f"{self.kind}-{self.statement or self.document}"


@dataclass(frozen=True)
class Calendar:
    """The events from a day on, in order, and drafts and proposals that have no day."""

    since: str
    events: tuple[Event, ...]
    undated: tuple[str, ...]
    """Documents that are drafts or proposals, with no day on which they would count."""


def calendar(
    corpus: Corpus,
    since: str,
    result: Result | None = None,
    more: Mapping[str, Iterable[str]] | None = None,
) -> Calendar:
    """All dated events from a day on; of a comparison, only those that touch its rows.

    ``more`` has further things by the document that they touch, such as tests by their chapter.
    """
    touched = None if result is None else _touched(corpus, result, more or {})
    events = [
        event
        for event in _events(corpus, touched)
        if last_day(event.written) >= since and (touched is None or event.touches)
    ]
    undated = [
        document.id
        for document in corpus.documents.values()
        if document.status in ("draft", "proposed")
        and not document.effective
        and (touched is None or document.id in touched)
    ]
    events.sort(key=lambda event: (event.day, event.kind, event.id))
    return Calendar(since, tuple(events), tuple(undated))


def _touched(
    corpus: Corpus, result: Result, more: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Per document and statement what rests on it, searched it, or waits for it."""
    found: dict[str, dict[str, None]] = {}

    def note(name: str, title: str) -> None:
        found.setdefault(name, {})[title] = None

    by_short = {document.short_name: document.id for document in corpus.documents.values()}
    for row in result.rows:
        for entry in row.entries:
            note(entry.id, row.title)
            note(entry.document.id, row.title)
        waiting = [text.short for text in row.settled_by]
        searched = [
            text.short for part in row.parts for item in part.absences for text in item.texts
        ]
        for short in (*waiting, *searched):
            if short in by_short:
                note(by_short[short], row.title)
    for name, titles in more.items():
        for title in titles:
            note(name, title)
    for document in corpus.documents.values():
        # A text touches what its predecessor touches.
        for successor in document.superseded_by:
            for title in found.get(document.id, ()):
                note(successor.document, title)
    return {name: tuple(titles) for name, titles in found.items()}


def _events(corpus: Corpus, touched: Mapping[str, tuple[str, ...]] | None) -> Iterator[Event]:
    known = touched or {}
    for document in corpus.documents.values():
        for kind, written in _days(document):
            successors = tuple(item.document for item in document.superseded_by)
            yield Event(
                kind,
                first_day(written),
                written,
                document.id,
                successors=successors if kind == "ends" else (),
                touches=known.get(document.id, ()),
            )
    for name, (_, requirement, _) in corpus.requirements.items():
        force = requirement.in_force
        if corpus.documents[requirement.source.document].status == "withdrawn":
            continue
        days: Iterable[tuple[Kind, str | None]] = (
            (("statement-begins", force.from_), ("statement-ends", force.to)) if force else ()
        )
        for kind, day in days:
            if day is not None:
                place = requirement.source.document
                whole = last_day(day) if kind == "statement-ends" else first_day(day)
                yield Event(kind, whole, day, place, name, touches=known.get(name, ()))


def _days(document: Document) -> Iterator[tuple[Kind, str]]:
    """The dated events of a document; one that was withdrawn takes no comments and never counts."""
    if document.status == "withdrawn":
        return
    if document.comments_until:
        yield "comments", document.comments_until
    if document.effective:
        yield "begins", document.effective
    if document.superseded:
        yield "ends", document.superseded
