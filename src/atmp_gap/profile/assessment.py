"""What an assessment gives: frozen records, the outcomes in their order, and what fails a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

NOTICE = (
    "This is no compliance statement: it compares what was entered as a position with what the "
    "cited texts were found to say, and proves neither."
)
MET = ("meets", "asks-nothing")
OPEN = {"not-addressed", "not-comparable"}
"""Without a position, what makes a part worth listing."""


@dataclass(frozen=True)
class SlotCheck:
    """One slot: what is held, what each side asks, how it stands, and what to note."""

    slot: str
    held: tuple[str | None, str | None]
    asked: tuple[str | None, str | None]
    status: tuple[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SideCheck:
    """How the position stands to one agency.

    ``status`` is meets, short, not-comparable, not-addressed, asks-nothing or not-assessed.
    """

    agency: str
    status: str
    reason: str
    entries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartCheck:
    """One part of a subject assessed."""

    rank: int
    topic: str
    subject: str
    title: str
    ctd: tuple[str, ...]
    scope: dict[str, tuple[str, ...]]
    outcome: str
    provisional: bool
    rests_on: str
    obligation: str | None
    sides: tuple[SideCheck, SideCheck]
    slots: tuple[SlotCheck, ...]
    evidence: str | None = None
    owner: str | None = None
    due: str | None = None
    overdue: bool = False
    waiver: dict[str, str | None] | None = None
    waived: bool = False
    waiver_expired: bool = False
    note: str | None = None
    """What the outcome alone does not say: which side is missed, and which was not assessed."""

    @property
    def missed_unassessed(self) -> bool:
        """Whether one side is missed and the other was not assessed."""
        return {side.status for side in self.sides} == {"short", "not-assessed"}


@dataclass(frozen=True)
class Assessment:
    """All checks of a profile, worst first, and their counts by outcome."""

    name: str
    agencies: tuple[str, str]
    as_of: str
    corpus: str
    tool: str
    scope: dict[str, tuple[str, ...]]
    counts: dict[str, int]
    waived: int
    provisional: int
    nothing_asked: int
    """Subjects in scope without a position on which nobody is recorded as asking anything."""
    out_of_scope: tuple[str, ...]
    """Subjects with a position whose question does not arise for this product."""
    checks: tuple[PartCheck, ...]
    notice: str = NOTICE
    schema: str = field(default="atmp-gap/assess/1")


def outcomes(agencies: tuple[str, str]) -> tuple[str, ...]:
    """All outcomes between two agencies, the worst first."""
    a, b = (agency.lower() for agency in agencies)
    return (
        "neither",
        f"{a}-only",
        f"{b}-only",
        "not-comparable",
        "not-addressed",
        "not-assessed",
        "meets-both",
    )


def failing(assessment: Assessment, wanted: Sequence[str]) -> list[PartCheck]:
    """The checks that a list of outcomes names; waived ones never, unless their waiver expired.

    ``overdue`` and ``waiver-expired`` may stand in the list beside outcomes.
    """
    return [
        check
        for check in assessment.checks
        if not check.waived
        and (
            check.outcome in wanted
            or (check.overdue and "overdue" in wanted)
            or (check.waiver_expired and "waiver-expired" in wanted)
        )
    ]
