"""The mark of a sheet's content, by which it is seen whether somebody edited it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from atmp_gap.workbook import layout


def marked(cells: Mapping[tuple[int, int], str]) -> str:
    """The mark of a sheet's content: the same whatever program saved it."""
    told = sorted((row, column, " ".join(text.split())) for (row, column), text in cells.items())
    return layout.digest(json.dumps([item for item in told if item[2]]))
