"""Requirements: what one agency's text says on one or more subjects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from atmp_gap.model.base import Day, Model, Name, Text

Terms = Annotated[tuple[Name, ...], Field(min_length=1)]
Scope = dict[Name, Terms]
RawAnswer = Text | tuple[Text, ...]
"""An answer as written: one text, or a list of them."""


class ConditionUse(Model):
    """A condition named by an entry, with a word on what then holds."""

    id: Name = Field(description="A condition of the vocabulary.")
    note: Text | None = Field(default=None, description="What then holds.")


class Source(Model):
    """Where a statement stands."""

    document: Name = Field(description="Id of the register.")
    locator: Text = Field(
        description="Section, paragraph or page, as precise as it was seen; it says where "
        "only the section is known."
    )


class Reading(Model):
    """What was done to know the statement: not what the text is, but how it was seen."""

    grade: Literal["read", "reported", "recalled"] = Field(
        description="read: that passage was read; reported: a named published source says "
        "so; recalled: checked against no text."
    )
    via: Text | None = Field(
        default=None, description="For `reported`: author or publisher, title, year."
    )
    date: Day = Field(description="The day of the reading.")
    by: Text | None = Field(default=None, description="For `read`: who saw it in the text.")
    revision: Text | None = Field(
        default=None, description="For `read`: what the file said of its own revision."
    )
    file: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{12,64}$")] | None = Field(
        default=None, description="For `read`: fingerprint of the file it was seen in."
    )

    def plain(self) -> dict[str, str | None]:
        """Grade, via and date; and of the rest what is given."""
        given = self.model_dump(mode="json")
        return {name: value for name, value in given.items() if value or name == "via"}

    @model_validator(mode="after")
    def _via_for_reported(self) -> Reading:
        if self.grade == "reported" and not self.via:
            raise ValueError("grade `reported` needs `via`: author or publisher, title, year")
        return self


class InForce(Model):
    """When a statement counts, where that differs from its document; ``to`` is the last day."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Requirement(Model):
    """One atomic statement of one agency, with its typed answers, citation and reading grade."""

    id: Name = Field(description="AGENCY-TOPIC-NUMBER; never reused.")
    subject: Name | tuple[Name, ...] = Field(
        description="The question it answers; a list where one sentence answers several."
    )
    statement: Text = Field(description="One atomic sentence in our own words.")
    obligation: Literal["must", "should", "may"] = Field(description="The force of the sentence.")
    answers: dict[Name, RawAnswer | dict[Name, RawAnswer]] = Field(
        description="Slot to answer; with several subjects one mapping per subject; {} "
        "speaks in prose."
    )
    complete: tuple[Name, ...] = Field(
        default=(), description="all-of slots whose list the text presents as exhaustive."
    )
    applies_to: Scope = Field(
        default_factory=dict,
        description="Dimension to terms; an absent dimension means all of the domain.",
    )
    unless: tuple[ConditionUse, ...] = Field(
        default=(), description="Escapes: under one the entry gives no answer."
    )
    when: tuple[ConditionUse, ...] = Field(
        default=(), description="Triggers: the entry answers only under one of them."
    )
    source: Source = Field(description="Where the statement stands.")
    reading: Reading = Field(description="How it was seen.")
    anchors: tuple[Text, ...] = Field(
        default=(), description="For grade read: short tokens a reader must find at the locator."
    )
    standing: Literal["text", "convention"] = Field(
        default="text",
        description="convention: a number everyone quotes that no text of this agency is "
        "known to state; never decides.",
    )
    general: bool = Field(
        default=False,
        description="A principle that answers many subjects; it decides only in the group general.",
    )
    by_analogy: bool = Field(
        default=False,
        description="A text used beyond its own scope; it decides only where invoked_by "
        "names a text that applies it.",
    )
    invoked_by: Name | None = Field(
        default=None, description="The own text of the agency that applies a text used by analogy."
    )
    in_force: InForce | None = Field(
        default=None, description="When it counts, where that differs from its document."
    )
    overrides: tuple[Name, ...] = Field(
        default=(), description="Entries of the same side that it replaces where their scopes meet."
    )
    addressee: Text | None = Field(
        default=None, description="Who has to act, where it is not the applicant."
    )
    note: Text | None = Field(
        default=None, description="Anything a reader should know beside the statement."
    )

    @model_validator(mode="after")
    def _anchors_follow_the_grade(self) -> Requirement:
        if self.reading.grade == "read" and not self.anchors:
            raise ValueError("grade `read` needs `anchors`: short tokens found at the locator")
        if self.reading.grade != "read" and self.anchors:
            raise ValueError(f"`anchors` belong to grade `read`, not `{self.reading.grade}`")
        if self.invoked_by and not self.by_analogy:
            raise ValueError("`invoked_by` needs `by_analogy: true`")
        return self

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects it answers, always as a tuple."""
        return (self.subject,) if isinstance(self.subject, str) else self.subject

    def answers_on(self, subject: str) -> dict[str, RawAnswer | dict[str, RawAnswer]]:
        """Its answers on one of its subjects: slot to answer as written."""
        if isinstance(self.subject, str):
            return dict(self.answers)
        answers = self.answers.get(subject, {})
        return dict(answers) if isinstance(answers, dict) else {}


class RequirementFile(Model):
    """One agency's requirements on one topic."""

    agency: Name
    topic: Name
    requirements: tuple[Requirement, ...]
