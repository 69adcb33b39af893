"""Plain tables: for pipes and logs, and for terminals too narrow for columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report.decision_lines import Line, comparison_lines, text_of
from atmp_gap.report.decisions import decisions
from atmp_gap.report.interface import Sheet
from atmp_gap.report.lines import Passage
from atmp_gap.report.paper import Paper
from atmp_gap.text.columns import columns
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import paragraph

NARROW = 96
"""Below this width rows are stacked instead of set in columns."""
FEW = 4
"""A listing of so few columns is set in columns however narrow it is."""
MOST = 60
"""A listing's column has a share of no more than this, however long its texts are."""


class Table:
    """Plain text in ``width`` characters."""

    name = "table"
    wants_listings = False

    def __init__(
        self,
        width: int = 120,
        group_by: str = "verdict",
        full: bool = False,
        precedents: bool = False,
    ) -> None:
        self.width = width
        self.group_by = group_by
        self.full = full
        self.precedents = precedents

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """Decisions first; all of it, or what is open counted and what agrees in a line each."""
        told = decisions(result, self.group_by)
        lines = comparison_lines(told, self.width, self.full, self.precedents)
        return self.page(lines)

    def page(self, lines: Iterable[Line]) -> str:
        """Lines of spans as they are printed here, for reports that are no comparison."""
        return "\n".join(self._drawn_lines(lines)) + "\n"

    def detail(self, result: Result) -> str:
        """Every row spelled out: both sides, and the statements."""
        from atmp_gap.report.detail import detail_lines

        lines = detail_lines(decisions(result, "group"), self.width)
        return "\n".join(self._drawn_lines(lines)) + "\n"

    def sheet(self, sheet: Sheet) -> str:
        """A title, columns, and notes."""
        lines = self._heading(sheet.title)
        names = [one_line(name) for name in sheet.columns]
        rows = [[one_line(text) for text in row] for row in sheet.rows]
        lines += self._listing(names, rows)
        for note in sheet.notes:
            lines += ["", *self._passage(Passage(note))]
        return "\n".join(lines) + "\n"

    def paper(self, paper: Paper) -> str:
        """Its counts and parts; what is folded away is only counted."""
        from atmp_gap.report.paper_text import paper_lines

        return self.page(paper_lines(paper, self.width))

    def _drawn_lines(self, lines: Iterable[Line]) -> Iterable[str]:
        """Lines as they are printed here: plain."""
        return map(text_of, lines)

    def _heading(self, text: str) -> list[str]:
        """What stands above a group of rows, or a listing."""
        return [one_line(text), "=" * min(len(text), self.width)]

    def _passages(self, passages: Iterable[Passage]) -> list[str]:
        return [line for passage in passages for line in self._passage(passage)]

    def _passage(self, passage: Passage) -> list[str]:
        """The lines of a text; plain ones do not stand out, but may be underlined."""
        lines = paragraph(passage.text, self.width, passage.indent)
        if passage.underlined:
            lines.append("=" * min(len(passage.text), self.width))
        return lines

    def _listing(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """The rows of a listing under the names of its columns."""
        if self.width < NARROW and len(names) > FEW:
            return self._records(names, rows)
        return columns(names, rows, shares(names, rows), self.width)

    def _records(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """The same in a narrow place."""
        return [line for row in rows for line in self._passages(_record(names, row))]


def shares(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How the columns of a listing share the width: by their longest texts."""
    return [min(MOST, max(map(len, column))) for column in zip(names, *rows, strict=True)]


def _record(names: Sequence[str], row: Sequence[str]) -> Iterable[Passage]:
    """A row of a listing below each other: its first cell, then the others by name."""
    yield Passage(row[0], look="title")
    for name, text in list(zip(names, row, strict=True))[1:]:
        if text:
            yield Passage(f"{name}: {text}", "  ")
