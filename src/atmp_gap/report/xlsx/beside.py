"""The sheets "Precedents" and "Feedback (confidential)": what stands beside rows, a line a case."""

from __future__ import annotations

from atmp_gap.gap.result import Result
from atmp_gap.report import wording
from atmp_gap.report.cases import Case, cases
from atmp_gap.report.xlsx.book import Book
from atmp_gap.report.xlsx.listing import add_table

COLUMNS: dict[str, int] = {
    "Question": 30,
    "Agency": 9,
    "What happened": 20,
    "Product": 36,
    "Kind fits": 9,
    "When": 30,
    "Statement": 60,
    "Values": 30,
    "Where it stands": 30,
    "Read as": 10,
    "Note": 30,
    "Address": 36,
    "Id": 22,
}
PRECEDENTS, FEEDBACK = "Precedents", "Feedback (confidential)"


def add_beside(book: Book, result: Result) -> None:
    """The two sheets, each where there is something for it; nothing in them decides."""
    common = wording.words_of(result)
    found = [
        (row.title, case) for row in result.rows for case in cases(row, {**common, **row.words})
    ]
    for title, own in ((FEEDBACK, True), (PRECEDENTS, False)):
        rows = [_cells(question, case) for question, case in found if case.own is own]
        if rows:
            add_table(book, title, COLUMNS, rows)


def _cells(question: str, case: Case) -> list[str]:
    return [
        *(question, case.agency, case.did, case.product, "yes" if case.near else "no"),
        *(case.when, case.text, case.given, case.cited, case.grade),
        *(case.note, case.url or "", case.id),
    ]
