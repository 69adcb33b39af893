"""XLSX: a sheet per topic to filter and to fill in, with a summary, the documents and the terms.

One line per part of a subject. The first column is the part's id, by which a filled-in sheet can
be read back; the columns under "company" are empty, for those who work with it.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.report import origin, reasons, sides, sources, wording
from atmp_gap.report.inert import one_line
from atmp_gap.report.interface import Sheet

COLOURS: dict[str, tuple[str, str]] = {
    "diverge": ("#F9D5D2", "#CF4A42"),
    "unjudged": ("#FBE6BD", "#DDA02B"),
    "match": ("#D3EFDC", "#3C9A63"),
    "no-counterpart": ("#E5D9F5", "#8A62C0"),
    "unassessed": ("#E3E7EB", "#AAB4BD"),
    "out-of-scope": ("#CFE8F0", "#3D94AE"),
    "neither": ("#EFE9E0", "#BFAE90"),
}
"""Per verdict the colour of its cells, and that of its bars."""
COMPANY = ("Company position", "Owner", "Comment", "Decision")
"""Columns left empty for the people who work with the sheet."""
CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
MAX_HEIGHT = 300.0
"""In points; longer texts are cut on the screen and whole in the cell. Excel allows 409."""
EVIDENCE_HEIGHT = 84.0
"""What the columns of evidence may add to a line's height: about six lines of text."""
WIDTHS: dict[str, int] = {
    "ID": 18,
    "Group": 20,
    "CTD section": 12,
    "Subject": 30,
    "Question": 36,
    "Applies to": 26,
    "Stage": 16,
    "Verdict": 18,
    "Stricter": 11,
    "Position for both": 32,
    "Why": 50,
    "Searched": 40,
    "Notes": 40,
    "Adopted ICH text": 40,
    "Decided by": 22,
    "Read as": 10,
    **dict.fromkeys(COMPANY, 22),
}
SIDE_WIDTHS: dict[str, int] = {
    "answer": 32,
    "text": 52,
    "document": 34,
    "section": 22,
    "date": 12,
    "status": 10,
    "issuer": 10,
    "strength": 10,
    "read as": 10,
    "entries": 16,
    "checked": 20,
    "link": 30,
}


@dataclass(frozen=True)
class _Formats:
    """The formats of a workbook's cells. ``quoted`` keeps what looks like a formula a text."""

    title: Format
    prose: Format
    plain: Format
    head: Format
    centred: Format
    id: Format
    company: Format
    text: Format
    quoted: Format
    input: Format
    number: Format
    verdicts: Mapping[str, Format]


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    base: dict[str, Any] = {"valign": "top", "text_wrap": True, "font_size": 10}
    lined = {**base, "bottom": 1, "bottom_color": "#E3E8EC"}
    head = {**base, "bold": True, "bottom": 1, "valign": "bottom"}
    return _Formats(
        book.add_format({"bold": True, "font_size": 15, "quote_prefix": True}),
        book.add_format({**base, "quote_prefix": True}),
        book.add_format({**base, "text_wrap": False, "quote_prefix": True}),
        book.add_format({**head, "bg_color": "#E8EDF2"}),
        book.add_format({**head, "bg_color": "#E8EDF2", "align": "center"}),
        book.add_format({**lined, "text_wrap": False, "font_size": 8, "font_color": "#5A6570"}),
        book.add_format({**head, "bg_color": "#FFF3CF"}),
        book.add_format(lined),
        book.add_format({**lined, "quote_prefix": True}),
        book.add_format({**base, "bg_color": "#FFFDF5", "border": 1, "border_color": "#E6DFC8"}),
        book.add_format({**lined, "text_wrap": False, "align": "center"}),
        {
            verdict: book.add_format({**lined, "bold": True, "bg_color": colour})
            for verdict, (colour, _) in COLOURS.items()
        },
    )


class Xlsx:
    """XLSX, for working with. Needs XlsxWriter."""

    name = "xlsx"
    wants_listings = True

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> bytes:
        """The whole comparison as a workbook; ``listings`` become its last sheets."""
        return _Book(result.as_of).comparison(result, listings)

    def detail(self, result: Result) -> bytes:
        """The same workbook."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> bytes:
        """A listing as a workbook of one sheet."""
        return _Book("2000-01-01").listing(sheet)


class _Book:
    """A workbook being written; nothing in it depends on when it is written."""

    def __init__(self, day: str) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        created = datetime.datetime.fromisoformat(day)
        self.book.set_properties({"created": created, "comments": "No legal advice."})
        self.formats = _formats(self.book)
        self.names: set[str] = set()

    # --- cells ---------------------------------------------------------------------------------

    def _add(self, name: str) -> Worksheet:
        """A sheet under a name that Excel takes and no other sheet has."""
        clean = re.sub(r"[\[\]:*?/\\]", " ", one_line(name)).strip("' ")[:31] or "Sheet"
        chosen, number = clean, 2
        while chosen.casefold() in self.names or chosen.casefold() == "history":
            chosen = f"{clean[: 28 - len(str(number))]} ({number})"
            number += 1
        self.names.add(chosen.casefold())
        return self.book.add_worksheet(chosen)

    def _text(
        self, sheet: Worksheet, row: int, column: int, text: str, format_: Format | None = None
    ) -> None:
        """A text, always as a text; what looks like a formula stays one when it is edited."""
        shown = "\n".join(filter(None, (one_line(line) for line in text.split("\n"))))
        shown = shown if len(shown) <= CELL else shown[: CELL - 1] + "…"
        risky = shown[:1] in ("=", "+", "-", "@")
        chosen = format_ or (self.formats.quoted if risky else self.formats.text)
        if shown:
            sheet.write_string(row, column, shown, chosen)
        else:
            sheet.write_blank(row, column, None, chosen)

    def _head(self, sheet: Worksheet, row: int, columns: Sequence[str]) -> None:
        for index, name in enumerate(columns):
            company = name in COMPANY
            self._text(
                sheet, row, index, name, self.formats.company if company else self.formats.head
            )

    def _done(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()

    @staticmethod
    def _page(sheet: Worksheet, wide: bool = True) -> None:
        if wide:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")

    # --- sheets --------------------------------------------------------------------------------

    def comparison(self, result: Result, listings: Sequence[Sheet]) -> bytes:
        self._summary(result)
        for topic in result.topics:
            rows = [row for row in result.rows if row.topic == topic.id]
            self._topic(result, topic.id, topic.groups, rows)
        self._documents(result)
        for listing in listings:
            self._listing(listing)
        return self._done()

    def listing(self, sheet: Sheet) -> bytes:
        self._listing(sheet)
        return self._done()

    def _listing(self, listing: Sheet) -> None:
        sheet = self._add(listing.title)
        self._head(sheet, 0, listing.columns)
        widths = [
            min(48, max([9, len(name) + 2, *(len(row[column]) + 2 for row in listing.rows)]))
            for column, name in enumerate(listing.columns)
        ]
        for line, row in enumerate(listing.rows, 1):
            for column, text in enumerate(row):
                self._text(sheet, line, column, text)
            sheet.set_row(line, _height(list(zip(row, widths, strict=True))))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._finish(sheet, len(listing.rows), len(listing.columns), 1)
        for number, note in enumerate(listing.notes, len(listing.rows) + 2):
            sheet.write_string(number, 0, one_line(note), self.formats.plain)

    def _finish(self, sheet: Worksheet, lines: int, columns: int, frozen: int) -> None:
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, lines, columns - 1)
        sheet.repeat_rows(0)
        self._page(sheet)

    def _documents(self, result: Result) -> None:
        columns = [*("Document", "Title", "Reference", "Issuer", "Kind", "Status", "From")]
        columns += ["Address", "Entries here"]
        sheet = self._add("Documents")
        widths = (30, 55, 26, 10, 13, 12, 12, 45, 40)
        self._head(sheet, 0, columns)
        cited = sources.cited(result)
        for line, (document, ids) in enumerate(cited, 1):
            texts = [document[name] or "" for name in ("id", "title", "reference", "issuer")]
            texts += [document[name] or "" for name in ("kind", "status", "effective", "url")]
            texts.append(", ".join(ids))
            for column, text in enumerate(texts):
                self._text(sheet, line, column, text)
            sheet.set_row(line, _height(list(zip(texts, widths, strict=True))))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._finish(sheet, len(cited), len(columns), 1)

    def _topic(
        self, result: Result, topic: str, groups: Mapping[str, str], rows: Sequence[Row]
    ) -> None:
        sheet = self._add(topic)
        columns = _columns(result)
        self._head(sheet, 0, list(columns))
        shown = list(columns.items())
        end = list(columns).index("Why") + 1
        front, evidence = shown[1:end], [item for item in shown[end:] if "link" not in item[0]]
        line = 0
        words = wording.words_of(result)
        for row in rows:
            known = {**words, **row.words}
            for part in row.parts:
                line += 1
                cells = _line(result, groups, row, part, known)
                for column, name in enumerate(columns):
                    if name == "Verdict":
                        self._text(
                            sheet, line, column, cells[name], self.formats.verdicts[part.verdict]
                        )
                    elif name in COMPANY:
                        self._text(sheet, line, column, "", self.formats.input)
                    elif name == "ID":
                        self._text(sheet, line, column, cells[name], self.formats.id)
                    else:
                        self._text(sheet, line, column, cells[name])
                sheet.set_row(
                    line,
                    max(
                        _height([(cells.get(n, ""), w) for n, w in front]),
                        min(EVIDENCE_HEIGHT, _height([(cells[n], w) for n, w in evidence])),
                    ),
                )
        for column, (name, width) in enumerate(columns.items()):
            hidden = {"hidden": True} if name.endswith(" link") else {}
            sheet.set_column(column, column, width, None, hidden)
        self._finish(sheet, line, len(columns), list(columns).index("Subject") + 1)
        # On paper the decision columns; the evidence stays on the screen.
        sheet.set_paper(8)
        sheet.print_area(0, 0, line, end - 1)

    # --- summary -------------------------------------------------------------------------------

    def _summary(self, result: Result) -> None:
        sheet = self._add("Summary")
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 9, 12)
        sheet.write_string(0, 0, one_line(origin.title(result)), self.formats.title)
        lines = [origin.origin_line(result), result.notice, origin.counts_line(result)]
        lines += origin.extra_counts(result)
        for number, text in enumerate(lines, 1):
            sheet.merge_range(number, 0, number, 9, "", self.formats.prose)
            self._text(sheet, number, 0, text, self.formats.prose)
            sheet.set_row(number, 15 * (1 + len(text) // 140))
        verdicts = [name for name, number in result.summary.verdicts.items() if number]
        line = len(lines) + 2
        heads = ["Topic, group", *(wording.VERDICT_LABELS[name] for name in verdicts), "all"]
        self._head(sheet, line, heads)
        for column, name in list(enumerate(heads))[1:]:
            self._text(sheet, line, column, name, self.formats.centred)
        first = line + 1
        for topic in result.topics:
            for group, title in topic.groups.items():
                inside = [r for r in result.rows if (r.topic, r.group) == (topic.id, group)]
                if not inside:
                    continue
                line += 1
                name = f"{topic.title}: {title}" if len(result.topics) > 1 else title
                self._text(sheet, line, 0, name)
                sheet.set_row(line, 15 * (1 + len(name) // 48))
                counted = Counter(row.verdict for row in inside)
                for column, verdict in enumerate(verdicts, 1):
                    sheet.write_number(line, column, counted[verdict], self.formats.number)
                sheet.write_number(line, len(verdicts) + 1, len(inside), self.formats.number)
        last = line
        line += 2
        if last >= first:
            line += self._chart(sheet, verdicts, first, last, line)
        self._head(sheet, line, ("Requirements", "number", "meaning"))
        for grade, number in result.summary.reading.items():
            line += 1
            self._text(sheet, line, 0, grade)
            sheet.write_number(line, 1, number, self.formats.number)
            sheet.write_string(line, 2, wording.GRADE_MEANINGS[grade], self.formats.plain)
        line += 2
        self._head(sheet, line, ("Verdict", "rows", "meaning"))
        for verdict, meaning in wording.VERDICT_MEANINGS.items():
            line += 1
            label = wording.VERDICT_LABELS[verdict]
            self._text(sheet, line, 0, label, self.formats.verdicts[verdict])
            sheet.write_number(line, 1, result.summary.verdicts[verdict], self.formats.number)
            sheet.write_string(line, 2, meaning, self.formats.plain)
        self._page(sheet)

    def _chart(
        self, sheet: Worksheet, verdicts: Sequence[str], first: int, last: int, at: int
    ) -> int:
        """The chart of the lines ``first`` to ``last``, at a line; returns how many it takes."""
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        name = sheet.get_name()
        for column, verdict in enumerate(verdicts, 1):
            chart.add_series(
                {
                    "name": [name, first - 1, column],
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                    "fill": {"color": COLOURS[verdict][1]},
                    "gap": 40,
                }
            )
        chart.set_title({"name": "Subjects by group and verdict", "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom"})
        height = 140 + 26 * (last - first + 1)
        chart.set_size({"width": 1000, "height": height})
        sheet.insert_chart(at, 0, chart, {"description": "Subjects by group and verdict"})
        return height // 20 + 2


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """The height of a line in points, so that its texts show in columns of these widths.

    Excel measures wrapped lines itself only when somebody edits them; others never do.
    """
    lines = max(
        (sum(len(wrap(line, width)) or 1 for line in text.split("\n")) for text, width in cells),
        default=1,
    )
    return min(MAX_HEIGHT, 13.5 * lines + 3)


def _columns(result: Result) -> dict[str, int]:
    """The columns of a topic's sheet with their widths: what is decided first, evidence after."""
    front = ("ID", "Group", "Subject", "CTD section", "Applies to", "Stage", "Verdict", "Stricter")
    columns = {name: WIDTHS[name] for name in front}
    columns |= {f"{agency} answer": SIDE_WIDTHS["answer"] for agency in result.agencies}
    middle = ("Position for both", *COMPANY, "Why", "Question")
    columns |= {name: WIDTHS[name] for name in middle}
    for agency in result.agencies:
        columns |= {
            f"{agency} {name}": width for name, width in SIDE_WIDTHS.items() if name != "answer"
        }
    back = ("Adopted ICH text", "Searched", "Notes", "Decided by", "Read as")
    return columns | {name: WIDTHS[name] for name in back}


def _line(
    result: Result, groups: Mapping[str, str], row: Row, part: Part, words: Mapping[str, str]
) -> dict[str, str]:
    """The cells of a part, by column."""
    entries = {entry.id: entry for entry in row.entries}
    told = [reasons.absence_text(absence, words) for absence in part.absences]
    scope = {name: terms for name, terms in part.scope.items() if name != "stage"}
    stage = part.scope.get("stage", row.domain.get("stage", ()))
    judgement = part.judgement
    cells = {
        "ID": wording.part_key(row, part),
        "Group": groups.get(row.group, row.group),
        "CTD section": "\n".join(row.ctd),
        "Subject": row.title,
        "Question": row.question,
        "Applies to": wording.scope_text(scope, words),
        "Stage": ", ".join(wording.said(name, words) for name in stage) or "all",
        "Verdict": wording.part_label(part),
        "Stricter": wording.stricter_text(part.stricter) if part.stricter else "",
        "Position for both": _position(part, words),
        "Why": "\n".join(line for line in reasons.why(part, words) if line not in told),
        "Searched": "\n".join(told),
        "Notes": "\n".join(
            [
                *(reasons.facet_text(f, words) for f in part.facets if not f.material),
                *([row.note] if row.note else []),
            ]
        ),
        "Decided by": f"{judgement.by}, {judgement.date}" if judgement else part.decided_by,
        "Read as": part.reading or "",
    }
    shared: list[EntryResult] = []
    lines = sides.answers(row, part, words)
    for index, side in enumerate(part.sides):
        speaking = [entries[name] for name in side.entries]
        shared += [entry for entry in speaking if entry.agency not in result.agencies]
        answers = [
            f"{line.title}: {said.text}" for line in lines for said in line.sides[index]
        ] or (["in prose"] if speaking else [])
        texts: dict[str, list[str]] = {
            "answer": answers,
            "text": [entry.statement for entry in speaking],
            "document": [_document(entry) for entry in speaking],
            "section": [entry.locator for entry in speaking],
            "date": [str(entry.document["effective"] or "undated") for entry in speaking],
            "status": [str(entry.document["status"]) for entry in speaking],
            "issuer": [entry.issuer for entry in speaking],
            "strength": [entry.obligation for entry in speaking],
            "read as": [str(entry.reading["grade"]) for entry in speaking],
            "entries": [entry.id for entry in speaking],
            "checked": [f"{entry.id}: {line}" for entry in speaking for line in entry.checked],
            "link": [str(entry.document["url"] or "") for entry in speaking],
        }
        for name, items in texts.items():
            cells[f"{side.agency} {name}"] = "\n".join(dict.fromkeys(items))
    cells["Adopted ICH text"] = "\n".join(
        dict.fromkeys(f"{_document(entry)}, {entry.locator}" for entry in shared)
    )
    return cells


def _position(part: Part, words: Mapping[str, str]) -> str:
    if part.global_position:
        return wording.position_text(part.global_position, words)
    return "none: the sides conflict" if part.conflict else ""


def _document(entry: EntryResult) -> str:
    reference = entry.document["reference"]
    return f"{entry.document['title']}{f' ({reference})' if reference else ''}"
