"""Answers side by side: per slot what each side says, and where the two part ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atmp_gap.gap.result import EntryResult, Part, Row
from atmp_gap.report import wording

NOT_COMPARED = ("open", "basis")
"""Facets that say a slot could not be compared."""


@dataclass(frozen=True)
class Said:
    """One entry's answer to a slot: its elements, each with whether the other side lacks it."""

    elements: tuple[tuple[str, bool], ...]
    condition: str
    exception: bool
    """Whether the sides part ways in this condition alone."""
    entry: str

    @property
    def text(self) -> str:
        """The answer as one text."""
        listed = ", ".join(text for text, _ in self.elements)
        return f"{listed} ({self.condition})" if self.condition else listed


@dataclass(frozen=True)
class Line:
    """A slot: its title, how the sides compare on it, and what each side says."""

    title: str
    relation: str
    """"differs", "not compared", "same", or empty where one side alone answers."""
    sides: tuple[tuple[Said, ...], ...]


def answers(row: Row, part: Part, words: Mapping[str, str]) -> list[Line]:
    """A part's slots in the order they are first answered in; empty where both speak in prose."""
    by_id = {entry.id: entry for entry in row.entries}
    spoken = [[by_id[name] for name in side.entries] for side in part.sides]
    slots = dict.fromkeys(slot for side in spoken for entry in side for slot in entry.answers)
    lines = []
    for slot in slots:
        sets = [{item for entry in side for item in _elements(entry, slot)} for side in spoken]
        relation = _relation(part, slot, all(sets))
        marked = relation in ("differs", "not compared")
        sides = tuple(
            tuple(
                Said(
                    tuple(
                        (wording.said(item, words), marked and item not in sets[1 - index])
                        for item in _elements(entry, slot)
                    ),
                    wording.condition_text(entry, words).strip(" ()"),
                    relation == "differs" and sets[0] == sets[1],
                    entry.id,
                )
                for entry in side
                if slot in entry.answers
            )
            for index, side in enumerate(spoken)
        )
        lines.append(Line(wording.said(slot, words), relation, sides))
    return lines


def _elements(entry: EntryResult, slot: str) -> tuple[str, ...]:
    answer = entry.answers.get(slot, ())
    return (answer,) if isinstance(answer, str) else tuple(answer)


def _relation(part: Part, slot: str, both: bool) -> str:
    facets = [facet for facet in part.facets if facet.slot == slot]
    if any(facet.material for facet in facets):
        return "differs"
    if any(facet.kind in NOT_COMPARED for facet in facets):
        return "not compared"
    return "same" if both else ""
