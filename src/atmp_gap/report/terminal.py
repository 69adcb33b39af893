"""Tables drawn on a terminal, with colour; where words do not fit into columns, rows are stacked.

Columns are as wide as ``text.columns`` plans them, here with room for every word: nothing is cut,
and identifiers and dates are broken at their hyphens only where there is no room for them whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich import box
from rich.console import Console
from rich.table import Table as DrawnTable
from rich.text import Text

from atmp_gap.report.decision_lines import Line
from atmp_gap.report.lines import Passage
from atmp_gap.report.table import FEW, NARROW, Table, shares
from atmp_gap.text.columns import NARROWEST, column_widths, word_length
from atmp_gap.text.wrap import paragraph, wrap

STYLES: dict[str, str] = {
    "title": "bold",
    "diverge": "red",
    "unjudged": "yellow",
    "match": "green",
    "no-counterpart": "magenta",
    "unassessed": "dim",
    "out-of-scope": "cyan",
    "neither": "dim",
    "quiet": "dim",
}
"""How titles, and what tells a verdict, stand out. Dim is seen on every background."""
READABLE = 100
"""Prose is set in lines of at most so many characters, however wide the terminal is."""
SHORT = 24
"""Texts of a column that are all as short as this, such as dates and identifiers, stay whole."""
BOX = box.MINIMAL_HEAVY_HEAD
"""The characters tables are drawn with."""
DIVIDER = 3
"""The room that a line between two columns takes, with a blank on each side."""


@dataclass(frozen=True)
class Plan:
    """How wide each column is, and whether lines may end after the hyphens inside of words."""

    widths: tuple[int, ...]
    hyphens: bool

    def cell(self, column: int, text: str, style: str = "", indent: str = "") -> Text:
        """A text in lines that fit its column."""
        lines = wrap(text, self.widths[column], indent, indent, self.hyphens)
        return Text("\n".join(lines), STYLES.get(style, style))


def planned(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    width: int,
    indents: Sequence[int],
) -> Plan | None:
    """The columns of a table in a width, or None where its words do not fit side by side.

    ``indents`` is the room that each column has before its texts.
    """
    room = width - DIVIDER * (len(names) - 1) - sum(indents)
    texts = list(zip(names, *rows, strict=True))
    for hyphens in (False, True):
        least = [_least(column[0], column[1:], hyphens) for column in texts]
        if sum(max(NARROWEST, size) for size in least) <= room:
            widths = column_widths(texts, least, shares, room)
            return Plan(tuple(map(sum, zip(widths, indents, strict=True))), hyphens)
    return None


def _least(head: str, texts: Sequence[str], hyphens: bool) -> int:
    """The room a column needs: for its longest word, and for the whole of texts that are short."""
    longest = max(map(len, texts), default=0)
    if longest <= SHORT:
        return max(longest, word_length([head], hyphens))
    return word_length([head, *texts], hyphens)


class Terminal(Table):
    """Drawn tables in ``width`` characters, with colour unless it is switched off."""

    def __init__(
        self,
        width: int,
        colour: bool,
        group_by: str = "verdict",
        full: bool = False,
        precedents: bool = False,
    ) -> None:
        super().__init__(width, group_by, full, precedents)
        self.console = Console(
            file=io.StringIO(),
            width=width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            legacy_windows=False,
            highlight=False,
        )

    def _drawn_lines(self, lines: Iterable[Line]) -> Iterable[str]:
        """Lines with their spans in colour."""
        for line in lines:
            spans = [(span.text, STYLES.get(span.look, "")) for span in line]
            yield from self._drawn(Text.assemble(*spans)) if spans else [""]

    def _heading(self, text: str) -> list[str]:
        return self._passage(Passage(text, look="title", underlined=True))

    def _passage(self, passage: Passage) -> list[str]:
        width = min(self.width, READABLE)
        lines = paragraph(passage.text, width, passage.indent)
        rule = ["=" * max(map(len, lines))] if passage.underlined else []
        if passage.look:
            lines = self._drawn(Text("\n".join(lines), STYLES[passage.look]))
        return lines + rule

    def _listing(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        plan = None
        if self.width >= NARROW or len(names) <= FEW:
            plan = planned(names, rows, shares(names, rows), self.width, [0] * len(names))
        if plan is None:
            return self._records(names, rows)
        drawn = _table(names, plan)
        for column, texts in zip(drawn.columns, zip(*rows, strict=True), strict=bool(rows)):
            if all(map(str.isdecimal, texts)):
                column.justify = "right"
        drawn_cells = [[plan.cell(i, text) for i, text in enumerate(row)] for row in rows]
        # Rows of several lines would run into each other; one without a title belongs to the last.
        apart = any("\n" in cell.plain for row in drawn_cells for cell in row)
        for row, following in zip_longest(drawn_cells, rows[1:]):
            drawn.add_row(*row, end_section=apart and bool(following and following[0]))
        return self._drawn(drawn)

    def _records(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """Below each other, with a blank line before every row that has a title of its own."""
        lines: list[str] = []
        for title, *texts in rows:
            if title:
                lines += ["", *self._passage(Passage(title, look="title"))]
            for name, text in zip(names[1:], texts, strict=True):
                if text:
                    lines += self._passage(Passage(f"{name}: {text}" if name else text, "  "))
        return lines[1:]

    def _drawn(self, shown: Text | DrawnTable) -> list[str]:
        """What rich prints of it, in lines without the blanks at their ends."""
        with self.console.capture() as captured:
            self.console.print(shown, soft_wrap=isinstance(shown, Text))
        return [line.rstrip() for line in captured.get().splitlines()]


def _table(names: Sequence[str], plan: Plan) -> DrawnTable:
    drawn = DrawnTable(box=BOX, show_edge=False, pad_edge=False)
    for column, (name, width) in enumerate(zip(names, plan.widths, strict=True)):
        drawn.add_column(plan.cell(column, name), width=width)
    return drawn
