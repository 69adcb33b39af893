"""Rows spelled out for ``show``: the question, every part with both answers, and the statements."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.gap.result import EntryResult
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.case_lines import case_lines
from atmp_gap.report.decision_lines import INDENT, Line, Page
from atmp_gap.report.decisions import Decisions, RowTold


def detail_lines(decisions: Decisions, width: int) -> list[Line]:
    """All that is known of the rows of a result, uncut, in lines of a width."""
    page = Page(decisions.result, width, full=True)
    lines: list[Line] = []
    for section in decisions.sections:
        for row in section.rows:
            lines += [*_row(page, row), ()]
    for text in (origin.origin_line(decisions.result), decisions.result.notice):
        lines += page.prose(text)
    return lines


def _row(page: Page, row: RowTold) -> Iterator[Line]:
    mark = ", ".join(filter(None, (row.kind.counted, row.mark)))
    yield from page.beside(row.row.title, mark, row.row.verdict)
    yield from page.prose(row.row.question)
    ctd = f"; CTD {', '.join(row.row.ctd)}" if row.row.ctd else ""
    yield from page.prose(f"id: {row.row.subject}{ctd}", "", "quiet")
    if row.row.note:
        yield from page.prose(row.row.note)
    for part in (*row.parts, *row.elsewhere):
        yield ()
        verdict = origin.verdict_words(part.part) if len(row.row.parts) > 1 else ""
        yield from page.part(part, verdict, reasons.beside(part.part, row.words))
    yield ()
    yield from page.prose("Statements", "", "title")
    deciding = {name for part in row.row.parts for side in part.sides for name in side.entries}
    for entry in row.row.entries:
        yield from _statement(page, row, entry, entry.id in deciding)
    if row.cases:
        yield ()
        yield from case_lines(page, row.cases)


def _statement(page: Page, row: RowTold, entry: EntryResult, decides: bool) -> Iterator[Line]:
    """A statement, where it stands, how it was read, and its conditions."""
    marks = ", ".join([*sources.marks(entry), *([] if decides else ["decides nothing"])])
    yield from page.prose(f"{entry.id} ({marks}): {entry.statement}", INDENT)
    document = entry.document
    about = (document.title, document.reference, sources.place(entry), document.status)
    lines = ["; ".join(text for text in about if text)]
    if entry.reading.via:
        lines.append(f"seen in: {entry.reading.via}")
    lines += [f"checked: {line}" for line in sources.checked(entry)]
    for word, uses in (("unless", entry.unless), ("when", entry.when)):
        for use in uses:
            note = f": {use.note}" if use.note else ""
            lines.append(f"{word} {wording.said(use.id, row.words)}{note}")
    if entry.note:
        lines.append(f"note: {entry.note}")
    for line in lines:
        yield from page.prose(line, INDENT * 2)
