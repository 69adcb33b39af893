"""What the page shows, as plain records: heat map, filters, rows. Markup is the template's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import AbsenceResult, EntryResult, Part, Result, Row, TermResult
from atmp_gap.report import bands as counted
from atmp_gap.report import reasons, sides, sources, wording

FRONT = ("product", "stage")
"""Dimensions whose filters stand in front; the others are folded away."""
BLOCK = 40
"""Rows that the browser lays out together, when they come near the window."""
FOLD = 1000
"""Pages of more rows keep what a row unfolds as text, which is read when it is opened."""


@dataclass(frozen=True)
class Band:
    """A line of the heat map: a topic or one of its groups."""

    title: str
    topic: str
    group: str | None
    counts: dict[str, int]
    total: int

    def share(self, verdict: str) -> float:
        """The part of the rows that have a verdict, from 0 to 1."""
        return self.counts[verdict] / self.total if self.total else 0.0

    @property
    def label(self) -> str:
        """The bar in words, for those who do not see it."""
        told = (f"{wording.VERDICT_LABELS[v]} {n}" for v, n in self.counts.items() if n)
        return f"{self.title}: {', '.join(told)}"

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """The pieces of the bar: verdict, start and length in percent."""
        pieces, start = [], 0.0
        for verdict, number in self.counts.items():
            length = 100 * number / self.total if self.total else 0.0
            if number:
                pieces.append((verdict, round(start, 3), round(length, 3)))
            start += length
        return pieces


@dataclass(frozen=True)
class PartView:
    """One part of a row."""

    part: Part
    scope: str
    leaves: str
    """As of its row; empty where they are the same."""
    label: str
    lines: list[sides.Line]
    position: list[tuple[str, str]]
    why: list[str]
    absences: list[AbsenceView]
    beside: list[str]


@dataclass(frozen=True)
class AbsenceView:
    """A recorded search: a line about it, and what was searched."""

    record: AbsenceResult
    about: str


@dataclass(frozen=True)
class EntryView:
    """A statement with its marks."""

    entry: EntryResult
    marks: list[str]
    scope: str
    link: str | None
    decides: bool


@dataclass(frozen=True)
class RowView:
    """A subject."""

    row: Row
    headline: str
    position: str
    leaves: str
    coverage: str
    parts: list[PartView]
    columns: list[tuple[str, list[EntryView]]]
    """The statements of each side, then those both sides adopted."""
    first: bool
    """Whether the subject stands here first; under CTD sections it may stand in several."""


@dataclass(frozen=True)
class Choice:
    """A filter over a dimension of scope: words with the leaves they stand for."""

    id: str
    title: str
    front: bool
    terms: list[tuple[str, str, str]]


def verdicts_of(result: Result) -> list[str]:
    """The verdicts that some row has, the most severe first."""
    return [verdict for verdict, number in result.summary.verdicts.items() if number]


def bands(result: Result) -> list[Band]:
    """The heat map: per topic a line, and one for each of its groups that has rows."""
    verdicts = verdicts_of(result)
    return [
        Band(
            band.title,
            band.topic,
            band.group,
            {verdict: band.counts[verdict] for verdict in verdicts},
            band.counts.total(),
        )
        for band in counted.bands(result)
    ]


def choices(result: Result) -> list[Choice]:
    """The filters over scope: every dimension that cuts some row, the common ones in front."""
    cut = {name for row in result.rows for name in row.domain}
    cut |= {name for row in result.rows for part in row.parts for name in part.scope}
    found = [
        Choice(
            axis.id,
            axis.title,
            axis.id in FRONT,
            [
                (term.id, term.title, ",".join(str(order[leaf]) for leaf in term.leaves))
                for term in sorted(
                    axis.terms,
                    key=lambda t: (min(order[leaf] for leaf in t.leaves), -len(t.leaves)),
                )
                if term.leaves
            ],
        )
        for axis, order in ((axis, _order(axis.terms)) for axis in result.dimensions)
        if axis.id in cut
    ]
    return sorted(found, key=lambda choice: not choice.front)


def _order(terms: Iterable[TermResult]) -> dict[str, int]:
    names = [term.id for term in terms if term.leaves == (term.id,)]
    return {name: index for index, name in enumerate(names)}


class Rows:
    """Makes the views of rows; knows what the words of the result mean."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.words = wording.words_of(result)
        self.seen: set[str] = set()
        self.leaves: dict[str, dict[str, list[int]]] = {}
        for axis in result.dimensions:
            order = _order(axis.terms)
            self.leaves[axis.id] = {t.id: [order[x] for x in t.leaves] for t in axis.terms}

    def view(self, row: Row) -> RowView:
        """A row as the page shows it."""
        first = row.subject not in self.seen
        self.seen.add(row.subject)
        words = {**self.words, **row.words}
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        views = [self._entry(entry, entry.id in deciding, words) for entry in row.entries]
        views.sort(key=lambda view: not view.decides)
        agencies = self.result.agencies
        columns = [(name, [v for v in views if v.entry.agency == name]) for name in agencies]
        shared = [view for view in views if view.entry.agency not in agencies]
        if shared:
            columns.append(("Both sides, through texts they adopted", shared))
        return RowView(
            row,
            wording.headline(row, words),
            wording.row_position(row, words),
            self._indexes(row.domain),
            " ".join(dict.fromkeys(part.verdict for part in row.coverage)),
            [self._part(row, part, words) for part in row.parts],
            columns,
            first,
        )

    def blocks(self, rows: Sequence[Row]) -> Iterator[tuple[int, Iterator[RowView]]]:
        """Rows in blocks: how many a block has, and their views, made when they are asked for."""
        for start in range(0, len(rows), BLOCK):
            inside = rows[start : start + BLOCK]
            yield len(inside), map(self.view, inside)

    def _indexes(self, scope: Mapping[str, Iterable[str]]) -> str:
        """A scope as leaf numbers per dimension, for the filters: ``stage:4,5;product:1``."""
        found = (
            (axis, sorted({i for name in names for i in self.leaves.get(axis, {}).get(name, [])}))
            for axis, names in scope.items()
        )
        return ";".join(f"{axis}:{','.join(map(str, leaves))}" for axis, leaves in found)

    def _part(self, row: Row, part: Part, words: Mapping[str, str]) -> PartView:
        told = [reasons.absence_text(absence, words) for absence in part.absences]
        return PartView(
            part,
            wording.scope_text(part.scope, words),
            self._indexes({**row.domain, **part.scope}) if part.scope else "",
            wording.part_label(part),
            sides.answers(row, part, words),
            [
                (wording.said(slot, words), wording.said(text, words))
                for slot, text in part.global_position.items()
            ],
            [line for line in reasons.why(part, words) if line not in told],
            [AbsenceView(a, _about(a, words)) for a in part.absences],
            [reasons.facet_text(facet, words) for facet in part.facets if not facet.material],
        )

    def _entry(self, entry: EntryResult, decides: bool, words: Mapping[str, str]) -> EntryView:
        scope = wording.scope_text(entry.applies_to, words) if entry.applies_to else ""
        return EntryView(entry, sources.marks(entry), scope, sources.web(entry), decides)


def _about(absence: AbsenceResult, words: Mapping[str, str]) -> str:
    names = [*absence.slots, *absence.elements]
    what = f" on {', '.join(wording.said(name, words) for name in names)}" if names else ""
    said = "believed absent" if absence.suspected else "searched in vain"
    return f"{absence.agency}{what}: {said} in"
