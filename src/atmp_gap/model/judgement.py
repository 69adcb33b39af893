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

    subject: Name = Field(description="What was judged.")
    between: tuple[Name, Name] = Field(description="The two agencies.")
    applies_to: Scope = Field(
        default_factory=dict, description="Where it holds; all of the domain if absent."
    )
    verdict: Verdict = Field(description="The verdict of the person.")
    confirms: bool = Field(
        default=False, description="A second pair of eyes: agrees with the computed verdict."
    )
    stricter: Name | None = Field(
        default=None, description="An agency, equal, mixed or not-comparable."
    )
    position: Text | None = Field(default=None, description="What satisfies both.")
    reason: Text = Field(description="Why.")
    by: Text = Field(description="Initials or a role.")
    date: Day = Field(description="When.")
    judged: dict[Name, str | int] = Field(
        default_factory=dict, description="Fingerprints of what was judged: scheme, subject, ids."
    )


class Searched(Model):
    """A document searched in vain, and which of its sections."""

    document: Name
    sections: tuple[Text, ...] = Field(min_length=1)


class Absence(Model):
    """A recorded search that found nothing in one agency's own texts."""

    subject: Name = Field(description="What was searched for.")
    agency: Name = Field(description="In whose own texts.")
    applies_to: Scope = Field(
        default_factory=dict, description="Where it holds; all of the domain if absent."
    )
    slots: tuple[Name, ...] = Field(
        default=(), description="The silent slots, where the agency speaks otherwise."
    )
    elements: tuple[Name, ...] = Field(
        default=(), description="Elements of all-of lists that its texts do not name."
    )
    searched: tuple[Searched, ...] = Field(
        min_length=1, description="Which documents and sections."
    )
    reading: Reading = Field(description="How the search was done: read or reported.")
    by: Text = Field(description="Initials or a role.")
    suspected: bool = Field(default=False, description="Only believed; the row stays not assessed.")
    regulated_elsewhere: Text | None = Field(
        default=None, description="Where the other side regulates it, outside this comparison."
    )
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
