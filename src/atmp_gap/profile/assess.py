"""A developer's positions against what each side asks, in the scope of the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atmp_gap.corpus.corpus import SubjectFile
from atmp_gap.gap.beside import feedback, precedents
from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.view import View
from atmp_gap.kinds import KINDS
from atmp_gap.model.base import OBLIGATIONS, first_day
from atmp_gap.model.partition import Partition
from atmp_gap.model.record import plain
from atmp_gap.profile.assessment import (
    MET,
    OPEN,
    Assessment,
    PartCheck,
    SideCheck,
    SlotCheck,
    group_of,
    grouped,
    outcomes,
)
from atmp_gap.profile.assessment_words import answer_words, scope_words, with_titles
from atmp_gap.profile.citations import citation, cited
from atmp_gap.profile.pieces import pieces_of
from atmp_gap.profile.positions import Held
from atmp_gap.profile.standing import SlotStanding, standing


def assess(
    view: View,
    name: str,
    scope: Mapping[str, tuple[str, ...]],
    held: Sequence[Held],
    topics: Sequence[str] = (),
    subjects: Sequence[str] = (),
) -> Assessment:
    """Assess positions in a scope. ``topics`` and ``subjects`` leave others out."""
    from atmp_gap import __version__

    corpus = view.corpus
    box = corpus.space.box(scope)
    by_side: dict[tuple[str, str], list[Held]] = {}
    for item in held:
        for agency in item.agencies:
            by_side.setdefault((item.subject, agency), []).append(item)
    checks: list[PartCheck] = []
    silent = 0
    outside: list[str] = []
    for topic in topics or corpus.topics:
        for file in corpus.of_topic(topic):
            subject = file.subject.id
            if subjects and subject not in subjects:
                continue
            own = tuple(by_side.get((subject, agency), []) for agency in view.between)
            found = _subject(view, file, box, (own[0], own[1]))
            if not found and file.within(corpus.space, box) is not None:
                silent += 1
            elif not found and any(item.filled for side in own for item in side):
                outside.append(subject)
            checks.extend(found)
    order = outcomes(view.between)
    checks.sort(key=lambda check: _severity(check, order))
    ranked = tuple(replace(check, rank=rank) for rank, check in enumerate(checks, 1))
    return Assessment(
        name,
        view.between,
        view.as_of,
        f"{corpus.version} ({corpus.fingerprint})",
        f"atmp-gap {__version__}",
        dict(scope),
        _counts(checks, order),
        sum(check.waived for check in checks),
        sum(check.provisional for check in checks),
        silent,
        tuple(outside),
        ranked,
        groups=grouped(ranked, view.between),
        dose=tuple(str(fact) for fact in view.dose or ()),
        words=scope_words(corpus, scope)
        | {name: corpus.subjects[name].subject.title for name in outside},
    )


def _counts(checks: Sequence[PartCheck], order: Sequence[str]) -> dict[str, int]:
    counted = Counter(check.outcome for check in checks)
    return {name: counted[name] for name in order}


def _severity(check: PartCheck, order: Sequence[str]) -> tuple[object, ...]:
    """Worst first: unwaived, by outcome, binding before wished, checked before recalled, due.

    What misses one side and is not assessed on the other comes before what is known to meet one.
    """
    strength = OBLIGATIONS.index(check.obligation) if check.obligation else len(OBLIGATIONS)
    return (
        check.waived,
        0.5 if check.missed_unassessed else order.index(check.outcome),
        strength,
        check.provisional,
        check.due or "9999",
        check.topic,
        check.subject,
    )


def _subject(
    view: View,
    file: SubjectFile,
    scope: tuple[int, ...],
    held: tuple[Sequence[Held], Sequence[Held]],
) -> list[PartCheck]:
    """The parts of a subject in which something is asked or a position is held, merged."""
    comparison = RowComparison(view, file)
    space = view.corpus.space
    contents: dict[str, PartCheck] = {}
    cells = []
    pieces = (
        (piece, part, own)
        for whole, part in comparison.comparisons(scope)
        for piece, own in pieces_of(view, whole, held)
    )
    for box, part, own in pieces:
        filled = any(item is not None and item.filled for item in own)
        if not filled and not any(side.speaks for side in part.sides):
            continue
        check = _check(view, file, part, own)
        if not filled and not {side.status for side in check.sides} & OPEN:
            continue
        contents[repr(check)] = check
        cells.append((box, repr(check)))
    within = file.within(space, scope)
    assert within is not None or not cells
    parts = [
        (contents[str(key)], space.describe(box, within or box))
        for box, key in Partition(space).merge(cells)
    ]
    others = precedents(file, space, within) if within else ()
    told = feedback(file, space, within) if within else ()
    return [
        replace(
            check,
            scope=scope,
            words={**scope_words(view.corpus, scope), **check.words},
            precedents=others,
            feedback=told,
        )
        for check, scope in parts
    ]


def _check(
    view: View, file: SubjectFile, part: PartComparison, own: tuple[Held | None, Held | None]
) -> PartCheck:
    asks = file.subject.asks
    slots: dict[str, list[SlotStanding]] = {}
    for index in (0, 1):
        for name, slot in asks.items():
            words = with_titles(view, slot)
            slots.setdefault(name, []).append(standing(part, index, name, slot, own[index], words))
    titles = {name: slot.title or name.replace("-", " ") for name, slot in asks.items()}
    sides = tuple(
        _side(part, index, own[index], {titles[name]: pair[index] for name, pair in slots.items()})
        for index in (0, 1)
    )
    outcome = _outcome(sides[0], sides[1], view.between)
    used = [voice for side in part.sides for voice in side.used]
    recalled = [voice.entry.grade == "recalled" for voice in used]
    strengths = [voice.entry.requirement.obligation for voice in used]
    held = own[0] or own[1]
    check = PartCheck(
        rank=0,
        topic=file.topic,
        subject=file.subject.id,
        title=file.subject.title,
        ctd=file.subject.ctd,
        scope={},
        outcome=outcome,
        provisional=any(recalled),
        rests_on="draft" if any(side.rests_on_draft for side in part.sides) else "final",
        obligation=min(strengths, key=OBLIGATIONS.index) if strengths else None,
        sides=(sides[0], sides[1]),
        slots=tuple(
            SlotCheck(
                name,
                (pair[0].held, pair[1].held),
                (pair[0].asked, pair[1].asked),
                (pair[0].status, pair[1].status),
                tuple(dict.fromkeys(note for item in pair for note in item.notes)),
                titles[name],
                KINDS[asks[name].kind].keeps_within,
                (pair[0].conversion, pair[1].conversion),
            )
            for name, pair in slots.items()
            if any(item.held is not None or item.asked is not None for item in pair)
        ),
        discipline=file.subject.work,
        in_words="; ".join(dict.fromkeys(item.in_words for item in own if item and item.in_words)),
        addressed=any(item is not None and item.filled for item in own),
        from_memory=bool(recalled) and all(recalled),
    )
    if check.missed_unassessed:
        missed, unknown = sorted(sides, key=lambda side: side.status != "short")
        note = f"short of {missed.agency}; {unknown.agency} not assessed"
        check = replace(check, note=note)
    check = replace(check, group=group_of(check), words=answer_words(view, file, check))
    return _with_plan(check, held, own, view.as_of)


def _with_plan(
    check: PartCheck, held: Held | None, own: tuple[Held | None, Held | None], day: str
) -> PartCheck:
    """Evidence, owner, due date and waiver; a waiver counts to its last day, for a shortfall."""
    if held is None:
        return check
    found = [item.position for item in own if item is not None]
    short = check.outcome != "meets-both"
    # A waiver towards one side does not excuse a shortfall towards the other.
    unmet = [item for item, side in zip(own, check.sides, strict=True) if side.status not in MET]
    waivers = [item.position.waiver if item else None for item in unmet]
    given = [waiver for waiver in waivers if waiver]
    expired = [waiver for waiver in given if first_day(waiver.expires) < day]
    shown = expired[0] if expired else given[0] if given else None
    due = min((position.due for position in found if position.due), key=first_day, default=None)
    return replace(
        check,
        evidence="; ".join(dict.fromkeys(p.evidence for p in found if p.evidence)) or None,
        owner="; ".join(dict.fromkeys(p.owner for p in found if p.owner)) or None,
        due=due,
        overdue=short and due is not None and first_day(due) < day,
        waiver=plain(shown) if shown else None,
        waived=short and len(given) == len(waivers) and not expired,
        waiver_expired=short and bool(expired),
    )


def _side(
    part: PartComparison, index: int, held: Held | None, slots: Mapping[str, SlotStanding]
) -> SideCheck:
    side = part.sides[index]
    entries = tuple(voice.entry.id for voice in side.used)
    sources = tuple(
        dict.fromkeys(
            cited(voice.entry.document.id, voice.entry.requirement) for voice in side.used
        )
    )

    citations = tuple(dict.fromkeys(citation(voice) for voice in side.used))

    def told(status: str, reason: str) -> SideCheck:
        return SideCheck(side.agency, status, reason, entries, sources, citations)

    if not side.speaks:
        if part.searches.for_all_answers(index):
            return told("asks-nothing", "its own texts were searched and ask nothing")
        return told("not-assessed", "no text recorded, and no search of its texts")
    if held is not None and held.in_words:
        return told("not-comparable", "in your words, not compared")
    if not side.slots:
        if held is None or not (held.answers or held.position.evidence):
            return told("not-addressed", "no position; the texts speak in prose")
        return told("not-comparable", "the texts speak in prose; a person has to compare")
    by_status: dict[str, list[str]] = {}
    for name, slot in slots.items():
        by_status.setdefault(slot.status, []).append(name)
    for status, reason in (
        ("short", "falls short on {}"),
        ("not-comparable", "cannot be compared on {}"),
        ("not-addressed", "the position says nothing on {}"),
        ("meets", "meets what is asked on {}"),
    ):
        if by_status.get(status):
            more = ""
            if status != "not-addressed" and by_status.get("not-addressed"):
                more = f"; says nothing on {', '.join(by_status['not-addressed'])}"
            return told(status, reason.format(", ".join(by_status[status])) + more)
    return told("asks-nothing", "nothing is asked that a position has to answer")


def _outcome(a: SideCheck, b: SideCheck, agencies: tuple[str, str]) -> str:
    """Meets both only where nothing that either side asks was left unanswered or uncompared.

    A side whose texts nobody searched is not missed, whatever the position is to the other side.
    """
    statuses = (a.status, b.status)
    if "short" in statuses and "not-assessed" not in statuses:
        for index in (0, 1):
            if statuses[index] in MET:
                return f"{agencies[index].lower()}-only"
        return "neither"
    for status in ("not-comparable", "not-addressed", "not-assessed"):
        if status in statuses:
            return status
    return "meets-both"
