"""DOCX: a memo one can send; what differs comes first, with both sides and numbered references."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report.docx import file, markup
from atmp_gap.report.docx.memo import Memo
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Paper
from atmp_gap.text.escape import one_line


class Docx:
    """DOCX, for sending. Needs python-docx."""

    name = "docx"
    wants_listings = False

    def __init__(self, group_by: str = "verdict", full: bool = False) -> None:
        self.group_by = group_by
        self.full = full

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> bytes:
        """The whole comparison as a memo."""
        return Memo(result, self.group_by, self.full).write()

    def detail(self, result: Result) -> bytes:
        """The memo with every statement."""
        return Memo(result, self.group_by, full=True).write()

    def sheet(self, sheet: Sheet) -> bytes:
        """A listing as a document with a table."""
        document = file.new("2000-01-01", sheet.title, file.LANDSCAPE)
        room = file.LANDSCAPE[0] - 2 * file.MARGIN
        table = markup.Table([room / len(sheet.columns)] * len(sheet.columns), whole=False)
        table.head([markup.texts([name], bold=True) for name in sheet.columns])
        for row in sheet.rows:
            table.row([markup.texts([text]) for text in row])
        notes = [markup.paragraph(markup.run(one_line(note))) for note in sheet.notes]
        return file.packed(
            document, "".join([markup.heading(sheet.title, 0), table.text(), *notes])
        )

    def paper(self, paper: Paper) -> bytes:
        """A paper as a memo."""
        from atmp_gap.report.docx.paper import write

        return write(paper, self.full)
