"""The mark of a line of CSV: what it said, so that it is seen when somebody edits it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from atmp_gap.workbook import layout

COMPARED = ("verdict", "stricter", "position")
SIDE_COMPARED = ("answers", "statements", "documents", "grades")


def compared(agencies: Sequence[str]) -> list[str]:
    """The headings of the columns whose change counts."""
    return [*COMPARED, *(f"{agency} {name}" for agency in agencies for name in SIDE_COMPARED)]


def mark_of(cells: Sequence[str]) -> str:
    """The mark of a line's compared cells, by which it is seen that somebody edited them."""
    return layout.digest(json.dumps([_bare(cell) for cell in cells]), 8)


def _bare(cell: str) -> str:
    """A cell without what spreadsheets add or drop: blanks, the apostrophe before a formula."""
    return " ".join(cell.split()).lstrip("'")
