"""A workbook being written: its formats, sheets and cells."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import wrap

COLOURS: dict[str, tuple[str, str]] = {
    "diverge": ("#F9D5D2", "#CF4A42"),
    "unjudged": ("#FBE6BD", "#DDA02B"),
    "match": ("#D3EFDC", "#3C9A63"),
    "no-counterpart": ("#E5D9F5", "#8A62C0"),
    "unassessed": ("#E3E7EB", "#AAB4BD"),
    "out-of-scope": ("#CFE8F0", "#3D94AE"),
    "neither": ("#EFE9E0", "#BFAE90"),
}
"""Per verdict the colour of its cells, and that of its bars."""
CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
MAX_HEIGHT = 300.0
"""In points; longer texts are cut on the screen and whole in the cell. Excel allows 409."""

RISKY = frozenset("=+-@")
"""What a formula may start with."""


class Formats:
    """The formats of a workbook's cells. ``quoted`` keeps what looks like a formula a text."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base: dict[str, Any] = {"valign": "top", "text_wrap": True, "font_size": 10}
        lined = {**base, "bottom": 1, "bottom_color": "#E3E8EC"}
        head = {**base, "bold": True, "bottom": 1, "valign": "bottom"}

        def made(look: dict[str, Any], **more: Any) -> Format:
            return book.add_format({**look, **more})

        self.title = made({"bold": True, "font_size": 15, "quote_prefix": True})
        self.prose = made(base, quote_prefix=True)
        self.plain = made(base, text_wrap=False, quote_prefix=True)
        self.head = made(head, bg_color="#E8EDF2")
        self.centred = made(head, bg_color="#E8EDF2", align="center")
        self.id = made(lined, text_wrap=False, font_size=8, font_color="#5A6570")
        self.company = made(head, bg_color="#FFF3CF")
        self.text = made(lined)
        self.quoted = made(lined, quote_prefix=True)
        self.input = made(base, bg_color="#FFFDF5", border=1, border_color="#E6DFC8")
        self.day = made(
            {**base, "num_format": "yyyy-mm-dd"},
            bg_color="#FFFDF5",
            border=1,
            border_color="#E6DFC8",
        )
        self.number = made(lined, text_wrap=False, align="center")
        self.verdicts = {
            verdict: made(lined, bold=True, bg_color=colour)
            for verdict, (colour, _) in COLOURS.items()
        }


class Book:
    """A workbook being written; nothing in it depends on when it is written."""

    def __init__(self, day: str) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        created = datetime.datetime.fromisoformat(day)
        self.book.set_properties({"created": created, "comments": "No legal advice."})
        self.formats = Formats(self.book)
        self.names: set[str] = set()
        self.written: dict[str, dict[tuple[int, int], str]] = {}
        """The texts and numbers of every sheet, by line and column from 1."""

    def add(self, name: str) -> Worksheet:
        """A sheet under a name that Excel takes and no other sheet has."""
        clean = re.sub(r"[\[\]:*?/\\]", " ", one_line(name)).strip("' ")[:31] or "Sheet"
        chosen, number = clean, 2
        while chosen.casefold() in self.names or chosen.casefold() == "history":
            chosen = f"{clean[: 28 - len(str(number))]} ({number})"
            number += 1
        self.names.add(chosen.casefold())
        return self.book.add_worksheet(chosen)

    def text(
        self, sheet: Worksheet, row: int, column: int, text: str, format_: Format | None = None
    ) -> None:
        """A text as ``shown``; what looks like a formula stays a text when it is edited."""
        self.written.setdefault(sheet.get_name(), {})[row + 1, column + 1] = text
        if not text:
            sheet.write_blank(row, column, None, format_ or self.formats.text)
        elif format_ or text[0] not in RISKY:
            sheet.write_string(row, column, text, format_ or self.formats.text)
        else:
            sheet.write_string(row, column, text, self.formats.quoted)

    def number(self, sheet: Worksheet, row: int, column: int, number: int) -> None:
        """A whole number."""
        self.written.setdefault(sheet.get_name(), {})[row + 1, column + 1] = str(number)
        sheet.write_number(row, column, number, self.formats.number)

    def head(self, sheet: Worksheet, row: int, columns: Sequence[str]) -> None:
        """A line of column heads."""
        for index, name in enumerate(columns):
            self.text(sheet, row, index, shown(name), self.formats.head)

    def done(self) -> bytes:
        """The whole file."""
        self.book.close()
        return self.buffer.getvalue()


def shown(text: str) -> str:
    """Text as a cell holds it: its lines without anything unseen, and no more than fits."""
    if "\n" in text:
        text = "\n".join(filter(None, map(one_line, text.split("\n"))))
    else:
        text = one_line(text)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def height(cells: Iterable[tuple[str, int]]) -> float:
    """The height of a line in points, so that its ``shown`` texts show in columns of these widths.

    Excel measures wrapped lines itself only when somebody edits them; others never do.
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(MAX_HEIGHT, 13.5 * lines + 3)


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(line, width)) for line in text.split("\n"))


def finish(sheet: Worksheet, lines: int, columns: int, frozen: int) -> None:
    """Keep the head and the first columns in sight, and make the lines ones to filter."""
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, lines, columns - 1)
    sheet.repeat_rows(0)
    page(sheet)


def page(sheet: Worksheet) -> None:
    """On paper: A4 on its side, as wide as the page, with page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
