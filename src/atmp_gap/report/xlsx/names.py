"""A comparison without names of people and feedback, for copies that leave the house."""

from __future__ import annotations

from dataclasses import replace

from atmp_gap.gap.result import EntryResult, Part, Result, Row

SOMEBODY = "a person"


def nameless(result: Result) -> Result:
    """The same comparison; who read, searched and judged is not named, and no feedback is told."""
    return replace(result, rows=tuple(map(_row, result.rows)))


def _row(row: Row) -> Row:
    entries = tuple(map(_entry, row.entries))
    return replace(row, parts=tuple(map(_part, row.parts)), entries=entries, feedback=())


def _entry(entry: EntryResult) -> EntryResult:
    reading = replace(entry.reading, by=SOMEBODY) if entry.reading.by else entry.reading
    reviews = tuple(replace(mark, by=SOMEBODY, reason=None) for mark in entry.reviews)
    return replace(entry, checked=(), reading=reading, reviews=reviews)


def _part(part: Part) -> Part:
    judgement = part.judgement
    return replace(
        part,
        judgement=replace(judgement, by=SOMEBODY) if judgement else None,
        judgements_beside=tuple(replace(item, by=SOMEBODY) for item in part.judgements_beside),
        absences=tuple(replace(item, by=SOMEBODY) for item in part.absences),
    )
