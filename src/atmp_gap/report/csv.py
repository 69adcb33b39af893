"""CSV: one line per part, RFC 4180, UTF-8 with a byte order mark so that Excel opens it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from atmp_gap.changes.export.marks import compared, mark_of
from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.cases import cases, listed
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import escape_cell

if TYPE_CHECKING:
    from atmp_gap.report.paper import Paper

BOM = "\ufeff"
SIDE_COLUMNS = ("answers", "statements", "documents", "status", "grades", "entries", "checked")


class Csv:
    """CSV, for spreadsheets; with a byte order mark unless ``bom`` is false."""

    name = "csv"
    wants_listings = False

    def __init__(self, bom: bool = True, precedents: bool = False) -> None:
        self.bom = bom
        self.precedents = precedents

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """One line per part; the report's origin stands in the last columns of every line."""
        columns = [
            "id",
            "topic",
            "subject_id",
            "subject",
            "question",
            "group",
            "ctd",
            "scope",
            "row_verdict",
            "verdict",
            "provisional",
            "coverage",
            "stricter",
            "position",
            "conflict",
            *(f"{agency} {name}" for agency in result.agencies for name in SIDE_COLUMNS),
            "why",
            "notes",
            "decided_by",
            "rests_on",
            "weakest_grade",
            "as_of",
            "corpus",
            "tool",
            "filters",
            "counts",
            "notice",
            "asked",
            *self._beside(result),
            "mark",
        ]
        tail = [
            result.as_of,
            f"{result.corpus.version} ({result.corpus.fingerprint})",
            result.tool,
            origin.filters_text(result),
            origin.counts_line(result),
            result.notice,
            json.dumps(result.filters, separators=(",", ":")),
        ]
        lines = _lines(result, [escape_cell(text) for text in tail], self._beside(result))
        places = [columns.index(name) for name in compared(result.agencies)]
        return self._write(columns, _marked(lines, places))

    def _beside(self, result: Result) -> tuple[str, ...]:
        """The columns of what stands beside rows: feedback where there is any."""
        own = ("feedback",) if any(row.feedback for row in result.rows) else ()
        return (*own, "precedents") if self.precedents else own

    def detail(self, result: Result) -> str:
        """The same lines."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> str:
        """The columns and rows."""
        return self._write(
            sheet.columns, ([escape_cell(text) for text in row] for row in sheet.rows)
        )

    def paper(self, paper: Paper) -> str:
        """What programs read of it."""
        return self.sheet(paper.sheet)

    def _write(self, columns: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
        """The columns, and lines of cells that are inert already."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([escape_cell(name) for name in columns])
        writer.writerows(lines)
        return BOM * self.bom + out.getvalue()


def _marked(lines: Iterable[list[str]], places: Sequence[int]) -> Iterator[list[str]]:
    """Lines with a mark of what they say, by which it is seen that somebody edited them."""
    for line in lines:
        yield [*line, mark_of([line[place] for place in places])]


class _Written:
    """What the sides say in the parts of a row as the files write it, for programs that read it."""

    def __init__(self, row: Row) -> None:
        self._entries = {entry.id: entry for entry in row.entries}

    def of(self, names: Sequence[str]) -> str:
        """The typed answers of some entries by slot; or that they speak in prose, or nothing."""
        lines: dict[str, dict[str, None]] = {}
        for name in names:
            entry = self._entries[name]
            condition = wording.condition_text(entry)
            for slot, answer in entry.answers.items():
                text = answer if isinstance(answer, str) else ", ".join(answer)
                lines.setdefault(slot, {})[text + condition] = None
        told = [f"{slot}: {'; '.join(texts)}" for slot, texts in lines.items()]
        return "; ".join(told) or ("in prose" if names else "")


def _lines(result: Result, tail: list[str], beside: Sequence[str]) -> Iterator[list[str]]:
    """The cells of every part; each line ends with the same ``tail``, and what is beside a row."""
    for row in result.rows:
        entries = {entry.id: entry for entry in row.entries}
        answers = _Written(row)
        headline = escape_cell(wording.headline(row))
        about = [row.topic, row.subject, row.title, row.question, row.group, "; ".join(row.ctd)]
        front = [escape_cell(text) for text in about]
        found = cases(row, {})
        cells = [
            escape_cell(listed(case for case in found if case.own == (name == "feedback")))
            for name in beside
        ]
        for part in row.parts:
            told = [escape_cell(text) for text in _part(part, entries, answers)]
            key, scope = (
                escape_cell(wording.part_key(row, part)),
                escape_cell(wording.scope_text(part.scope)),
            )
            yield [key, *front, scope, headline, *told, *tail, *cells]


def _part(part: Part, entries: dict[str, EntryResult], answers: _Written) -> list[str]:
    """The texts of a part, from its verdict to its weakest grade."""
    sides: list[str] = []
    for side in part.sides:
        speaking = [entries[name] for name in side.entries]
        sides += [
            answers.of(side.entries),
            " ".join(entry.statement for entry in speaking),
            "; ".join(f"{entry.document.id}, {sources.place(entry)}" for entry in speaking),
            "; ".join(dict.fromkeys(entry.document.status for entry in speaking)),
            "; ".join(dict.fromkeys(entry.reading.grade for entry in speaking)),
            "; ".join(side.entries),
            "; ".join(f"{e.id}: {line}" for e in speaking for line in sources.checked(e)),
        ]
    return [
        wording.part_label(part),
        "yes" if part.provisional else "no",
        "yes" if part.coverage else "no",
        wording.stricter_text(part.stricter).strip("-"),
        wording.position_text(part.global_position).strip("-"),
        "yes" if part.conflict else "no",
        *sides,
        " ".join(f"{line}." for line in reasons.why(part)),
        "; ".join(reasons.facet_text(facet) for facet in part.facets if not facet.material),
        part.decided_by,
        part.rests_on,
        part.reading or "",
    ]
