"""A comparison as relations between single statements, for formats that know nothing else.

Use ``relations`` where a neighbour's format maps one requirement to another. A pair stands for what
was compared: two statements on one question that both decide, in one or several scopes, with one
verdict. A statement alone is a gap only where a search of the other side's texts is recorded; what
nobody looked at is kept apart, so that no format can turn it into "no counterpart".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atmp_gap.gap.result import AbsenceResult, EntryResult, Part, Result, Row

BOTH = ("match", "diverge", "unjudged")
"""Verdicts that come of two sides that both speak."""
ONE = ("no-counterpart", "out-of-scope")
"""Verdicts of parts where one side speaks, and it is known why the other does not."""


@dataclass(frozen=True)
class Pair:
    """A statement of each side on one question, with the verdict and where it holds."""

    row: Row
    source: EntryResult
    target: EntryResult
    part: Part
    """The first of the parts that say so."""
    scopes: tuple[Mapping[str, tuple[str, ...]], ...]
    jointly: bool = False
    """Whether another statement of either side answers along: then the sides may say the same, and
    these two not.
    """

    @property
    def the_same(self) -> bool:
        """Whether these two say the same on the question, as far as anybody looked into a text."""
        alike = self.same_text or not self.jointly
        return self.part.verdict == "match" and alike and not self.part.provisional

    @property
    def same_text(self) -> bool:
        """Whether both sides adopted one text, which is a single statement."""
        return self.source.id == self.target.id


@dataclass(frozen=True)
class Alone:
    """A statement to which nothing of the other side stands: a gap only where ``searched``."""

    row: Row
    entry: EntryResult
    agency: str
    other: str
    part: Part
    searches: tuple[AbsenceResult, ...]

    @property
    def searched(self) -> bool:
        """Whether a recorded search of the other side's texts found nothing."""
        return self.part.verdict in ONE


@dataclass(frozen=True)
class Relations:
    """All of a comparison that a mapping of statements can say, and the result it is of."""

    result: Result
    pairs: tuple[Pair, ...]
    alone: tuple[Alone, ...]

    def counts(self) -> dict[str, int]:
        """How much of each kind of knowledge the comparison holds, by what it is called."""
        rows = self.result.rows
        parts = [part for row in rows for part in row.parts]
        deciding = {name for part in parts for side in part.sides for name in side.entries}
        entries = [entry for row in rows for entry in row.entries]
        return {
            "questions not assessed": sum(row.verdict == "unassessed" for row in rows),
            "questions that neither side asks": sum(row.verdict == "neither" for row in rows),
            "statements whose counterpart nobody searched for": sum(
                not item.searched for item in self.alone
            ),
            "searches that found nothing": sum(item.searched for item in self.alone),
            "scopes as data": sum(bool(part.scope) for part in parts),
            "conditions": sum(bool(entry.unless or entry.when) for entry in entries),
            "typed answers": sum(len(entry.answers) for entry in entries),
            "positions that satisfy both sides": sum(bool(part.global_position) for part in parts),
            "judgements of people": sum(part.judgement is not None for part in parts),
            "statements that decide nothing": len({e.id for e in entries} - deciding),
        }


def relations(result: Result) -> Relations:
    """The pairs and the lone statements of a result, in the order of its rows."""
    pairs: dict[tuple[Any, ...], Pair] = {}
    alone: dict[tuple[str, str, bool], Alone] = {}
    for row in result.rows:
        entries = {entry.id: entry for entry in row.entries}
        for part in row.parts:
            sides = [[entries[name] for name in side.entries] for side in part.sides]
            if part.verdict in BOTH:
                matched = _on_the_same(*sides)
                for source, target in matched:
                    joint = sum(source in pair or target in pair for pair in matched) > 1
                    key = (row.subject, source.id, target.id, part.verdict, part.provisional)
                    before = pairs.get(key)
                    scopes = (*(before.scopes if before else ()), part.scope)
                    first, along = (before.part, before.jointly) if before else (part, False)
                    pairs[key] = Pair(row, source, target, first, scopes, along or joint)
                continue
            for here, there in ((0, 1), (1, 0)):
                for entry in sides[here]:
                    found = _alone(row, entry, part, here, there)
                    alone.setdefault((row.subject, entry.id, found.searched), found)
    return Relations(result, tuple(pairs.values()), tuple(alone.values()))


def _alone(row: Row, entry: EntryResult, part: Part, here: int, there: int) -> Alone:
    agency, other = part.sides[here].agency, part.sides[there].agency
    searches = [item for item in part.absences if item.agency == other and not item.suspected]
    return Alone(row, entry, agency, other, part, tuple(searches))


def _on_the_same(
    left: Iterable[EntryResult], right: Iterable[EntryResult]
) -> list[tuple[EntryResult, EntryResult]]:
    """The pairs that answer a slot both; all pairs where none do, because prose speaks to all."""
    every = [(a, b) for a in left for b in right]
    sharing = [(a, b) for a, b in every if a.answers.keys() & b.answers.keys()]
    return sharing or every
