"""What satisfies both sides, slot by slot, or why nothing does and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atmp_gap.gap.facet import Facet
from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.kinds import KINDS
from atmp_gap.model.base import OBLIGATIONS

_ADVICE: dict[str, str] = {
    "equal": "one specification for both; cite both texts",
    "stricter": "hold this everywhere; else a regional position with a justification",
    "combined": "hold both; a regional position needs a justification",
    "one-sided": "plan it for the side that asks; the other side was searched and asks nothing",
    "open": "an interim position: ask the side that leaves it open",
    "no-number": "no number to cite: justify your own from data",
    "conflict": "nothing meets both: bridge with data on both, or ask both sides in parallel",
    "not-comparable": "not to be computed: compare the texts, and ask both sides",
    "clock": "binds the agency: plan with each side's time",
    "not-assessed": "one side only, nobody searched the other: read its texts before you decide",
    "judged": "a person decided this: see the reason",
    "prose": "prose on both sides: a person has to compare the statements",
    "unverified": "unverified: read {} first",
}
"""What to do, by the state of a position."""
AGENCY_FACETS = frozenset(kind.facet for kind in KINDS.values() if kind.binds_agency)
"""Differences in what binds the agencies: nobody can hold a position on them."""


@dataclass(frozen=True)
class GlobalPosition:
    """One slot of a part: the position, how sure it is, its sources, its reason, what to do."""

    topic: str
    subject: str
    title: str
    scope: dict[str, tuple[str, ...]]
    slot: str | None
    verdict: str
    state: str
    position: str | None
    obligation: str | None
    provisional: bool
    rests_on: str
    sources: tuple[str, ...]
    reason: str
    advice: str
    entries: tuple[str, ...] = ()
    """The entries it rests on."""
    facets: tuple[Facet, ...] = ()
    """The material differences behind it."""


def positions(result: Result) -> list[GlobalPosition]:
    """The positions of every row and part on which some side speaks."""
    return [
        found
        for row in result.rows
        for part in row.parts
        if any(side.entries for side in part.sides)
        for found in _part(row, part)
    ]


def _part(row: Row, part: Part) -> Iterable[GlobalPosition]:
    entries = {entry.id: entry for entry in row.entries}
    names = dict.fromkeys(name for side in part.sides for name in side.entries)
    speaking = [entries[name] for name in names]
    slots = list(dict.fromkeys(slot for entry in speaking for slot in entry.answers))
    judged = part.global_position.get("judgement")
    if judged is not None or (part.judgement and part.decided_by == "judgement" and not slots):
        reason = part.judgement.reason if part.judgement else ""
        yield _made(row, part, None, "judged", judged, speaking, reason)
        return
    if not slots:
        state = "prose" if part.verdict == "unjudged" else "not-assessed"
        if part.verdict in ("no-counterpart", "out-of-scope"):
            state = "one-sided"
        yield _made(row, part, None, state, None, speaking, "the texts speak in prose")
    for slot in slots:
        answering = [entry for entry in speaking if slot in entry.answers]
        state, position, reason = _slot(part, slot, answering)
        yield _made(row, part, slot, state, position, answering, reason)


def _slot(part: Part, slot: str, answering: list[EntryResult]) -> tuple[str, str | None, str]:
    position = part.global_position.get(slot)
    facets = [facet for facet in part.facets if facet.slot == slot]
    material = [facet for facet in facets if facet.material]
    kinds = {facet.kind for facet in facets}
    said = "; ".join(_says(facet) for facet in material)
    if part.verdict in ("no-counterpart", "out-of-scope"):
        return "one-sided", position, f"only {answering[0].agency} asks"
    if part.verdict == "unassessed":
        only = "; ".join(dict.fromkeys(_written(entry, slot) for entry in answering))
        return "not-assessed", only, "one side speaks; no search of the other is recorded"
    if "basis" in kinds:
        why = "; ".join(facet.note for facet in facets if facet.kind == "basis")
        return "not-comparable", None, why
    if AGENCY_FACETS & {facet.kind for facet in material}:
        return "clock", None, said
    if position is None and material:
        state = "not-comparable" if material[0].stricter == "not-comparable" else "conflict"
        return state, None, said
    if "open" in kinds and position is None:
        only = "; ".join(dict.fromkeys(_written(entry, slot) for entry in answering))
        return "open", only, "; ".join(facet.note for facet in facets if facet.kind == "open")
    if slot in part.no_number:
        return "no-number", position, "neither side gives a number"
    if "open" in kinds:
        why = "; ".join(facet.note for facet in facets if facet.kind == "open")
        return "open", position, why
    if material:
        sides = {facet.stricter for facet in material}
        state = "combined" if sides & {"mixed", "not-comparable"} or len(sides) > 1 else "stricter"
        return state, position, said
    if position is None:
        return "clock", None, "no position can be held on it"
    return "equal", position, "both give the same answer"


def _says(facet: Facet) -> str:
    pairs = " against ".join(f"{item.agency} {item.answer or 'nothing'}" for item in facet.answers)
    stricter = f", {facet.stricter} stricter" if facet.stricter else ""
    note = f" ({facet.note})" if facet.note else ""
    return f"{facet.kind}: {pairs}{stricter}{note}"


def _place(entry: EntryResult) -> str:
    """Where a statement stands and how it was read, its edition included."""
    edition = f", read in: {entry.reading.edition}" if entry.reading.edition else ""
    return f"{entry.locator} ({entry.reading.grade}{edition})"


def _written(entry: EntryResult, slot: str) -> str:
    answer = entry.answers[slot]
    return answer if isinstance(answer, str) else ", ".join(answer)


def _made(
    row: Row,
    part: Part,
    slot: str | None,
    state: str,
    position: str | None,
    entries: list[EntryResult],
    reason: str,
) -> GlobalPosition:
    strengths = [entry.obligation for entry in entries]
    advice = _ADVICE[state]
    if part.provisional and state != "judged":
        # On memory no position is held and nothing is advised, but to read.
        recalled = [entry for entry in entries if entry.reading.grade == "recalled"]
        texts = dict.fromkeys(f"{entry.document.short}, {entry.locator}" for entry in recalled)
        state, position = "unverified", None
        advice = _ADVICE[state].format("; ".join(texts) or "the texts searched")
    return GlobalPosition(
        topic=row.topic,
        subject=row.subject,
        title=row.title,
        scope=part.scope,
        slot=slot,
        verdict=part.verdict,
        state=state,
        position=position,
        obligation=min(strengths, key=OBLIGATIONS.index) if strengths else None,
        provisional=part.provisional,
        rests_on=part.rests_on,
        sources=tuple(
            dict.fromkeys(f"{entry.document.short}, {_place(entry)}" for entry in entries)
        ),
        reason=reason,
        advice=advice,
        entries=tuple(entry.id for entry in entries),
        facets=tuple(facet for facet in part.facets if facet.slot == slot and facet.material),
    )
