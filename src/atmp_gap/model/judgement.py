"""What people decided: judgements about a comparison, and recorded absences."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from atmp_gap.model.base import Day, Model, Name, Text
from atmp_gap.model.requirement import Reading, Scope

Verdict = Literal[
    "match", "diverge", "unjudged", "no-counterpart", "unassessed", "out-of-scope", "neither"
]
VERDICTS: tuple[str, ...] = (
    "diverge",
    "unjudged",
    "match",
    "unassessed",
    "no-counterpart",
    "out-of-scope",
    "neither",
)
"""All verdicts; those where both sides speak first, each group from the most severe on."""
BOTH_SPEAK: frozenset[str] = frozenset({"diverge", "unjudged", "match"})


class Judgement(Model):
    """A person's verdict on a subject between two agencies, in a scope."""

    subject: Name
    between: tuple[Name, Name]
    applies_to: Scope = Field(default_factory=dict)
    verdict: Verdict
    confirms: bool = Field(
        default=False, description="A second pair of eyes: agrees with the computed verdict."
    )
    stricter: Name | None = None
    position: Text | None = None
    reason: Text
    by: Text
    date: Day
    judged: dict[Name, str | int] = Field(
        default_factory=dict, description="Fingerprints of what was judged: scheme, subject, ids."
    )


class Searched(Model):
    """A document searched in vain, and which of its sections."""

    document: Name
    sections: tuple[Text, ...] = Field(min_length=1)


class Absence(Model):
    """A recorded search that found nothing in one agency's own texts."""

    subject: Name
    agency: Name
    applies_to: Scope = Field(default_factory=dict)
    slots: tuple[Name, ...] = ()
    elements: tuple[Name, ...] = ()
    searched: tuple[Searched, ...] = Field(min_length=1)
    reading: Reading
    by: Text
    suspected: bool = False
    regulated_elsewhere: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _earned(self) -> Absence:
        if self.reading.grade == "recalled" and not self.suspected:
            raise ValueError(
                "an absence must be read or reported; "
                "one that is only believed says `suspected: true`"
            )
        return self


class JudgementFile(Model):
    """What people decided on one topic."""

    judgements: tuple[Judgement, ...] = ()
    absences: tuple[Absence, ...] = ()
