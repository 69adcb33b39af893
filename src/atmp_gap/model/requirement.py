"""Requirements: what one agency's text says on one or more subjects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from atmp_gap.model.base import Day, Model, Name, Text

Scope = dict[Name, tuple[Name, ...]]
RawAnswer = str | tuple[Text, ...]
"""An answer as written: one text, or a list of them."""


class ConditionUse(Model):
    """A condition named by an entry, with a word on what then holds."""

    id: Name
    note: Text | None = None


class Source(Model):
    """Where a statement stands."""

    document: Name
    locator: Text


class Reading(Model):
    """What was done to know the statement: not what the text is, but how it was seen."""

    grade: Literal["read", "reported", "recalled"]
    via: Text | None = Field(
        default=None, description="For `reported`: author or publisher, title, year."
    )
    date: Day
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

    id: Name
    subject: Name | tuple[Name, ...]
    statement: Text
    obligation: Literal["must", "should", "may"]
    answers: dict[Name, RawAnswer | dict[Name, RawAnswer]]
    complete: tuple[Name, ...] = ()
    applies_to: Scope = Field(default_factory=dict)
    unless: tuple[ConditionUse, ...] = ()
    when: tuple[ConditionUse, ...] = ()
    source: Source
    reading: Reading
    anchors: tuple[Text, ...] = ()
    standing: Literal["text", "convention"] = "text"
    general: bool = False
    by_analogy: bool = False
    invoked_by: Name | None = None
    in_force: InForce | None = None
    overrides: tuple[Name, ...] = ()
    addressee: Text | None = None
    note: Text | None = None

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
