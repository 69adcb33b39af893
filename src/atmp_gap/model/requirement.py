"""Requirements: what one agency's text says on one or more subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Day, FileHash, Name, Scope, Text
from atmp_gap.model.record import FileRecord, says

RawAnswer = Text | tuple[Text, ...]
"""An answer as written: one text, or a list of them."""
RawAnswers = dict[Name, RawAnswer | dict[Name, RawAnswer]]
"""Slot to answer; with several subjects one mapping per subject."""


def named(subject: str | tuple[str, ...]) -> tuple[str, ...]:
    """The subjects that a record names, one or several, always as a tuple."""
    return (subject,) if isinstance(subject, str) else subject


def answers_on(subject: str | tuple[str, ...], answers: RawAnswers, name: str) -> RawAnswers:
    """What a record answers on one of its subjects: slot to answer as written."""
    if isinstance(subject, str):
        return answers
    own = answers.get(name)
    return {**own} if isinstance(own, dict) else {}


@dataclass(frozen=True)
class ConditionUse(FileRecord):
    """A condition named by an entry, with a word on what then holds."""

    id: Name = field(metadata=says("A condition of the vocabulary."))
    note: Text | None = field(default=None, metadata=says("What then holds."))


@dataclass(frozen=True)
class Source(FileRecord):
    """Where a statement stands."""

    document: Name = field(metadata=says("Id of the register."))
    locator: Text = field(
        metadata=says(
            "Section, paragraph or page, as precise as it was seen; it says where "
            "only the section is known."
        )
    )


@dataclass(frozen=True, kw_only=True)
class Reading(FileRecord):
    """What was done to know the statement: not what the text is, but how it was seen."""

    grade: Literal["read", "reported", "recalled"] = field(
        metadata=says(
            "read: that passage was read; reported: a named published source says "
            "so; recalled: checked against no text."
        )
    )
    via: Text | None = field(
        default=None, metadata=says("For `reported`: author or publisher, title, year.")
    )
    date: Day = field(metadata=says("The day of the reading."))
    by: Text | None = field(default=None, metadata=says("For `read`: who saw it in the text."))
    revision: Text | None = field(
        default=None, metadata=says("For `read`: what the file said of its own revision.")
    )
    file: FileHash | None = field(
        default=None, metadata=says("For `read`: fingerprint of the file it was seen in.")
    )
    edition: Text | None = field(
        default=None,
        metadata=says(
            "The edition and language that was read, where it is not the current text in "
            "English: 'CFR, edition of April 2015'."
        ),
    )

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.grade == "reported" and not self.via:
            raise ValueError("grade `reported` needs `via`: author or publisher, title, year")


@dataclass(frozen=True)
class InForce(FileRecord):
    """When a statement counts, where that differs from its document; ``to`` is the last day."""

    from_: Day | None = field(default=None, metadata=says(alias="from"))
    to: Day | None = None


@dataclass(frozen=True, kw_only=True)
class Requirement(FileRecord):
    """One atomic statement of one agency, with its typed answers, citation and reading grade."""

    id: Name = field(metadata=says("AGENCY-TOPIC-NUMBER; never reused."))
    subject: Name | tuple[Name, ...] = field(
        metadata=says("The question it answers; a list where one sentence answers several.")
    )
    statement: Text = field(metadata=says("One atomic sentence in our own words."))
    obligation: Literal["must", "should", "may"] = field(
        metadata=says("The force of the sentence.")
    )
    answers: RawAnswers = field(
        metadata=says(
            "Slot to answer; with several subjects one mapping per subject; {} speaks in prose."
        )
    )
    complete: tuple[Name, ...] = field(
        default=(), metadata=says("all-of slots whose list the text presents as exhaustive.")
    )
    applies_to: Scope = field(
        default_factory=dict,
        metadata=says("Dimension to terms; an absent dimension means all of the domain."),
    )
    unless: tuple[ConditionUse, ...] = field(
        default=(), metadata=says("Escapes: under one the entry gives no answer.")
    )
    when: tuple[ConditionUse, ...] = field(
        default=(), metadata=says("Triggers: the entry answers only under one of them.")
    )
    source: Source = field(metadata=says("Where the statement stands."))
    reading: Reading = field(metadata=says("How it was seen."))
    anchors: tuple[Text, ...] = field(
        default=(), metadata=says("For grade read: short tokens a reader must find at the locator.")
    )
    standing: Literal["text", "convention"] = field(
        default="text",
        metadata=says(
            "convention: a number everyone quotes that no text of this agency is "
            "known to state; never decides."
        ),
    )
    general: bool = field(
        default=False,
        metadata=says(
            "A principle that answers many subjects; it decides only in the group general."
        ),
    )
    by_analogy: bool = field(
        default=False,
        metadata=says(
            "A text used beyond its own scope; it decides only where invoked_by "
            "names a text that applies it."
        ),
    )
    invoked_by: Name | None = field(
        default=None,
        metadata=says("The own text of the agency that applies a text used by analogy."),
    )
    in_force: InForce | None = field(
        default=None, metadata=says("When it counts, where that differs from its document.")
    )
    overrides: tuple[Name, ...] = field(
        default=(),
        metadata=says("Entries of the same side that it replaces where their scopes meet."),
    )
    addressee: Text | None = field(
        default=None, metadata=says("Who has to act, where it is not the applicant.")
    )
    note: Text | None = field(
        default=None, metadata=says("Anything a reader should know beside the statement.")
    )

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.reading.grade == "read" and not self.anchors:
            raise ValueError("grade `read` needs `anchors`: short tokens found at the locator")
        if self.reading.grade != "read" and self.anchors:
            raise ValueError(f"`anchors` belong to grade `read`, not `{self.reading.grade}`")
        if self.invoked_by and not self.by_analogy:
            raise ValueError("`invoked_by` needs `by_analogy: true`")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects it answers, always as a tuple."""
        return named(self.subject)

    def answers_on(self, subject: str) -> RawAnswers:
        """Its answers on one of its subjects: slot to answer as written."""
        return answers_on(self.subject, self.answers, subject)


@dataclass(frozen=True)
class RequirementFile(FileRecord):
    """One agency's requirements on one topic."""

    agency: Name
    topic: Name
    requirements: tuple[Requirement, ...]
