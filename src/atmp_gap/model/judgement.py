"""What people decided: judgements about a comparison, and recorded absences."""

from __future__ import annotations

from typing import Literal

from atmp_gap.model.base import Day, Name, Scope, Text
from atmp_gap.model.record import Record, field
from atmp_gap.model.requirement import Reading

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


class Judgement(Record, kw_only=True):
    """A person's verdict on a subject between two agencies, in a scope."""

    subject: Name = field(description="What was judged.")
    between: tuple[Name, Name] = field(description="The two agencies.")
    applies_to: Scope = field(
        default_factory=dict, description="Where it holds; all of the domain if absent."
    )
    verdict: Verdict = field(description="The verdict of the person.")
    confirms: bool = field(
        default=False, description="A second pair of eyes: agrees with the computed verdict."
    )
    stricter: Name | None = field(
        default=None, description="An agency, equal, mixed or not-comparable."
    )
    position: Text | None = field(default=None, description="What satisfies both.")
    reason: Text = field(description="Why.")
    by: Text = field(description="Initials or a role.")
    date: Day = field(description="When.")
    judged: dict[Name, str | int] = field(
        default_factory=dict, description="Fingerprints of what was judged: scheme, subject, ids."
    )


class Searched(Record):
    """A document searched in vain, and which of its sections."""

    document: Name
    sections: tuple[Text, ...] = field(least=1)


class Absence(Record, kw_only=True):
    """A recorded search that found nothing in one agency's own texts."""

    subject: Name = field(description="What was searched for.")
    agency: Name = field(description="In whose own texts.")
    applies_to: Scope = field(
        default_factory=dict, description="Where it holds; all of the domain if absent."
    )
    slots: tuple[Name, ...] = field(
        default=(), description="The silent slots, where the agency speaks otherwise."
    )
    elements: tuple[Name, ...] = field(
        default=(), description="Elements of all-of lists that its texts do not name."
    )
    searched: tuple[Searched, ...] = field(least=1, description="Which documents and sections.")
    reading: Reading = field(description="How the search was done: read or reported.")
    by: Text = field(description="Initials or a role.")
    suspected: bool = field(default=False, description="Only believed; the row stays not assessed.")
    regulated_elsewhere: Text | None = field(
        default=None, description="Where the other side regulates it, outside this comparison."
    )
    note: Text | None = None

    def check(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.reading.grade == "recalled" and not self.suspected:
            raise ValueError(
                "an absence must be read or reported; "
                "one that is only believed says `suspected: true`"
            )


class JudgementFile(Record):
    """What people decided on one topic."""

    judgements: tuple[Judgement, ...] = ()
    absences: tuple[Absence, ...] = ()
