"""A memo's annexes: one's own feedback, and what agencies asked of others, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.report.cases import OTHERS, OWN, Case
from atmp_gap.report.decisions import Decisions
from atmp_gap.report.docx import markup
from atmp_gap.text.escape import one_line

COLUMNS = (4.2, 9.0, 4.0)
"""Who did what for which product, what it was, and where it stands, in centimetres."""


def annexes(told: Decisions) -> Iterator[tuple[str, str]]:
    """The heading and the table of every annex; none where nothing stands beside the rows."""
    for title, own in ((OWN, True), (OTHERS, False)):
        table = markup.Table(COLUMNS)
        heads = ("Who, for which product", "What", "Where it stands, read as")
        table.head([markup.texts([head], bold=True) for head in heads])
        any_ = False
        for section in told.sections:
            for row in section.rows:
                found = [case for case in row.cases if case.own is own]
                if not found:
                    continue
                any_ = True
                table.wide(markup.texts([row.row.title], bold=True, kept=True))
                for case in found:
                    table.row(_cells(case))
        if any_:
            yield f"Annex: {title}", table.text()


def _cells(case: Case) -> list[str]:
    note = [f"Note: {case.note}"] if case.note else []
    texts = ([case.head], [case.said, *note], [case.source or case.id])
    return [markup.texts([one_line(text) for text in lines]) for lines in texts]
