"""What is left to look at: per open row the sides that a text could settle, the best text first.

``worklist`` is where ``atmp-gap settle`` begins. A side is on it where its texts were not searched,
where a search is only believed, or where what it says is recalled or reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import EntryResult, Row
from atmp_gap.library.wanted import rows_by_text, texts_of
from atmp_gap.model.subject import Subject

Why = Literal["silent", "believed", "recalled", "reported", "read"]
"""Why a side is looked at; ``read`` only where the person asked for its subject by name."""


@dataclass(frozen=True)
class OpenSide:
    """One side of one row that a look into a text could settle."""

    subject: Subject
    topic: str
    agency: str
    why: Why
    entries: tuple[EntryResult, ...]
    """Its statements that a person may confirm or refute, without those refuted by now."""
    texts: tuple[str, ...]
    """The documents of that side that would settle it, the most useful first."""
    rows: int = 0
    """How many open rows the best of them would settle, of those that the person holds if any."""
    held: bool = False
    """Whether the person holds one of them."""
    searched: int = 0
    """How many texts of that side the person holds: passages are looked for in these alone."""


def worklist(
    corpus: Corpus, rows: Sequence[Row], named: Sequence[str] = (), held: Collection[str] = ()
) -> list[OpenSide]:
    """The sides to look at: first those of which a text is ``held``, the most useful text first.

    Of the rows those that are open; all that are ``named``, open or not.
    """
    helped = {text: len(subjects) for text, subjects in rows_by_text(rows).items()}
    found = [
        side
        for row in rows
        if row.open or row.subject in named
        for side in _sides(corpus, row, helped, row.subject in named, held)
    ]
    order = {name: number for number, name in enumerate(named)}
    return sorted(found, key=lambda s: (order.get(s.subject.id, 0), not s.held, -s.rows))


def _sides(
    corpus: Corpus, row: Row, helped: Mapping[str, int], named: bool, held: Collection[str]
) -> list[OpenSide]:
    entries = {entry.id: entry for entry in row.entries}
    found: list[OpenSide] = []
    for index in (0, 1):
        agency = row.parts[0].sides[index].agency
        ids = dict.fromkeys(
            name
            for part in row.parts
            for side in part.sides
            if side.agency == agency
            for name in (*side.entries, *side.also)
        )
        own = [entries[name] for name in ids]
        why = _why(row, index, own)
        if why is None or (why == "read" and not named):
            continue
        deciding = {name for part in row.parts for name in part.sides[index].entries}
        standing = tuple(
            entry
            for entry in own
            if entry.id in deciding
            or not (
                entry.standing != "text"
                or entry.by_analogy
                or entry.general
                or entry.review == "refuted"
            )
        )
        mine = texts_of(corpus, agency)
        texts = _texts(row, standing, mine, helped)
        here = [text for text in texts if text in held]
        rows = max((helped.get(text, 0) for text in here or texts), default=0)
        subject = corpus.subjects[row.subject].subject
        searched = sum(text in held for text in mine)
        found.append(
            OpenSide(subject, row.topic, agency, why, standing, texts, rows, bool(here), searched)
        )
    return found


def _why(row: Row, index: int, own: Sequence[EntryResult]) -> Why | None:
    """Why one side has to be looked at; None where nothing of it is open."""
    agency = row.parts[0].sides[index].agency
    deciding = {name for part in row.parts for name in part.sides[index].entries}
    grades = {entry.reading.grade for entry in own if entry.id in deciding}
    for grade in ("recalled", "reported"):
        if grade in grades:
            return "recalled" if grade == "recalled" else "reported"
    mute = [part for part in row.parts if not part.sides[index].entries]
    absences = [a for part in mute for a in part.absences if a.agency == agency]
    if any(absence.suspected for absence in absences):
        return "believed"
    if mute and len(absences) < len(mute):
        return "silent"
    return "read" if grades else None


def _texts(
    row: Row, standing: Sequence[EntryResult], mine: Sequence[str], helped: Mapping[str, int]
) -> tuple[str, ...]:
    """The texts of a side that would settle the row: recorded, believed searched, or cited."""
    named = dict.fromkeys(text.document for text in row.settled_by)
    named.update(dict.fromkeys(entry.document.id for entry in standing))
    named.update(
        dict.fromkeys(
            text.document
            for part in row.parts
            for absence in part.absences
            if absence.suspected
            for text in absence.texts
        )
    )
    own = [name for name in named if name in mine]
    return tuple(sorted(own, key=lambda name: -helped.get(name, 0)))
