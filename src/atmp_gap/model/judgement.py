"""What people decided: judgements about a comparison, and recorded absences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Day, Name, Scope, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.model.requirement import Reading

Verdict = Literal[
    "match", "diverge", "unjudged", "no-counterpart", "unassessed", "out-of-scope", "neither"
]
VERDICTS: tuple[Verdict, ...] = (
    "diverge",
    "unjudged",
    "match",
    "unassessed",
    "no-counterpart",
    "out-of-scope",
    "neither",
)
"""All verdicts; those where both sides speak first, each group from the most severe on."""
BOTH_SPEAK: frozenset[Verdict] = frozenset({"diverge", "unjudged", "match"})


@dataclass(frozen=True, kw_only=True)
class Judgement(FileRecord):
    """A person's verdict on a subject between two agencies, in a scope."""

    subject: Name = field(metadata=says("What was judged."))
    between: tuple[Name, Name] = field(metadata=says("The two agencies."))
    applies_to: Scope = field(
        default_factory=dict, metadata=says("Where it holds; all of the domain if absent.")
    )
    verdict: Verdict = field(metadata=says("The verdict of the person."))
    confirms: bool = field(
        default=False, metadata=says("A second pair of eyes: agrees with the computed verdict.")
    )
    stricter: Name | None = field(
        default=None, metadata=says("An agency, equal, mixed or not-comparable.")
    )
    position: Text | None = field(default=None, metadata=says("What satisfies both."))
    reason: Text = field(metadata=says("Why."))
    by: Text = field(metadata=says("Initials or a role."))
    date: Day = field(metadata=says("When."))
    judged: dict[Name, str | int] = field(
        default_factory=dict,
        metadata=says("Fingerprints of what was judged: scheme, subject, ids."),
    )


@dataclass(frozen=True)
class Searched(FileRecord):
    """A document searched in vain, and which of its sections."""

    document: Name
    sections: tuple[Text, ...] = field(metadata=says(min_length=1))


@dataclass(frozen=True, kw_only=True)
class Absence(FileRecord):
    """A recorded search that found nothing in one agency's own texts."""

    subject: Name = field(metadata=says("What was searched for."))
    agency: Name = field(metadata=says("In whose own texts."))
    applies_to: Scope = field(
        default_factory=dict, metadata=says("Where it holds; all of the domain if absent.")
    )
    slots: tuple[Name, ...] = field(
        default=(), metadata=says("The silent slots, where the agency speaks otherwise.")
    )
    elements: tuple[Name, ...] = field(
        default=(), metadata=says("Elements of all-of lists that its texts do not name.")
    )
    searched: tuple[Searched, ...] = field(
        metadata=says("Which documents and sections.", min_length=1)
    )
    reading: Reading = field(metadata=says("How the search was done: read or reported."))
    by: Text = field(metadata=says("Initials or a role."))
    suspected: bool = field(default=False, metadata=says("Only believed; the row stays open."))
    regulated_elsewhere: Text | None = field(
        default=None, metadata=says("Where the other side regulates it, outside this comparison.")
    )
    note: Text | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.reading.grade == "recalled" and not self.suspected:
            raise ValueError(
                "an absence must be read or reported; "
                "one that is only believed says `suspected: true`"
            )


@dataclass(frozen=True)
class JudgementFile(FileRecord):
    """What people decided on one topic."""

    judgements: tuple[Judgement, ...] = ()
    absences: tuple[Absence, ...] = ()
