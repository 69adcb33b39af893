"""DOCX: a memo one can send; what differs comes first, with both sides and numbered references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from docx.shared import Cm, Pt
from docx.table import Table

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.report import origin, reasons, sides, sources, word, wording
from atmp_gap.report.inert import one_line
from atmp_gap.report.interface import Sheet

SHADES: dict[str, str] = {
    "diverge": "F9D5D2",
    "unjudged": "FBE6BD",
    "match": "D3EFDC",
    "no-counterpart": "E5D9F5",
    "unassessed": "E3E7EB",
    "out-of-scope": "CFE8F0",
    "neither": "EFE9E0",
}
SPELLED_OUT: tuple[tuple[str, str], ...] = (
    ("diverge", "Divergences"),
    ("unjudged", "For a person to judge"),
    ("no-counterpart", "No counterpart found"),
    ("out-of-scope", "Regulated elsewhere"),
)
"""Verdicts whose rows are told one by one, with the headings they stand under."""
LISTED: tuple[tuple[str, str, str], ...] = (
    ("match", "Where both sides agree", ""),
    (
        "unassessed",
        "Not assessed",
        "One side or none speaks here, and nobody has recorded a search of the other side's "
        "texts. Nothing follows from these lines: they are not gaps.",
    ),
    ("neither", "Where neither side asks", "The texts of both sides were searched in vain."),
)
"""Verdicts whose rows are listed in a table."""
METHOD = (
    "Each requirement is one statement, in the words of its readers, of what one agency asks on "
    "one question, with the document and section it stands in. A verdict compares the typed "
    "answers of both sides on the same question and the same scope; the reason for each verdict "
    "is given. “No counterpart found” means that a search of the other side's texts is recorded; "
    "where none is, the line says “not assessed”. "
)


class Docx:
    """DOCX, for sending. Needs python-docx."""

    name = "docx"
    wants_listings = False

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> bytes:
        """The whole comparison as a memo."""
        return _Memo(result).write()

    def detail(self, result: Result) -> bytes:
        """The same memo."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> bytes:
        """A listing as a document with a table."""
        memo = word.new("2000-01-01", sheet.title, landscape=True)
        memo.add_heading(one_line(sheet.title), 0)
        table = word.table(memo, sheet.columns)
        for row in sheet.rows:
            word.fill(word.row(table), row)
        for note in sheet.notes:
            memo.add_paragraph(one_line(note))
        return word.packed(memo)


class _References:
    """Numbers documents in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.documents: list[EntryResult] = []

    def number(self, entry: EntryResult) -> int:
        name = str(entry.document["id"])
        if name not in self.numbers:
            self.numbers[name] = len(self.numbers) + 1
            self.documents.append(entry)
        return self.numbers[name]

    def cite(self, entry: EntryResult) -> str:
        return f"[{self.number(entry)}, {entry.locator}]"


class _Memo:
    """A memo being written."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.words = wording.words_of(result)
        self.references = _References()
        self.memo = word.new(result.as_of, origin.title(result))

    def write(self) -> bytes:
        self._opening()
        self._summary()
        for verdict, heading in SPELLED_OUT:
            self._spelled_out(verdict, heading)
        for verdict, heading, about in LISTED:
            self._listed(verdict, heading, about)
        self._references()
        return word.packed(self.memo)

    # --- opening -------------------------------------------------------------------------------

    def _opening(self) -> None:
        result, memo = self.result, self.memo
        memo.add_heading(one_line(origin.title(result)), 0)
        filters = "; ".join(
            f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in result.filters.items()
        )
        memo.add_heading("Scope and date", 1)
        table = memo.add_table(rows=0, cols=2)
        word.grid(table)
        for name, text in (
            ("Sides", " and ".join(result.agencies)),
            ("Topics", "; ".join(topic.title for topic in result.topics)),
            ("As of", result.as_of),
            ("Filters", filters or "none"),
            ("Source", f"requirements {result.corpus.version} ({result.corpus.fingerprint})"),
            ("Made with", result.tool),
        ):
            cells = word.row(table)
            word.put(cells[0], name, bold=True)
            word.put(cells[1], text)
        word.widths(table, (3.2, 13.8))
        memo.add_heading("Method and limits", 1)
        reading = result.summary.reading
        memo.add_paragraph(
            METHOD
            + f"Of the {result.summary.requirements} requirements behind this memo, "
            + "; ".join(
                f"{number} {'was' if number == 1 else 'were'} {grade} "
                f"({wording.GRADE_MEANINGS[grade]})"
                for grade, number in reading.items()
            )
            + ". Verdicts that rest on a recalled answer are marked “(recalled)” and are "
            "provisional."
        )
        paragraph = memo.add_paragraph(style="Intense Quote")
        paragraph.add_run(one_line(result.notice))

    def _summary(self) -> None:
        result, memo = self.result, self.memo
        memo.add_heading("Summary", 1)
        memo.add_paragraph(one_line(origin.counts_line(result)))
        for line in origin.extra_counts(result):
            memo.add_paragraph(one_line(line), style="List Bullet")
        verdicts = [name for name, number in result.summary.verdicts.items() if number]
        heads = ["Topic, group", *(wording.VERDICT_LABELS[name] for name in verdicts), "all"]
        table = word.table(memo, heads)
        for index, verdict in enumerate(verdicts, 1):
            word.shade(table.rows[0].cells[index], SHADES[verdict])
        for topic in result.topics:
            inside = [row for row in result.rows if row.topic == topic.id]
            self._counts(table, topic.title, inside, verdicts, bold=True)
            for group, title in topic.groups.items():
                rows = [row for row in inside if row.group == group]
                if rows and len(topic.groups) > 1:
                    self._counts(table, f"    {title}", rows, verdicts)
        rest = (17.0 - 5.5) / (len(heads) - 1)
        word.widths(table, (5.5, *(rest for _ in heads[1:])))

    @staticmethod
    def _counts(
        table: Table, title: str, rows: Sequence[Row], verdicts: Sequence[str], bold: bool = False
    ) -> None:
        counted = Counter(row.verdict for row in rows)
        cells = word.row(table)
        word.put(cells[0], title, bold=bold)
        if title.startswith(" "):
            cells[0].paragraphs[0].paragraph_format.left_indent = Cm(0.4)
        for cell, number in zip(
            cells[1:], [*(counted[v] for v in verdicts), len(rows)], strict=True
        ):
            word.put(cell, str(number), bold=bold)

    # --- rows ----------------------------------------------------------------------------------

    def _by_topic(self, rows: Sequence[Row], tell: Callable[[Sequence[Row], int], None]) -> None:
        """Tell rows under a heading for each topic where there are several."""
        if len(self.result.topics) == 1:
            tell(rows, 2)
            return
        for topic in self.result.topics:
            inside = [row for row in rows if row.topic == topic.id]
            if inside:
                self.memo.add_heading(one_line(topic.title), 2)
                tell(inside, 3)

    def _spelled_out(self, verdict: str, heading: str) -> None:
        rows = [row for row in self.result.rows if row.verdict == verdict]
        if not rows and verdict != "diverge":
            return
        self.memo.add_heading(f"{heading} ({len(rows)})", 1)
        if not rows:
            self.memo.add_paragraph("None in this scope.")

        def tell(inside: Sequence[Row], level: int) -> None:
            for row in inside:
                self._row(row, level)

        self._by_topic(rows, tell)

    def _row(self, row: Row, level: int) -> None:
        words = {**self.words, **row.words}
        memo = self.memo
        memo.add_heading(one_line(row.title), level)
        about = memo.add_paragraph()
        about.add_run(one_line(row.question)).italic = True
        about.paragraph_format.keep_with_next = True
        for part in row.headline_parts:
            self._part(row, part, words)
        others = [part for part in row.parts if part not in row.headline_parts]
        for part in others:
            self._labelled(
                "Elsewhere",
                f"{wording.scope_text(part.scope, words)}: {wording.part_label(part)}",
            )
        if row.note:
            self._labelled("Note", row.note)

    def _part(self, row: Row, part: Part, words: dict[str, str]) -> None:
        entries = {entry.id: entry for entry in row.entries}
        agencies = [side.agency for side in part.sides]
        table = word.table(self.memo, ["", *agencies])
        word.put(table.rows[0].cells[0], wording.part_label(part), bold=True)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        word.shade(table.rows[0].cells[0], SHADES[part.verdict])
        if part.scope:
            cells = word.row(table)
            merged = cells[0].merge(cells[-1])
            word.put(merged, f"For {wording.scope_text(part.scope, words)}", italic=True)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
        for line in sides.answers(row, part, words):
            cells = word.row(table)
            told_apart = line.relation in ("differs", "not compared")
            name = f"{line.title} ({line.relation})" if told_apart else line.title
            word.put(cells[0], name, bold=True)
            for index, told in enumerate(line.sides):
                word.answers(cells[index + 1], told, sides.silence(part, index))
        cells = word.row(table)
        word.put(cells[0], "Text", bold=True)
        for index, side in enumerate(part.sides):
            lines = [
                f"{entries[name].statement} {self.references.cite(entries[name])} "
                f"({', '.join(sources.marks(entries[name]))})"
                for name in side.entries
            ]
            word.put_lines(cells[index + 1], lines or ["does not speak here"])
        word.widths(table, (3.6, 6.7, 6.7))
        after = self.memo.add_paragraph()
        after.paragraph_format.space_after = Pt(0)
        if part.stricter:
            self._labelled("Stricter", wording.stricter_text(part.stricter))
        if part.global_position or part.conflict:
            position = wording.position_text(part.global_position, words)
            conflict = "none, the sides conflict"
            self._labelled("Position for both", position if part.global_position else conflict)
        self._labelled("Why", reasons.sentences(reasons.why(part, words)))
        beside = [reasons.facet_text(f, words) for f in part.facets if not f.material]
        if beside:
            self._labelled("Beside it", reasons.sentences(beside))

    def _labelled(self, label: str, text: str) -> None:
        paragraph = self.memo.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(one_line(text))
        paragraph.paragraph_format.space_after = Pt(3)

    def _listed(self, verdict: str, heading: str, about: str) -> None:
        rows = [row for row in self.result.rows if row.verdict == verdict]
        if not rows:
            return
        self.memo.add_heading(f"{heading} ({len(rows)})", 1)
        if about:
            self.memo.add_paragraph(about)

        def tell(inside: Sequence[Row], _: int) -> None:
            last = "Position for both" if verdict == "match" else "What is said"
            table = word.table(self.memo, ["Subject", "Verdict", last, "Texts"])
            for row in inside:
                words = {**self.words, **row.words}
                cells = word.row(table)
                word.put(cells[0], row.title)
                word.put(cells[1], wording.headline(row, words))
                if verdict == "match":
                    word.put_lines(cells[2], wording.positions(row, words))
                else:
                    word.put_lines(cells[2], self._one_sided(row, words))
                word.put(cells[3], self._cited(row))
            word.widths(table, (5.0, 4.0, 5.8, 2.2))

        self._by_topic(rows, tell)

    @staticmethod
    def _one_sided(row: Row, words: dict[str, str]) -> list[str]:
        answers = wording.Answers(row, words)
        lines: dict[str, None] = {}
        for part in row.parts:
            for side in part.sides:
                if side.entries:
                    text = answers.of(part, side.agency)
                    lines[f"{side.agency}: {text}"] = None
        return list(lines) or ["nothing on either side"]

    def _cited(self, row: Row) -> str:
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        cited = [self.references.number(entry) for entry in row.entries if entry.id in deciding]
        return ", ".join(f"[{number}]" for number in dict.fromkeys(cited))

    def _references(self) -> None:
        self.memo.add_heading("References", 1)
        if not self.references.documents:
            self.memo.add_paragraph("None.")
        for number, entry in enumerate(self.references.documents, 1):
            document = entry.document
            paragraph = self.memo.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(1.0)
            paragraph.paragraph_format.first_line_indent = Cm(-1.0)
            paragraph.paragraph_format.space_after = Pt(3)
            date = document["effective"] or "undated"
            about = [entry.issuer, document["title"], document["reference"]]
            text = ", ".join(one_line(item) for item in about if item)
            paragraph.add_run(f"[{number}]\t{text} ({document['status']}, {date}). ")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.0))
            address = sources.web(entry)
            if address:
                word.link(paragraph, address)
