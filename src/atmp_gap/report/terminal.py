"""Tables drawn on a terminal with rich; in a narrow one the plain stacked form."""

from __future__ import annotations

import io
from collections.abc import Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report import wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.table import NARROW, Table, cells, words_in_cells

COLOURS: dict[str, str] = {
    "diverge": "red",
    "unjudged": "yellow",
    "match": "green",
    "no-counterpart": "magenta",
    "unassessed": "bright_black",
    "out-of-scope": "cyan",
    "neither": "bright_black",
}


class Terminal(Table):
    """Drawn tables in ``width`` characters, with colour unless it is switched off."""

    name = "table"

    def __init__(self, width: int, colour: bool, group_by: str = "group") -> None:
        super().__init__(width, group_by)
        self.colour = colour

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """As the plain table, with lines drawn and verdicts coloured."""
        if self.width < NARROW:
            return super().comparison(result)
        from rich.console import Console
        from rich.table import Table as Drawn
        from rich.text import Text

        console = Console(
            file=io.StringIO(),
            width=self.width,
            force_terminal=self.colour,
            no_color=not self.colour,
            legacy_windows=False,
            highlight=False,
        )
        for line in self.head(result):
            console.print(Text(line))
        words = words_in_cells(result)
        a, b = result.agencies
        for heading, rows in wording.grouped(result, self.group_by):
            drawn = Drawn(title=Text(heading, style="bold"), title_justify="left", expand=True)
            for name, ratio in (
                ("Verdict", 24),
                ("Stricter", 10),
                ("Subject", 30),
                (a, 28),
                (b, 28),
            ):
                drawn.add_column(name, ratio=ratio, overflow="fold")
            for row in rows:
                lines = cells(row, result.agencies, words)
                labels = {f". {wording.part_label(part)}": part.verdict for part in row.parts}
                verdicts = [row.verdict, *(labels[line[0]] for line in lines[1:])]
                styles = [COLOURS[verdict] for verdict in verdicts]
                for index, (texts, style) in enumerate(zip(lines, styles, strict=False)):
                    drawn.add_row(
                        Text(texts[0], style=style),
                        *(
                            Text(cell, style="bold" if index == 0 and i == 1 else "")
                            for i, cell in enumerate(texts[1:])
                        ),
                        end_section=index == len(lines) - 1,
                    )
            console.print()
            console.print(drawn)
        console.print()
        for line in self.foot(result):
            console.print(Text(line))
        output = console.file
        assert isinstance(output, io.StringIO)
        return output.getvalue()
