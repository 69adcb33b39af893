"""Rows cut to what they say on limits, or to the rest: a limit is one thing, a test another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from atmp_gap.gap.result import Part, Result, Row
from atmp_gap.kinds import KINDS
from atmp_gap.model.subject import Subject


def limit_slots(subject: Subject) -> set[str]:
    """The slots of a subject that are answered by a limit."""
    return {name for name, slot in subject.asks.items() if KINDS[slot.kind].keeps_within}


def on_limits(result: Result, subjects: Mapping[str, Subject]) -> Result:
    """The comparison with what is said on limits alone, where a subject asks for more besides."""
    return replace(result, rows=tuple(_cut(row, subjects, limits=True) for row in result.rows))


def beside_limits(result: Result, subjects: Mapping[str, Subject]) -> Result:
    """The comparison without what is said on limits, where a subject asks for more besides."""
    return replace(result, rows=tuple(_cut(row, subjects, limits=False) for row in result.rows))


def _cut(row: Row, subjects: Mapping[str, Subject], limits: bool) -> Row:
    subject = subjects[row.subject]
    own = limit_slots(subject)
    others = set(subject.asks) - own
    if not own or not others:
        return row
    slots = own if limits else others
    entries = tuple(
        replace(entry, answers={n: text for n, text in entry.answers.items() if n in slots})
        for entry in row.entries
    )
    # Prose says no limit; it stands beside what is answered otherwise.
    kept = {
        entry.id
        for entry, whole in zip(entries, row.entries, strict=True)
        if entry.answers or not (limits or whole.answers)
    }
    return replace(row, entries=entries, parts=tuple(_part(p, slots, kept) for p in row.parts))


def _part(part: Part, slots: Collection[str], kept: Collection[str]) -> Part:
    sides = tuple(
        replace(side, entries=tuple(name for name in side.entries if name in kept))
        for side in part.sides
    )
    absences = tuple(
        absence for absence in part.absences if not absence.slots or set(absence.slots) & set(slots)
    )
    return replace(part, sides=sides, absences=absences)
