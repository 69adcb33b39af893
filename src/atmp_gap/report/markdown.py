"""Markdown: a document one can send, decisions first, with every statement behind what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from atmp_gap.gap.result import EntryResult, Result
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.answers import Answer, Answers
from atmp_gap.report.cases import Case, groups
from atmp_gap.report.decisions import Decisions, PartTold, RowTold, Section, decisions
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Paper
from atmp_gap.text.escape import escape_markdown as inert


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already."""
    return [
        f"| {' | '.join(columns)} |",
        f"| {' | '.join('---' for _ in columns)} |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _link(text: str, url: str | None) -> str:
    """A link where there is an address, else the text alone."""
    return f"[{inert(text)}]({url})" if url else inert(text)


class Markdown:
    """Markdown, for repositories and for pasting into Word.

    Rows that differ, are to judge or stand on one side only are spelled out; those that agree are a
    table, and open ones are counted by the text that would settle them. With ``full`` every row is
    spelled out. ``flat`` gives a single table with a line per part instead.
    """

    name = "markdown"
    wants_listings = False

    def __init__(
        self,
        group_by: str = "verdict",
        flat: bool = False,
        full: bool = False,
        precedents: bool = False,
    ) -> None:
        self.group_by = group_by
        self.flat = flat
        self.full = full
        self.precedents = precedents

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole comparison: what was compared, the counts, the sections, how to read it."""
        if self.flat:
            return "\n".join(self._flat(result)) + "\n"
        told = decisions(result, self.group_by)
        lines = self._head(told)
        for section in told.sections:
            if section.rows:
                lines += self._section(section, told)
        lines += ["## How to read this", ""]
        lines += [f"- **{inert(name)}**: {inert(text)}." for name, text in origin.legend(result)]
        lines += ["", inert(origin.origin_line(result)), "", f"> {inert(result.notice)}"]
        return "\n".join(lines).rstrip() + "\n"

    def detail(self, result: Result) -> str:
        """The rows spelled out, without head and legend."""
        lines: list[str] = []
        for section in decisions(result, "group").sections:
            for row in section.rows:
                lines += [*self._row(row, "##"), *_cases(row.cases)]
        lines += [inert(origin.origin_line(result)), "", inert(result.notice)]
        return "\n".join(lines).rstrip() + "\n"

    def sheet(self, sheet: Sheet) -> str:
        """A heading and a table."""
        lines = [f"# {inert(sheet.title)}", ""]
        lines += _table(
            [inert(column) for column in sheet.columns],
            ([inert(text) for text in row] for row in sheet.rows),
        )
        lines += [line for note in sheet.notes for line in (inert(note), "")]
        return "\n".join(lines).rstrip() + "\n"

    def paper(self, paper: Paper) -> str:
        """Headings and lists."""
        from atmp_gap.report.paper_text import paper_markdown

        return paper_markdown(paper)

    def _head(self, told: Decisions) -> list[str]:
        lines = [f"# {inert(origin.title(told.result))}", ""]
        day = origin.day_and_corpus(told.result)
        lines += [f"{inert(day[:1].upper() + day[1:])}.", "", f"**{inert(origin.counts(told))}**"]
        for text in origin.remarks(told):
            lines += ["", inert(text)]
        return [*lines, ""]

    def _section(self, section: Section, told: Decisions) -> list[str]:
        kind = section.kind
        lines = [f"## {inert(section.title)} ({len(section.rows)})", ""]
        if kind is not None:
            lines += [f"*{inert(kind.meaning[:1].upper() + kind.meaning[1:])}.*", ""]
        if kind is None or section.spelled_out(self.full):
            for row in section.rows:
                lines += [*self._row(row, "###"), *self._beside(row)]
            return lines
        if kind.id == "same":
            lines += _table(
                ("Question", "Answer", "Where it stands", "Read as"), map(_same, section.rows)
            )
        else:
            lines += ["By the text that would settle them, or confirm what is recalled:", ""]
            lines += [f"- {inert(item.text)}: {item.rows}" for item in told.settling]
            titles = "; ".join(inert(row.row.title) for row in section.rows)
            lines += ["", f"The open questions: {titles}.", ""]
        for row in section.rows:
            if beside := self._beside(row):
                lines += [f"**{inert(row.row.title)}**", "", *beside]
        return lines

    def _beside(self, row: RowTold) -> list[str]:
        """What stands beside a row of a comparison: feedback always, precedents if asked for."""
        return _cases([case for case in row.cases if case.own or self.precedents])

    def _row(self, row: RowTold, level: str) -> list[str]:
        """A row: its question, what each side says part by part, why, and the statements."""
        lines = [f'<a id="{row.row.subject}"></a>', "", f"{level} {inert(row.row.title)}", ""]
        mark = ", ".join(filter(None, (row.kind.counted, row.mark)))
        about = [f"**{inert(mark[:1].upper() + mark[1:])}**", f"*{inert(row.row.question)}*"]
        lines += [" · ".join(about), ""]
        if row.row.note:
            lines += [inert(row.row.note), ""]
        for part in (*row.parts, *row.elsewhere):
            lines += self._part(part, row)
        return [*lines, *_statements(row)]

    @staticmethod
    def _part(part: PartTold, row: RowTold) -> list[str]:
        lines = []
        headline = part in row.parts
        if part.where or not headline:
            verdict = "" if headline else f" ({inert(origin.verdict_words(part.part))})"
            where = part.where or "all of it"
            lines += [f"**{inert(where[:1].upper() + where[1:])}**{verdict}", ""]
        rows = [(answer.agency, *_cells(answer)) for answer in part.answers]
        if part.both:
            rows.append(("both", inert(part.both), "", ""))
        lines += _table(("", "Answer", "Where it stands", "Read as"), rows)
        told = [f"What could not be compared: {text}" for text in part.unclear]
        told += [text[:1].upper() + text[1:] for text in reasons.beside(part.part, row.words)]
        return lines + [f"- {inert(text)}." for text in told] + ([""] if told else [])

    def _flat(self, result: Result) -> list[str]:
        """A single table, a line per part; where it comes from stands under it."""
        a, b = result.agencies
        common = wording.words_of(result)
        rows = []
        for _, group in wording.grouped(result, self.group_by):
            for row in group:
                words = {**common, **row.words}
                answers = Answers(row, words)
                rows += [
                    (
                        inert(row.title),
                        inert(wording.scope_text(part.scope, words)),
                        inert(wording.part_label(part)),
                        inert(answers.of(part, 0).text),
                        inert(answers.of(part, 1).text),
                        inert(wording.stricter_text(part.stricter)),
                        inert(wording.position_text(part.global_position, words)),
                        part.reading or "-",
                        inert(wording.part_key(row, part)),
                    )
                    for part in row.parts
                ]
        heads = ("Subject", "Where", "Verdict", a, b, "Stricter", "Position for both", "Read as")
        lines = _table((*heads, "Id"), rows)
        lines += [inert(origin.origin_line(result)), "", inert(origin.counts_line(result)), ""]
        return [*lines, inert(result.notice)]


def _cells(answer: Answer) -> tuple[str, str, str]:
    """An answer, its citations as links, and its grade, as cells of a table."""
    cited = dict.fromkeys(_link(citation.text, citation.url) for citation in answer.citations)
    return inert(answer.text), "; ".join(cited), answer.grade


def _same(row: RowTold) -> tuple[str, ...]:
    """A row on which both agree, as a line of a table."""
    told = row.parts[0]
    title = inert(row.row.title) + (r" \*" if row.several else "")
    if told.part.same_ich_text:
        cited = f"both: {_cells(told.answers[0])[1]}"
    else:
        cited = "; ".join(filter(None, (_cells(each)[1] for each in told.answers)))
    return title, inert(row.agreed), cited, row.row.reading or ""


def _statements(row: RowTold) -> list[str]:
    """The statements behind a row: those that decide, then those printed beside them."""
    deciding = {name for part in row.row.parts for side in part.sides for name in side.entries}
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("Statements", lambda name: name in deciding),
        ("Printed beside, deciding nothing", lambda name: name not in deciding),
    )
    lines: list[str] = []
    for title, wanted in tests:
        entries = [entry for entry in row.row.entries if wanted(entry.id)]
        if entries:
            lines += [f"{title}:", ""]
            for entry in entries:
                lines += _statement(entry, row)
            lines.append("")
    return lines


def _cases(found: Sequence[Case]) -> list[str]:
    """What decides nothing, with where it stands."""
    lines: list[str] = []
    for title, inside in groups(found):
        lines += [f"{inert(title)}:", ""]
        for case in inside:
            lines.append(f"- **{inert(case.head)}**: {inert(case.said)}")
            place = _link(case.cited, case.url)
            told = ", ".join(filter(None, (place, inert(case.grade))))
            lines.append(f"  {inert(case.id)}: {told}.")
            if case.note:
                lines.append(f"  Note: {inert(case.note)}")
        lines.append("")
    return lines


def _statement(entry: EntryResult, row: RowTold) -> list[str]:
    document = entry.document
    reference = f", {document.reference}" if document.reference else ""
    where = _link(document.title, sources.web(entry))
    scope = ""
    if entry.applies_to:
        scope = f" Applies to {inert(wording.scope_text(entry.applies_to, row.words))}."
    marks = inert(", ".join(sources.marks(entry)))
    lines = [
        f"- **{inert(entry.id)}** ({marks}): {inert(entry.statement)}{scope}",
        f"  Source: {where}{inert(reference)}, {inert(sources.place(entry))}.",
    ]
    if entry.reading.via:
        lines.append(f"  Seen in: {inert(entry.reading.via)}.")
    lines += [f"  Checked: {inert(line)}." for line in sources.checked(entry)]
    lines += [
        f"  {word} {inert(wording.said(use.id, row.words))}"
        f"{': ' + inert(use.note) if use.note else ''}."
        for word, uses in (("Unless", entry.unless), ("When", entry.when))
        for use in uses
    ]
    if entry.note:
        lines.append(f"  Note: {inert(entry.note)}")
    return lines
