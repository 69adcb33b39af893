"""Plain tables: for pipes and logs, and for terminals too narrow for columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.lines import Line, Passage, RowLines, row_lines, stacked, words_in_cells
from atmp_gap.text.columns import columns
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import paragraph

NARROW = 96
"""Below this width rows are stacked instead of set in columns."""
FEW = 4
"""A listing of so few columns is set in columns however narrow it is."""
SHARES = (24, 10, 30, 28, 28)
"""How a comparison's columns share the width."""
MOST = 60
"""A listing's column has a share of no more than this, however long its texts are."""

Groups = Sequence[tuple[str, Sequence[RowLines]]]


def heads(agencies: Sequence[str]) -> tuple[str, ...]:
    """The heads of a comparison's columns."""
    return ("Verdict", "Stricter", "Subject", *agencies)


def cells(line: Line) -> tuple[str, ...]:
    """A line of a row as cells under these heads."""
    return (line.label, line.stricter or "-", line.subject, *line.answers)


class Table:
    """Plain text in ``width`` characters."""

    name = "table"
    wants_listings = False

    def __init__(self, width: int = 120, group_by: str = "group") -> None:
        self.width = width
        self.group_by = group_by

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """Counts first, then the rows under their headings, then where it comes from."""
        lines = self._title(origin.title(result))
        for text in (origin.counts_line(result), *origin.extra_counts(result)):
            lines += self._passage(Passage(text))
        words = words_in_cells(result)
        groups = [
            (heading, [row_lines(row, result.agencies, words) for row in rows])
            for heading, rows in wording.grouped(result, self.group_by)
        ]
        lines += self._groups(groups, result.agencies)
        return "\n".join([*lines, "", *self._foot(result)]) + "\n"

    def detail(self, result: Result) -> str:
        """Every row spelled out: both sides, and why."""
        from atmp_gap.report.detail import detail

        lines: list[str] = []
        words = wording.words_of(result)
        for row in result.rows:
            lines += [*self._passages(detail(row, {**words, **row.words})), ""]
        return "\n".join([*lines, *self._foot(result)]) + "\n"

    def sheet(self, sheet: Sheet) -> str:
        """A title, columns, and notes."""
        lines = self._heading(sheet.title)
        names = [one_line(name) for name in sheet.columns]
        rows = [[one_line(text) for text in row] for row in sheet.rows]
        lines += self._listing(names, rows)
        for note in sheet.notes:
            lines += ["", *self._passage(Passage(note))]
        return "\n".join(lines) + "\n"

    def _title(self, text: str) -> list[str]:
        """The title of the whole."""
        return self._passage(Passage(text))

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

    def _foot(self, result: Result) -> list[str]:
        """Where the report comes from, and what it is not."""
        return self._passages(map(Passage, (origin.origin_line(result), result.notice)))

    def _groups(self, groups: Groups, agencies: tuple[str, str]) -> list[str]:
        """The rows under their headings."""
        if self.width < NARROW:
            return self._stacked(groups, agencies)
        lines: list[str] = []
        for heading, rows in groups:
            lines += ["", *self._heading(heading)]
            marked = [line for row in rows for line in _marked(row)]
            lines += columns(heads(agencies), marked, SHARES, self.width)
        return lines

    def _stacked(self, groups: Groups, agencies: tuple[str, str]) -> list[str]:
        """The same in a narrow place."""
        lines: list[str] = []
        for heading, rows in groups:
            lines += ["", *self._heading(heading)]
            for row in rows:
                lines += self._passages(stacked(row, agencies))
        return lines

    def _listing(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """The rows of a listing under the names of its columns."""
        if self.width < NARROW and len(names) > FEW:
            return self._records(names, rows)
        return columns(names, rows, shares(names, rows), self.width)

    def _records(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """The same in a narrow place."""
        return [line for row in rows for line in self._passages(_record(names, row))]


def _marked(row: RowLines) -> list[tuple[str, ...]]:
    """A row's cells; those of its parts are marked with a dot before what is theirs alone."""
    parts = [cells(part) for part in row.parts]
    return [cells(row.row), *((f". {p[0]}", p[1], f". {p[2]}", *p[3:]) for p in parts)]


def shares(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How the columns of a listing share the width: by their longest texts."""
    return [min(MOST, max(map(len, column))) for column in zip(names, *rows, strict=True)]


def _record(names: Sequence[str], row: Sequence[str]) -> Iterable[Passage]:
    """A row of a listing below each other: its first cell, then the others by name."""
    yield Passage(row[0], look="title")
    for name, text in list(zip(names, row, strict=True))[1:]:
        if text:
            yield Passage(f"{name}: {text}", "  ")
