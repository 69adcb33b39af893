"""The hidden sheet: which question the workbook answers, and the identity of every row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from atmp_gap.gap.result import Result
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.rows import Line
from atmp_gap.workbook import layout


def about(result: Result, changes: Sequence[str] | None) -> dict[str, object]:
    """What a workbook says about itself; ``changes`` are the marks of the corpus' changes known."""
    return {
        "format": layout.FORMAT,
        "tool": result.tool,
        "corpus": [result.corpus.version, result.corpus.fingerprint],
        "as_of": result.as_of,
        "agencies": list(result.agencies),
        "topics": [topic.id for topic in result.topics],
        "filters": result.filters,
        "columns": [column.id for column in layout.columns(result.agencies)],
        "changes": None if changes is None else list(changes),
    }


def add_identity(book: Book, facts: Mapping[str, object], found: Sequence[Line]) -> None:
    """Facts by name, then the rows: key, subject, scope, slots, fingerprint, what it said."""
    sheet = book.add(layout.HIDDEN)
    for number, (name, value) in enumerate(facts.items()):
        sheet.write_string(number, 0, name)
        text = json.dumps(value, ensure_ascii=False)
        # A cell holds 32,767 characters; the rest stands in the cells beside it.
        for column, start in enumerate(range(0, len(text), 30_000), 1):
            sheet.write_string(number, column, text[start : start + 30_000])
    begin = len(facts)
    # A text that begins as a formula does stays a text, whoever looks at the sheet.
    plain = book.formats.plain
    names = list(next(iter(found)).cells) if found else []
    head = ["key", "subject", "scope", "slots", "entries", "fingerprint", *names]
    for column, name in enumerate(head):
        book.text(sheet, begin, column, name)
    for at, line in enumerate(found, begin + 1):
        scope = {name: list(terms) for name, terms in line.scope.items()}
        cells = [
            line.key,
            line.subject,
            json.dumps(scope),
            ",".join(line.slots),
            ",".join(line.entries),
            layout.fingerprint(line.cells),
            *(line.cells.get(name, "") for name in names),
        ]
        for column, text in enumerate(cells):
            book.text(sheet, at, column, text, plain)
    sheet.hide()
