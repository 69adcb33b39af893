"""The rows of the page as plain records: what a closed one tells, and what it unfolds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import EntryResult, Result, Row
from atmp_gap.report import origin, reasons, sides, sources, wording
from atmp_gap.report.answers import Answer
from atmp_gap.report.cases import Case, groups
from atmp_gap.report.decisions import OF_VERDICT, TO_DECIDE, PartTold, RowTold
from atmp_gap.report.html.filters import leaf_order
from atmp_gap.text.wrap import shorten

BLOCK = 40
"""Rows that the browser lays out together, when they come near the window."""
FOLD = 1000
"""Pages of more rows keep what a row unfolds as text, which is read when it is opened."""
MOST_PARTS = 3
"""A closed row tells no more parts than this; one that is to be judged tells one."""
MOST_PROSE = 180
"""Statements in a closed row are cut to so many characters."""
MOST_CITED = 2
"""So many texts are named beside an answer of a closed row."""


@dataclass(frozen=True)
class AnswerView:
    """What one side says in a closed row."""

    agency: str
    text: str
    cited: str
    grade: str
    speaks: bool


@dataclass(frozen=True)
class ClosedPart:
    """A part as a closed row tells it."""

    where: str
    leaves: str
    answers: list[AnswerView]
    told: list[tuple[str, str]]
    """What follows, with its label: both, open, note."""


@dataclass(frozen=True)
class OpenPart:
    """A part as an opened row tells it, beside what the closed one told."""

    where: str
    leaves: str
    kind: str
    verdict: str
    """In words; empty where it is the row's."""
    lines: list[sides.Line]
    answers: tuple[Answer, ...]
    plain: bool
    """Whether the answers are told as they are, because no table of them is."""
    facts: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class EntryView:
    """A statement with its marks."""

    entry: EntryResult
    marks: list[str]
    scope: str
    conditions: list[str]
    link: str | None
    decides: bool


@dataclass(frozen=True)
class RowView:
    """A question: what its closed row tells, and what it unfolds."""

    row: Row
    kind: str
    counted: str
    """The name of the section in words."""
    mark: str
    agreed: AnswerView | None
    """Of a row on which both sides agree, the one answer."""
    closed: list[ClosedPart]
    more: str
    """What the closed row leaves out."""
    leaves: str
    coverage: str
    parts: list[OpenPart]
    cites: dict[str, str]
    columns: list[tuple[str, list[EntryView]]]
    """The statements of each side, then those both sides adopted."""
    cases: list[tuple[str, list[Case]]]
    """What stands beside the row and decides nothing, under headings."""
    first: bool
    """Whether the question stands here first; under CTD sections it may stand in several."""


class Rows:
    """Makes the views of rows, in the order in which the page shows them."""

    def __init__(self, result: Result) -> None:
        self.agencies = result.agencies
        self.seen: set[str] = set()
        self.leaves: dict[str, dict[str, list[int]]] = {}
        for axis in result.dimensions:
            order = leaf_order(axis.terms)
            self.leaves[axis.id] = {t.id: [order[x] for x in t.leaves] for t in axis.terms}

    def blocks(self, rows: Sequence[RowTold]) -> Iterator[tuple[int, Iterator[RowView]]]:
        """Rows in blocks: how many a block has, and their views, made when they are asked for."""
        for start in range(0, len(rows), BLOCK):
            inside = rows[start : start + BLOCK]
            yield len(inside), map(self.view, inside)

    def view(self, told: RowTold) -> RowView:
        """A row as the page shows it."""
        row, kind = told.row, told.kind
        first = row.subject not in self.seen
        self.seen.add(row.subject)
        agreed = _agreed(told) if kind.id == "same" else None
        most = 0 if agreed else 1 if kind.id == "judge" else MOST_PARTS
        spoken = [part for part in told.parts if any(said.speaks for said in part.answers)]
        shown = (spoken or list(told.parts[:1]))[:most]
        return RowView(
            row,
            kind.id,
            kind.counted,
            told.mark,
            agreed,
            [self._closed(row, part) for part in shown],
            _more(told, max(len(shown), 1)),
            self._indexes(row.domain),
            " ".join(dict.fromkeys(OF_VERDICT[part.verdict].id for part in row.coverage)),
            [
                part
                for each in (*told.parts, *told.elsewhere)
                if (part := self._open(told, each, each in shown, each in told.elsewhere))
            ],
            {entry.id: sources.cite(entry) for entry in row.entries},
            self._columns(told),
            list(groups(told.cases)),
            first,
        )

    def _closed(self, row: Row, told: PartTold) -> ClosedPart:
        lines = [("both", told.both)] if told.both else []
        lines += [("open", "; ".join(told.unclear))] if told.unclear else []
        lines += [("note", text) for text in reasons.reservations(told.part)]
        return ClosedPart(
            told.where, self._scope(row, told), [_answer(each) for each in told.answers], lines
        )

    def _open(self, row: RowTold, told: PartTold, shown: bool, elsewhere: bool) -> OpenPart | None:
        """A part unfolded; None where the closed row tells all of it."""
        kind = OF_VERDICT[told.part.verdict].id
        lines = sides.answers(row.row, told.part, row.words) if kind in TO_DECIDE else []
        facts = [(name, list(texts)) for name, texts in _facts(told, row.words, shown) if texts]
        if shown and not lines and not facts:
            return None
        return OpenPart(
            told.where,
            self._scope(row.row, told),
            kind,
            origin.verdict_words(told.part) if elsewhere else "",
            lines,
            told.answers,
            not lines and not shown,
            facts,
        )

    def _scope(self, row: Row, told: PartTold) -> str:
        """The scopes of the parts told, for the filters; empty where they are the row's."""
        scopes = [part.scope for part in told.merged or (told.part,)]
        if not all(scopes):
            return ""
        return "|".join(self._indexes({**row.domain, **scope}) for scope in scopes)

    def _indexes(self, scope: Mapping[str, Iterable[str]]) -> str:
        """A scope as leaf numbers per dimension, for the filters: ``stage:4,5;product:1``."""
        found = (
            (axis, sorted({i for name in names for i in self.leaves.get(axis, {}).get(name, [])}))
            for axis, names in scope.items()
        )
        return ";".join(f"{axis}:{','.join(map(str, leaves))}" for axis, leaves in found)

    def _columns(self, told: RowTold) -> list[tuple[str, list[EntryView]]]:
        """The statements of each side, those that decide first, and those of both."""
        row = told.row
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        views = [_entry(entry, entry.id in deciding, told.words) for entry in row.entries]
        views.sort(key=lambda view: not view.decides)
        columns = [(name, [v for v in views if v.entry.agency == name]) for name in self.agencies]
        shared = [view for view in views if view.entry.agency not in self.agencies]
        if shared:
            columns.append(("Both sides, through texts they adopted", shared))
        return columns


def _answer(answer: Answer) -> AnswerView:
    """An answer as a closed row shows it: statements cut, the first texts named."""
    text = answer.text if answer.typed else shorten(answer.text, MOST_PROSE)
    return AnswerView(answer.agency, text, _cited(answer), answer.grade, answer.speaks)


def _cited(answer: Answer) -> str:
    told = list(dict.fromkeys(citation.text for citation in answer.citations))
    more = f" and {len(told) - MOST_CITED} more" if len(told) > MOST_CITED else ""
    return "; ".join(told[:MOST_CITED]) + more


def _agreed(row: RowTold) -> AnswerView:
    """The one answer of a row on which both sides agree, with where it stands for each."""
    told = row.parts[0]
    first = told.answers[0]
    text = first.text if row.row.provisional else told.both or first.text
    cited = [each for each in map(_cited, told.answers) if each]
    if told.part.same_ich_text:
        cited = [f"both: {cited[0]}"]
    return AnswerView("", text, " | ".join(cited), row.row.reading or "", first.speaks)


def _more(told: RowTold, shown: int) -> str:
    """What a closed row leaves out: further parts, and those with another verdict."""
    left = len(told.parts) - shown
    lines = [f"and {origin.counted(left, 'more part')}"] if left > 0 else []
    if told.elsewhere:
        lines.append(f"elsewhere: {origin.elsewhere(told.elsewhere)}")
    return "; ".join(lines)


def _facts(
    told: PartTold, words: Mapping[str, str], shown: bool
) -> Iterator[tuple[str, Iterable[str]]]:
    """What an opened part tells, with its labels."""
    part = told.part
    if not shown:
        yield "Both", [told.both] if told.both else []
        yield "Not compared", told.unclear
    differs = [reasons.facet_text(facet, words) for facet in part.facets if facet.material]
    yield "Differs", differs
    if part.same_ich_text:
        how = "searched" if part.own_texts_searched else "not searched"
        yield "One ICH text", [f"both adopted it; for more, their own texts were {how}"]
    yield "Beside it", [text for text in reasons.beside(part, words) if text not in differs]


def _entry(entry: EntryResult, decides: bool, words: Mapping[str, str]) -> EntryView:
    return EntryView(
        entry,
        sources.marks(entry),
        wording.scope_text(entry.applies_to, words) if entry.applies_to else "",
        [
            f"{word} {wording.said(use.id, words)}{': ' + use.note if use.note else ''}."
            for word, uses in (("Unless", entry.unless), ("When", entry.when))
            for use in uses
        ],
        sources.web(entry),
        decides,
    )
