"""A workbook as an export: the rows that still stand in it, as the hidden sheet has them."""

from __future__ import annotations

from atmp_gap.changes.export.export import Export, Recorded, UnusableExport
from atmp_gap.workbook import layout
from atmp_gap.workbook.book import opened
from atmp_gap.workbook.package import UnusableWorkbook


def read_workbook(raw: bytes, file: str) -> Export:
    """What a workbook said when it was written, for the rows nobody deleted since."""
    try:
        book = opened(raw, file)
    except UnusableWorkbook as unusable:
        raise UnusableExport(unusable.problems) from None
    facts = book.facts
    version, fingerprint = facts["corpus"]
    marks = facts.get("changes")
    found = Export(
        file,
        "xlsx",
        str(facts["tool"]),
        str(version),
        str(fingerprint),
        str(facts["as_of"]),
        book.agencies,
        facts["filters"],
        changes=None if marks is None else tuple(map(str, marks)),
    )
    for line in book.lines():
        key = book.key(line)
        if key is None or key in found.rows:
            continue
        row = book.rows[key]
        said = {name: row.cells.get(name, "") for name in layout.COMPARED}
        found.rows[key] = Recorded(
            key,
            row.subject,
            row.cells.get("question", row.subject),
            row.cells.get("where", ""),
            said,
            row.entries,
            book.place(line, "id"),
        )
    left = len(book.rows) - len(found.rows)
    if left:
        found.notes.append(f"{left} of its rows were deleted, and are not looked at")
    return found
