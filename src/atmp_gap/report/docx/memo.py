"""The memo: what was compared, a summary, then the rows in the order in which people decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from atmp_gap.gap.result import Result
from atmp_gap.model.subject import DISCIPLINES
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.answers import Answer
from atmp_gap.report.decisions import KINDS, PartTold, RowTold, Section, decisions
from atmp_gap.report.docx import file, markup
from atmp_gap.report.docx.annex import annexes
from atmp_gap.report.docx.contents import Contents
from atmp_gap.report.docx.identity import add_identity
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import shorten

SHADES: dict[str, str] = {
    "differ": "F9D5D2",
    "judge": "FBE6BD",
    "one-side": "E5D9F5",
    "same": "D3EFDC",
    "open": "E3E7EB",
}
"""The grounds of the sections' rows."""
MOST_PARTS = 2
"""A row of a short memo is told in no more parts than this."""
MOST_TEXTS = 12
"""So many of the texts are named that would settle open rows."""
MOST_PROSE = 180
"""Statements in a short memo are cut to so many characters."""
MOST_CITED = 2
"""So many texts are named beside an answer of a short memo."""
SIDES = (1.2, 9.2, 5.2, 1.6)
"""The columns of a row spelled out, in centimetres: side, answer, where it stands, read as."""
SAME = (5.6, 4.6, 5.4, 1.6)
"""The columns of rows on which both agree: question, answer, where it stands, read as."""


class Memo:
    """A memo being written.

    With ``full`` the statements stand below the answers, and rows that agree or are open are
    spelled out too.
    """

    def __init__(self, result: Result, group_by: str, full: bool) -> None:
        self.told = decisions(result, group_by)
        self.result, self.full = result, full
        self.contents = Contents()
        self.parts: list[str] = []
        self.cited: set[str] = set()

    def write(self) -> bytes:
        """The whole memo as a file."""
        result = self.result
        document = file.new(result.as_of, origin.title(result))
        for section in self.told.sections:
            if section.rows:
                self._section(section)
        for title, table in annexes(self.told):
            self._heading(title, 1)
            self.parts += [table, markup.paragraph("")]
        self._reading()
        self._documents(file.Links(document))
        add_identity(document, result)
        return file.packed(document, "".join([*self._opening(), *self.parts]))

    def _heading(self, text: str, level: int) -> None:
        self.parts.append(self.contents.heading(one_line(text), level))

    def _paragraph(self, text: str) -> None:
        self.parts.append(markup.paragraph(markup.run(one_line(text))))

    # --- opening -------------------------------------------------------------------------------

    def _opening(self) -> list[str]:
        """The title page: what was compared, what came out, what is in the memo."""
        result = self.result
        product = result.filters.get("profile")
        title = product or origin.title(result)
        lines = [markup.heading(title, 0)]
        if product:
            lines.append(markup.styled(one_line(origin.title_without_product(result)), "Subtitle"))
        about = markup.Table((3.2, 13.8))
        for name, text in (
            ("Sides", " and ".join(result.agencies)),
            ("Topics", "; ".join(topic.title for topic in result.topics)),
            ("Only", origin.filters_text(result) or "everything"),
            ("As of", result.as_of),
            ("Source", f"corpus {result.corpus.version} ({result.corpus.fingerprint})"),
            ("Made with", result.tool),
        ):
            about.row([markup.texts([name], bold=True), markup.texts([text])])
        lines += [about.text(), markup.paragraph("")]
        lines.append(markup.paragraph(markup.run(one_line(origin.counts(self.told)), "<w:b/>")))
        lines += [
            markup.styled(one_line(text), "ListBullet") for text in origin.reservations(self.told)
        ]
        lines += [self._counts(), markup.paragraph("")]
        lines.append(markup.styled(one_line(result.notice), "IntenseQuote"))
        return [*lines, self.contents.listed(), markup.PAGE_BREAK]

    def _counts(self) -> str:
        """How many rows each topic has in each section."""
        table = markup.Table([6.0, *[1.83] * 6])
        heads = ["Topic", "differ", "to judge", "one side", "the same", "open", "all"]
        shades = [markup.HEAD_SHADE, *SHADES.values()]
        table.head([markup.texts([head], bold=True) for head in heads], shades)
        for topic in self.result.topics:
            verdicts = Counter(
                str(row.verdict) for row in self.result.rows if row.topic == topic.id
            )
            counts = [sum(verdicts[verdict] for verdict in kind.verdicts) for kind in KINDS]
            cells = [str(number) for number in (*counts, verdicts.total())]
            table.row([markup.texts([text]) for text in (topic.title, *cells)])
        return table.text()

    # --- rows ----------------------------------------------------------------------------------

    def _section(self, section: Section) -> None:
        kind = section.kind
        self._heading(f"{section.title} ({len(section.rows)})", 1)
        if kind is not None:
            self._paragraph(f"{kind.meaning[:1].upper()}{kind.meaning[1:]}.")
        if kind is None or section.spelled_out(self.full):
            for work in DISCIPLINES:
                rows = [row for row in section.rows if row.row.discipline == work]
                if rows:
                    self._heading(wording.DISCIPLINE_LABELS[work], 2)
                    self.parts += [self._spelled_out(rows), markup.paragraph("")]
        elif kind.id == "same":
            self.parts += [self._same(section.rows), markup.paragraph("")]
        else:
            self._paragraph("By the text that would settle them, or confirm what is recalled:")
            for item in self.told.settling[:MOST_TEXTS]:
                rows_of_it = origin.counted(item.rows, "row")
                told = one_line(f"{item.text}: {rows_of_it}")
                self.parts.append(markup.styled(told, "ListBullet"))

    def _spelled_out(self, rows: Sequence[RowTold]) -> str:
        """Rows in one table: a shaded line with the question, then what each side says."""
        table = markup.Table(SIDES)
        heads = ("", "Answer", "Where it stands", "Read as")
        table.head([markup.texts([head], bold=True) for head in heads])
        for row in rows:
            mark = ", ".join(filter(None, (row.kind.counted if self.full else "", row.mark)))
            title = f"{row.row.title}  ({mark})" if mark else row.row.title
            about = [markup.texts([title], bold=True, kept=True)]
            if self.full:
                about.append(markup.texts([row.row.question], italic=True, kept=True))
            table.wide("".join(about), SHADES[row.kind.id])
            most = 1 if row.kind.id == "judge" else MOST_PARTS
            parts = row.parts if self.full else row.parts[:most]
            for part in parts:
                self._part(table, row, part, "")
            if len(parts) < len(row.parts):
                more = origin.counted(len(row.parts) - len(parts), "more part")
                table.row([markup.texts([""]), markup.texts([f"and {more}"]), *_BLANK])
            for part in row.elsewhere if self.full else ():
                self._part(table, row, part, origin.verdict_words(part.part))
            if row.elsewhere and not self.full:
                told = origin.elsewhere(row.elsewhere)
                table.row([markup.texts([""]), markup.texts([f"elsewhere: {told}"]), *_BLANK])
        return table.text()

    def _part(self, table: markup.Table, row: RowTold, part: PartTold, verdict: str) -> None:
        where = ": ".join(filter(None, (verdict, part.where)))
        if where:
            table.wide(markup.texts([where], italic=True, kept=True))
        for answer in part.answers:
            table.row(self._answer(answer))
            if self.full:
                for entry in row.row.entries:
                    if entry.id in {citation.entry for citation in answer.citations}:
                        marks = ", ".join(sources.marks(entry))
                        text = markup.texts([f"{entry.statement} ({marks})"])
                        table.row([markup.texts([""]), text, *_BLANK])
        told = [("both", part.both)] if part.both else []
        told += [("open", text) for text in part.unclear]
        beside = reasons.beside(part.part, row.words) if self.full else part.notes
        told += [("note", text) for text in beside]
        for label, text in told:
            table.row([markup.texts([label], bold=True), markup.texts([text]), *_BLANK])

    def _answer(self, answer: Answer) -> list[str]:
        """What a side says as a row of a table; in a short memo long statements are cut."""
        text = answer.text if self.full or answer.typed else shorten(answer.text, MOST_PROSE)
        return [
            markup.texts([answer.agency], bold=True),
            markup.texts([text], italic=not answer.speaks),
            markup.texts([self._cited(answer)]),
            markup.texts([answer.grade]),
        ]

    def _cited(self, answer: Answer) -> str:
        """The citations of an answer; in a short memo the first two and how many more."""
        told = list(dict.fromkeys(citation.text for citation in answer.citations))
        self.cited.update(citation.document for citation in answer.citations)
        if self.full or len(told) <= MOST_CITED:
            return "; ".join(told)
        return f"{'; '.join(told[:MOST_CITED])} and {len(told) - MOST_CITED} more"

    def _same(self, rows: Sequence[RowTold]) -> str:
        """Rows on which both agree, a line each."""
        table = markup.Table(SAME)
        heads = ("Question", "Answer", "Where it stands", "Read as")
        shade = [SHADES["same"]] * len(heads)
        table.head([markup.texts([head], bold=True) for head in heads], shade)
        for row in rows:
            told = row.parts[0]
            first, second = told.answers
            if told.part.same_ich_text:
                cited = f"both: {self._cited(first)}"
            else:
                cited = "; ".join(filter(None, (self._cited(first), self._cited(second))))
            star = " *" if row.several else ""
            cells = (row.row.title + star, row.agreed, cited, row.row.reading or "")
            table.row([markup.texts([text]) for text in cells])
        return table.text()

    # --- end -----------------------------------------------------------------------------------

    def _reading(self) -> None:
        self._heading("How to read this", 1)
        summary = self.result.summary
        grades = "; ".join(
            f"{number} {grade} ({wording.GRADE_MEANINGS[grade]})"
            for grade, number in summary.reading.items()
        )
        self._paragraph(
            "Each requirement is one statement, in the words of its readers, of what one agency "
            "asks on one question, with the document and section it stands in. Typed answers of "
            "both sides are compared on the same question and the same scope. Of the "
            f"{summary.requirements} requirements behind this memo: {grades}."
        )
        for name, text in origin.legend(self.result):
            self.parts.append(markup.labelled(name, f"{text}."))

    def _documents(self, links: file.Links) -> None:
        """The documents cited, in full, by the short names used above."""
        self._heading("Documents", 1)
        cited = [text for text, _ in sources.cited(self.result) if text.id in self.cited]
        if not cited:
            self._paragraph("None.")
        for document in sorted(cited, key=lambda document: document.short.casefold()):
            date = document.effective or "undated"
            about = [document.title, document.reference]
            told = ", ".join(one_line(text) for text in about if text and text != document.short)
            text = f"{told} ({document.status}, {date}). "
            name = one_line(document.short)
            address = sources.plain_address(document.url)
            shown = (
                markup.link(name, links.id(address))
                if address
                else markup.run(name, f"<w:b/>{markup.SMALL}")
            )
            runs = shown + markup.run(f": {text}", markup.SMALL)
            self.parts.append(markup.paragraph(runs, markup.TIGHT))


_BLANK = (markup.texts([""]), markup.texts([""]))
