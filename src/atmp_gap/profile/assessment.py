"""What an assessment gives: frozen records, their groups, and what fails a run. No sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from atmp_gap.gap.case import FeedbackResult, PrecedentResult
from atmp_gap.kinds.conversion import Conversion

NOTICE = (
    "This is no compliance statement: it compares what was entered as a position with what the "
    "cited texts were found to say, and proves neither."
)
MET = ("meets", "asks-nothing")
OPEN = {"not-addressed", "not-comparable"}
"""Without a position, what makes a part worth listing."""
DISCIPLINES = ("cmc", "nonclinical", "clinical", "procedural")
"""Whose work a question is, in the order in which questions are listed."""


@dataclass(frozen=True)
class SlotCheck:
    """One slot: what is held, what each side asks, how it stands, and what to note."""

    slot: str
    held: tuple[str | None, str | None]
    asked: tuple[str | None, str | None]
    status: tuple[str, str]
    notes: tuple[str, ...] = ()
    title: str = ""
    limit: bool = False
    """Whether it is a limit to keep within, not something to be done."""
    conversions: tuple[Conversion | None, Conversion | None] = (None, None)
    """Per side: how numbers on two bases became one by the dose, or what that would need."""


@dataclass(frozen=True)
class Citation:
    """Where a statement that decides stands, and how it was read."""

    entry: str
    document: str
    short: str
    """How the document is cited in a line."""
    title: str
    reference: str | None
    locator: str
    edition: str | None
    grade: str
    status: str


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
    citations: tuple[Citation, ...] = ()


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
    discipline: str = "cmc"
    addressed: bool = False
    """Whether any position is held on it."""
    from_memory: bool = False
    """Whether it rests on recalled entries only: no advice follows from it."""
    group: str = ""
    """The group it is listed in."""
    in_words: str = ""
    """What is held in words that are no answer, and is not compared."""
    words: dict[str, str] = field(default_factory=dict)
    """What the ids in its scope and answers mean."""
    precedents: tuple[PrecedentResult, ...] = ()
    """What happened to single products, the nearest first: facts, no advice."""
    feedback: tuple[FeedbackResult, ...] = ()
    """What agencies said to one's own company: confidential."""

    @property
    def missed_unassessed(self) -> bool:
        """Whether one side is missed and the other was not assessed."""
        return {side.status for side in self.sides} == {"short", "not-assessed"}


@dataclass(frozen=True)
class Group:
    """Checks that stand alike, by their ranks in the order in which they are listed."""

    name: str
    ranks: tuple[int, ...]


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
    groups: tuple[Group, ...] = ()
    """The checks as they are listed for people: by how they stand, cmc before procedural."""
    dose: tuple[str, ...] = ()
    """The facts of the dose in the profile."""
    only: tuple[str, ...] = ()
    """The groups and outcomes that were asked for; all if empty. Counts are of all."""
    words: dict[str, str] = field(default_factory=dict)
    """What the ids of the scope and of ``out_of_scope`` mean."""


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


def groups(agencies: tuple[str, str]) -> tuple[str, ...]:
    """All groups in the order in which they are listed."""
    a, b = (agency.lower() for agency in agencies)
    return (
        "neither",
        f"{a}-only",
        f"{b}-only",
        "missed",
        "meets-both",
        "in-part",
        "not-comparable",
        "unverified",
        "not-assessed",
        "not-addressed",
    )


def group_of(check: PartCheck) -> str:
    """The group of a check: its outcome, where that says enough."""
    if not check.addressed:
        return "not-addressed"
    if check.from_memory:
        return "unverified"
    if check.missed_unassessed:
        return "missed"
    return "in-part" if check.outcome == "not-addressed" else check.outcome


def grouped(checks: Sequence[PartCheck], agencies: tuple[str, str]) -> tuple[Group, ...]:
    """The groups that have checks, each cmc first and then as the checks are ranked."""
    listed = sorted(checks, key=lambda check: (DISCIPLINES.index(check.discipline), check.rank))
    found: dict[str, list[int]] = {name: [] for name in groups(agencies)}
    for check in listed:
        found[check.group].append(check.rank)
    return tuple(Group(name, tuple(ranks)) for name, ranks in found.items() if ranks)


def shown_only(assessment: Assessment, only: Sequence[str]) -> Assessment:
    """The same with the checks of some groups or outcomes alone; all where none is named."""
    if not only:
        return assessment
    kept = [check for check in assessment.checks if {check.group, check.outcome} & set(only)]
    ranks = {check.rank for check in kept}
    left = [
        replace(group, ranks=tuple(rank for rank in group.ranks if rank in ranks))
        for group in assessment.groups
    ]
    return replace(
        assessment,
        checks=tuple(kept),
        groups=tuple(group for group in left if group.ranks),
        only=tuple(only),
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
