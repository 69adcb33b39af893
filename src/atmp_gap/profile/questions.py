"""Draft questions for the agencies: what to ask whom, with the background of both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.kinds import KINDS
from atmp_gap.profile.positions import Held
from atmp_gap.views.positions import GlobalPosition, positions

ASKED: tuple[str, ...] = ("diverge", "unjudged", "no-counterpart")
"""The verdicts that make a question; what nobody searched is to be looked up, not asked."""

_NOT_ASKED = frozenset(kind.facet for kind in KINDS.values() if kind.binds_agency)
"""Differences that bind the agency, about which there is nothing to ask."""
_CLASSES = frozenset(kind.facet for kind in KINDS.values() if kind.classifies)
"""Differences in what something is called, asked about only where a dossier has to say it."""


@dataclass(frozen=True)
class Meeting:
    """A way to ask an agency."""

    id: str
    agency: str
    title: str
    stages: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


MEETINGS: tuple[Meeting, ...] = (
    Meeting("interact", "FDA", "FDA INTERACT meeting", ("phase-1",)),
    Meeting("pre-ind", "FDA", "FDA pre-IND meeting (Type B)", ("phase-1",), ("preIND",)),
    Meeting(
        "type-b",
        "FDA",
        "FDA Type B meeting (end of phase, pre-BLA)",
        ("phase-2", "pivotal", "marketing-application"),
        ("pre-BLA", "EOP2"),
    ),
    Meeting("type-c", "FDA", "FDA Type C meeting", ("pivotal", "post-approval")),
    Meeting("type-d", "FDA", "FDA Type D meeting (few, narrow questions)", ()),
    Meeting("itf", "EMA", "EMA Innovation Task Force briefing", ("phase-1",), ("briefing",)),
    Meeting(
        "scientific-advice",
        "EMA",
        "EMA scientific advice",
        ("phase-1", "phase-2", "pivotal", "marketing-application", "post-approval"),
        ("SAWP", "protocol assistance"),
    ),
    Meeting("parallel", "both", "Parallel scientific advice, EMA and FDA", (), ("PSA",)),
)


UNVERIFIED = "UNVERIFIED: rests on memory. Read the text named below first, then ask or delete."
"""What stands in place of a question whose background nobody has read."""


@dataclass(frozen=True)
class Question:
    """A row with a question for each agency that should be asked, or None."""

    row: Row
    parts: tuple[Part, ...]
    asks: Mapping[str, str]
    positions: tuple[GlobalPosition, ...]
    held: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A consultation pack."""

    name: str
    note: str | None
    meetings: tuple[Meeting, ...]
    result: Result
    questions: tuple[Question, ...]
    planned: tuple[Row, ...]
    """Rows that differ in the agencies' own times or routes only: to plan with, not to ask."""
    unsearched: tuple[Row, ...]


def meetings_for(stages: Sequence[str]) -> tuple[Meeting, ...]:
    """The meetings that suit the stages of a profile; the usual ones of all where it has none."""
    return tuple(
        meeting
        for meeting in MEETINGS
        if meeting.stages and (not stages or set(meeting.stages) & set(stages))
    )


def pack(
    result: Result,
    name: str,
    note: str | None,
    meetings: Sequence[Meeting],
    held: Sequence[Held] = (),
    verdicts: Sequence[str] = ASKED,
) -> Pack:
    """The questions that a comparison leaves: divergent first, then open, then one-sided rows."""
    asked = {agency for m in meetings for agency in _agencies(m, result.agencies)}
    by_subject: dict[str, list[GlobalPosition]] = {}
    for position in positions(result):
        by_subject.setdefault(position.subject, []).append(position)
    own: dict[str, list[Held]] = {}
    for item in held:
        own.setdefault(item.subject, []).append(item)
    found: list[tuple[int, Question]] = []
    for row in result.rows:
        parts = tuple(part for part in row.parts if part.verdict in verdicts and askable(row, part))
        if not parts:
            continue
        known = by_subject.get(row.subject, [])
        asks = {
            agency: _held_question(row, agency, own.get(row.subject, ()))
            or _question(row, parts, agency, result.agencies, known)
            for agency in result.agencies
            if agency in asked
        }
        order = min(list(verdicts).index(part.verdict) for part in parts)
        question = Question(row, parts, asks, tuple(known), tuple(own.get(row.subject, ())))
        found.append((order, question))
    found.sort(key=lambda item: item[0])
    return Pack(
        name,
        note,
        tuple(meetings),
        result,
        tuple(question for _, question in found),
        tuple(
            row
            for row in result.rows
            if row.verdict == "diverge"
            and not any(askable(row, part) for part in row.parts if part.verdict == "diverge")
        ),
        tuple(
            row
            for row in result.rows
            if row.verdict == "unassessed" and any(s.entries for p in row.parts for s in p.sides)
        ),
    )


def askable(row: Row, part: Part) -> bool:
    """Whether there is something to ask: not where the agencies' own times differ, nor where a
    question outside the dossier is settled by each region's own route.
    """
    kinds = {facet.kind for facet in part.facets if facet.material}
    if not kinds:
        return True
    return bool(kinds - _NOT_ASKED if row.ctd else kinds - _NOT_ASKED - _CLASSES)


def _agencies(meeting: Meeting, agencies: tuple[str, str]) -> tuple[str, ...]:
    return agencies if meeting.agency == "both" else (meeting.agency,)


def _held_question(row: Row, agency: str, own: Sequence[Held]) -> str | None:
    """The question where the company has said what it holds towards an agency."""
    answers = [
        f"{slot}: {answer.text}"
        for held in own
        if agency in held.agencies
        for slot, answer in held.answers.items()
    ]
    if not answers:
        return None
    return (
        f"{row.title}: the sponsor holds {'; '.join(answers)}. Does {agency} agree with this for "
        "the product and stage described, on the justification given?"
    )


def _question(
    row: Row,
    parts: Sequence[Part],
    agency: str,
    agencies: tuple[str, str],
    known: Sequence[GlobalPosition],
) -> str:
    """A draft question to one agency on one row, from the verdict of its leading part."""
    part = min(parts, key=lambda item: ASKED.index(item.verdict) if item.verdict in ASKED else 9)
    other = agencies[1 - agencies.index(agency)]
    here = [item for item in known if item.scope == part.scope and item.position]
    proposed = "; ".join(
        f"{item.slot}: {item.position}" if item.slot else str(item.position) for item in here
    )
    if part.provisional:
        # Nothing is asked of an agency on memory.
        return f"{row.title}: {UNVERIFIED}"
    if part.verdict == "no-counterpart":
        asked = _one_sided(part, agency, other, proposed)
    elif part.verdict == "unjudged":
        asked = (
            f"the texts of {agency} and {other} cannot be compared in full. "
            f"Does {agency} agree with the sponsor's approach given below?"
        )
    else:
        asked = _divergent(part, agency, other, proposed)
    return f"{row.title}: {asked}"


def _one_sided(part: Part, agency: str, other: str, proposed: str) -> str:
    """What to ask where one side alone speaks."""
    speaker = next(side.agency for side in part.sides if side.entries)
    if speaker == agency:
        return (
            f"{other} has no text that asks for this. Would {agency} accept less for "
            "this product, on the justification given?"
        )
    return (
        f"{speaker} asks for this ({proposed or 'see below'}), and no text of "
        f"{agency} on it was found. Does {agency} expect it for this product?"
    )


def _divergent(part: Part, agency: str, other: str, proposed: str) -> str:
    """What to ask where both sides speak and differ."""
    if part.conflict:
        return (
            f"nothing meets the expectations of both {agency} and {other}. "
            f"Would {agency} accept [the sponsor's proposal] with data that bridge the two?"
        )
    if part.stricter == agency:
        return (
            f"{agency} is stricter than {other}. Where the position below falls short of "
            f"{proposed or 'it'}, would {agency} accept it on the justification given?"
        )
    if part.stricter == other:
        return (
            f"the sponsor plans to follow the stricter expectation of {other} "
            f"({proposed or 'see below'}) in both regions. Does {agency} see any objection?"
        )
    if part.stricter == "not-comparable":
        own = {
            item.agency: item.answer
            for facet in part.facets
            if facet.material
            for item in facet.answers
        }
        return (
            f"{agency} says {own.get(agency) or 'nothing'}, {other} says "
            f"{own.get(other) or 'nothing'}. The sponsor plans to follow each side's own in its "
            f"region. Does {agency} see any objection?"
        )
    return (
        f"{agency} and {other} expect different things, of which neither covers the "
        f"other. Does {agency} agree with {proposed or '[the proposal below]'}?"
    )


def background(row: Row, parts: Sequence[Part], agency: str) -> list[EntryResult]:
    """The deciding entries of one agency in some parts of a row."""
    names = {
        name
        for part in parts
        for side in part.sides
        if side.agency == agency
        for name in side.entries
    }
    return [entry for entry in row.entries if entry.id in names]
