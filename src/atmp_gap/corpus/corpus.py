"""The corpus: everything that was read, resolved and indexed. Nothing in it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import Place
from atmp_gap.kinds.base import Answer, AnswerWords
from atmp_gap.model.agency import Agency
from atmp_gap.model.change import CorpusChange
from atmp_gap.model.document import Document
from atmp_gap.model.feedback import Feedback
from atmp_gap.model.history import Release
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.method import Attribute, MethodPair
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.review import NO_REVIEWS, EntryReviews, SectionsRead
from atmp_gap.model.scope import Box, Space
from atmp_gap.model.subject import Subject, Topic
from atmp_gap.model.terminology import TermPair
from atmp_gap.model.vocabulary import Condition, Synonym


@dataclass(frozen=True)
class Placed:
    """Something of a file that knows where it stands."""

    spot: Spot

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.spot.place


@dataclass(frozen=True)
class Entry(Placed):
    """A requirement as it answers one subject."""

    id: str
    requirement: Requirement
    agency: str
    subject: str
    document: Document
    box: Box
    answers: Mapping[str, Answer]
    unless: frozenset[str]
    when: frozenset[str]
    reviews: EntryReviews = NO_REVIEWS
    """What people said of it in their own copies."""

    @property
    def grade(self) -> str:
        """The reading grade."""
        return self.requirement.reading.grade


@dataclass(frozen=True)
class PlacedAbsence(Placed):
    """An absence with its box and place."""

    absence: Absence
    box: Box


@dataclass(frozen=True)
class PlacedJudgement(Placed):
    """A judgement with its box and place."""

    judgement: Judgement
    box: Box


@dataclass(frozen=True)
class PlacedPrecedent(Placed):
    """A precedent as it bears on one subject. It decides nothing."""

    precedent: Precedent
    subject: str
    box: Box
    """The kind of its product."""
    document: Document
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class PlacedFeedback(Placed):
    """One's own feedback as it bears on one subject. It decides nothing."""

    feedback: Feedback
    subject: str
    box: Box
    """The kind of the product it was given on."""
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class SubjectFile(Placed):
    """A subject with its topic and all that is recorded on it."""

    subject: Subject
    topic: str
    domain: Box
    """Where the question makes sense; of a domain of several scopes, the box around them."""
    scopes: tuple[Box, ...] = ()
    """The scopes of a domain that has several."""
    entries: tuple[Entry, ...] = ()
    absences: tuple[PlacedAbsence, ...] = ()
    judgements: tuple[PlacedJudgement, ...] = ()
    precedents: tuple[PlacedPrecedent, ...] = ()
    feedback: tuple[PlacedFeedback, ...] = ()

    def within(self, space: Space, scope: Box | None = None) -> Box | None:
        """The domain within a scope, None where the question does not arise there.

        Of a domain of several scopes the first is what the question is about. Where another one is
        met, this is cut from the box around all, so that parts are told apart by what sets that
        scope apart: the vector as a material, in a report on cells.
        """
        asked = space.everything if scope is None else scope
        met = [own for own in self.scopes if space.meet(own, asked) is not None]
        if self.scopes and not met:
            return None
        first = met == [self.scopes[0]] if met else False
        return space.meet(self.scopes[0] if first else self.domain, asked)


def sections_seen(
    readings: Iterable[SectionsRead], document: str, whole: bool = False
) -> tuple[str, ...]:
    """The sections of a document among those that people read; with ``whole`` those in full."""
    return tuple(
        section
        for reading in readings
        if reading.document == document and (reading.whole or not whole)
        for section in reading.sections
    )


@dataclass(frozen=True)
class Corpus:
    """A validated corpus of one or more layers."""

    version: str
    date: str
    fingerprint: str
    layers: tuple[str, ...]
    agencies: Mapping[str, Agency]
    documents: Mapping[str, Document]
    space: Space
    words: AnswerWords
    conditions: Mapping[str, Condition]
    topics: Mapping[str, Topic]
    subjects: Mapping[str, SubjectFile]
    requirements: Mapping[str, tuple[str, Requirement, Spot]]
    """Per id: the agency, the requirement, and where it stands."""
    terminology: tuple[TermPair, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    changes: tuple[CorpusChange, ...] = ()
    """What became of earlier states, the latest version first."""
    pairs: Mapping[str, MethodPair] = field(default_factory=dict)
    """Chapters of both sides' pharmacopoeias for the same test, by id."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    """What specifications list, by id."""
    history: tuple[Release, ...] = ()
    """The verdicts of every version, the latest first; ``corpus.history`` tells it row by row."""
    document_spots: Mapping[str, Spot] = field(default_factory=dict)
    title: str | None = None
    licence: str | None = None
    doi: str | None = None
    readings: tuple[SectionsRead, ...] = ()
    """Sections that people read in their own copies, beside what the register says was read."""
    only_reviewed: bool = False
    """Whether a layer demands that only what a second person reviewed decides."""

    def sections_seen(self, document: str, whole: bool = False) -> tuple[str, ...]:
        """The sections of a document that people read themselves; with ``whole`` those in full."""
        return sections_seen(self.readings, document, whole)

    def of_topic(self, topic: str) -> list[SubjectFile]:
        """The subjects of one topic, in the order of its file."""
        return [self.subjects[subject.id] for subject in self.topics[topic].subjects]

    @property
    def precedents(self) -> dict[str, PlacedPrecedent]:
        """All precedents by id, as they bear on the first of their subjects."""
        found: dict[str, PlacedPrecedent] = {}
        for file in self.subjects.values():
            for placed in file.precedents:
                found.setdefault(placed.precedent.id, placed)
        return found

    @property
    def sides(self) -> list[Agency]:
        """The agencies that can be compared."""
        return [agency for agency in self.agencies.values() if agency.side]
