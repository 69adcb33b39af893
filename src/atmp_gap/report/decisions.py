"""A comparison in the order in which people decide: what differs, what is to judge, what is open.

Call ``decisions`` on a result; every format for people (terminal, text, Markdown, page, memo)
prints what it gives and nothing of its own. Facts stay facts: how many lines are shown, and how
long, is the format's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from atmp_gap.gap.result import Part, Result, Row
from atmp_gap.model.subject import DISCIPLINES
from atmp_gap.report import reasons, wording
from atmp_gap.report.answers import Answer, Answers
from atmp_gap.report.cases import Case, cases


@dataclass(frozen=True)
class Kind:
    """A section of the report: what it is called, the verdicts whose rows it holds, its meaning."""

    id: str
    title: str
    counted: str
    """As it stands behind a number: 2 differ, 9 to judge."""
    verdicts: tuple[str, ...]
    meaning: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "differ",
        "Differ",
        "differ",
        ("diverge",),
        "both speak, and at least one answer differs",
    ),
    Kind(
        "judge",
        "To judge",
        "to judge",
        ("unjudged",),
        "both speak and nothing compared differs, but something could not be compared",
    ),
    Kind(
        "one-side",
        "One side only",
        "on one side only",
        ("no-counterpart", "out-of-scope"),
        "the texts named were searched in vain, or it is regulated elsewhere",
    ),
    Kind(
        "same",
        "The same",
        "the same",
        ("match", "neither"),
        "no answer differs, the conditions of what is allowed apart; or both were searched in vain",
    ),
    Kind(
        "open",
        "Open",
        "open",
        ("unassessed",),
        "one side speaks or none, and no search of the other's texts is recorded: "
        "not a finding either way",
    ),
)
"""The sections, in the order in which they are printed."""
TO_DECIDE = ("differ", "judge", "one-side")
"""Sections whose rows every report spells out."""
OF_VERDICT: dict[str, Kind] = {verdict: kind for kind in KINDS for verdict in kind.verdicts}


@dataclass(frozen=True)
class PartTold:
    """A part of a row, or several that say the same: where, what each side says, what follows."""

    part: Part
    where: str
    """The scope in words; empty where it is the whole question."""
    answers: tuple[Answer, Answer]
    both: str
    """What satisfies both sides; empty where nothing is to be said."""
    unclear: tuple[str, ...]
    """Why a part is to be judged: what could not be compared."""
    notes: tuple[str, ...]
    """What has to be known beside the verdict: drafts, judgements, beliefs."""
    merged: tuple[Part, ...] = ()
    """All parts that are told here, where they are several."""


@dataclass(frozen=True)
class RowTold:
    """A row: the parts that carry its headline, and the others."""

    row: Row
    words: Mapping[str, str]
    mark: str
    """What stands at its right: which side is stricter, that it is recalled, and so on."""
    parts: tuple[PartTold, ...]
    elsewhere: tuple[PartTold, ...]
    """Parts with another verdict than the headline."""
    cases: tuple[Case, ...] = ()
    """What stands beside the row and decides nothing: one's own feedback, then precedents."""

    @property
    def several(self) -> bool:
        """Whether it has more parts than the first, of which a line tells."""
        return bool(self.elsewhere) or len(self.parts) > 1

    @property
    def agreed(self) -> str:
        """What both sides say, where they agree: as it satisfies both, from memory as it stands."""
        told = self.parts[0]
        return told.answers[0].text if self.row.provisional else told.both or told.answers[0].text

    @property
    def kind(self) -> Kind:
        """The section the row belongs to."""
        return OF_VERDICT[self.row.verdict]


@dataclass(frozen=True)
class Section:
    """Rows under a heading; ``kind`` is None where rows are grouped by something else."""

    title: str
    rows: tuple[RowTold, ...]
    kind: Kind | None = None
    named: bool = False
    """Whether somebody asked for its rows by naming a verdict."""

    def spelled_out(self, full: bool) -> bool:
        """Whether a report spells its rows out: those to decide, those asked for, or ``full``."""
        return full or self.kind is None or self.named or self.kind.id in TO_DECIDE


@dataclass(frozen=True)
class Settling:
    """A text that would settle open rows, and how many."""

    text: str
    rows: int


@dataclass(frozen=True)
class Decisions:
    """A whole report."""

    result: Result
    sections: tuple[Section, ...]
    settling: tuple[Settling, ...]
    """The texts that would settle most open rows, the most useful first."""


def decisions(result: Result, group_by: str = "verdict") -> Decisions:
    """The rows of a result in sections: by ``verdict``, or under ``group`` or ``ctd`` headings."""
    common = wording.words_of(result)
    if group_by == "verdict":
        only = frozenset(result.filters.get("only", ()))
        rows = [_row(row, common) for row in sorted(result.rows, key=_order)]
        sections = [
            Section(
                kind.title,
                tuple(row for row in rows if row.kind is kind),
                kind,
                not only.isdisjoint(kind.verdicts),
            )
            for kind in KINDS
        ]
    else:
        sections = [
            Section(heading, tuple(_row(row, common) for row in rows))
            for heading, rows in wording.grouped(result, group_by)
        ]
    return Decisions(result, tuple(sections), settling(result.rows))


def each_part(result: Result) -> Iterator[tuple[RowTold, PartTold]]:
    """Every part of every row in the order of decisions, for formats that have a line for each."""
    common = wording.words_of(result)
    for section in decisions(result).sections:
        for told in section.rows:
            words = {**common, **told.row.words}
            answers = Answers(told.row, words)
            for part in told.row.parts:
                yield told, _part(part, answers, words)


def settling(rows: Iterable[Row]) -> tuple[Settling, ...]:
    """The texts that would settle open rows or confirm recalled ones, with the number of rows."""
    counted = Counter(text.short for row in rows if row.open for text in row.settled_by)
    return tuple(
        Settling(text, number)
        for text, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def _order(row: Row) -> int:
    """Within a section manufacture comes first and procedure last."""
    return DISCIPLINES.index(row.discipline)


def _row(row: Row, common: Mapping[str, str]) -> RowTold:
    words = {**common, **row.words}
    answers = Answers(row, words)
    headline = row.headline_parts
    return RowTold(
        row,
        words,
        _mark(row),
        _told(headline, answers, words),
        _told([part for part in row.parts if part not in headline], answers, words),
        cases(row, words),
    )


def _told(
    parts: Sequence[Part], answers: Answers, words: Mapping[str, str]
) -> tuple[PartTold, ...]:
    """Parts as they are told; those that differ in scope alone are told once."""
    found: dict[tuple[object, ...], list[PartTold]] = {}
    for part in parts:
        told = _part(part, answers, words)
        key = (part.verdict, part.stricter, told.answers, told.both, told.unclear, told.notes)
        found.setdefault(key, []).append(told)
    return tuple(
        replace(
            alike[0],
            where=" / ".join(told.where for told in alike),
            merged=tuple(told.part for told in alike),
        )
        for alike in found.values()
    )


def _part(part: Part, answers: Answers, words: Mapping[str, str]) -> PartTold:
    sides = (answers.of(part, 0), answers.of(part, 1))
    return PartTold(
        part,
        wording.scope_text(part.scope, words) if part.scope else "",
        sides,
        _both(part, sides, words),
        tuple(reasons.unclear(part, words)) if part.verdict == "unjudged" else (),
        tuple(reasons.notes(part, words)),
    )


def _both(part: Part, sides: Sequence[Answer], words: Mapping[str, str]) -> str:
    """What satisfies both sides; where it would rest on memory, what has to be read first.

    Nothing where one side alone speaks: what one text allows, the other does not allow for that.
    """
    if part.verdict not in ("diverge", "match", "unjudged", "no-counterpart"):
        return ""
    if part.provisional:
        recalled = [c.text for side in sides for c in side.citations if c.grade == "recalled"]
        texts = "; ".join(dict.fromkeys(recalled)) or "the texts searched"
        return f"unverified: read {texts} first"
    if part.conflict:
        return "nothing satisfies both"
    if not part.global_position or part.verdict == "no-counterpart":
        return ""
    text = wording.position_text(part.global_position, words)
    by_dose = any(facet.conversion and facet.conversion.facts for facet in part.facets)
    return f"{text} (compared for this dose)" if by_dose else text


def _mark(row: Row) -> str:
    """What a row says at its right, in the order in which it matters."""
    told = []
    if row.verdict == "diverge":
        told.append(_stricter(row))
    elif row.verdict == "no-counterpart":
        told.append(f"{row.stricter} only" if row.stricter not in (None, "mixed") else "")
    elif row.verdict == "out-of-scope" or row.verdict == "neither":
        told.append(wording.VERDICT_LABELS[row.verdict])
    if any(part.rests_on == "draft" for part in row.headline_parts):
        told.append("rests on a draft")
    if any(part.decided_by == "judgement" for part in row.headline_parts):
        told.append("judged by a person")
    if row.provisional:
        told.append("recalled")
    return ", ".join(filter(None, told))


def _stricter(row: Row) -> str:
    """Which side is stricter, where limits and duties were compared that a sponsor has to meet."""
    if any(part.conflict for part in row.headline_parts):
        return "nothing satisfies both"
    if row.discipline == "procedural" or row.stricter in (None, "equal", "not-comparable"):
        return ""
    return "each stricter in part" if row.stricter == "mixed" else f"{row.stricter} stricter"
