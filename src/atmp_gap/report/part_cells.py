"""What a part of a row says, in the fields by which workbook and memo know that it changed."""

from __future__ import annotations

from atmp_gap.report import wording
from atmp_gap.report.decisions import PartTold, RowTold


def part_cells(told: RowTold, part: PartTold) -> dict[str, str]:
    """The texts by field, as ``workbook.layout.COMPARED`` names them."""
    this = part.part
    procedural = told.row.discipline == "procedural"
    stricter = "" if procedural else wording.stricter_text(this.stricter)
    cells = {
        "verdict": wording.part_label(this),
        "stricter": stricter.strip("-"),
        "grade": this.reading or "",
        "both": part.both,
    }
    for number, answer in enumerate(part.answers, 1):
        cells[f"answer-{number}"] = answer.text
        cells[f"citation-{number}"] = answer.cited
    return cells
