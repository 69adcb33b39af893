"""Markdown: a summary table, then a section per row that reads well and can be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from atmp_gap.gap.result import EntryResult, Result, Row
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.interface import Sheet
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

    ``flat`` gives a single table with a line per part in place of the sections.
    """

    name = "markdown"
    wants_listings = False

    def __init__(self, group_by: str = "group", flat: bool = False) -> None:
        self.group_by = group_by
        self.flat = flat

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole comparison: origin, counts, summary table, one section per row."""
        if self.flat:
            return "\n".join(self._flat(result)) + "\n"
        common = wording.words_of(result)
        grouped = wording.grouped(result, self.group_by)
        lines = [*self._head(result), *self._summary(grouped, common)]
        for heading, rows in grouped:
            lines += [f"## {inert(heading)}", ""]
            for row in rows:
                lines += self._row(result, row, {**common, **row.words})
        return "\n".join(lines).rstrip() + "\n"

    def detail(self, result: Result) -> str:
        """The sections of the rows, without the summary."""
        lines: list[str] = []
        common = wording.words_of(result)
        for row in result.rows:
            lines += self._row(result, row, {**common, **row.words})
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

    def _head(self, result: Result) -> list[str]:
        lines = [f"# {inert(origin.title(result))}", ""]
        lines += [inert(origin.origin_line(result)), "", inert(origin.counts_line(result)), ""]
        for line in origin.extra_counts(result):
            lines += [inert(line), ""]
        lines += [f"> {inert(result.notice)}", ""]
        seen = [name for name, number in result.summary.verdicts.items() if number]
        seen += [n for n, number in result.summary.coverage.items() if number and n not in seen]
        if seen:
            lines += _table(
                ("verdict", "rows", "meaning"),
                (
                    (
                        inert(wording.VERDICT_LABELS[name]),
                        str(result.summary.verdicts[name]),
                        inert(wording.VERDICT_MEANINGS[name]),
                    )
                    for name in seen
                ),
            )
        return lines

    @staticmethod
    def _summary(
        grouped: Sequence[tuple[str, Sequence[Row]]], common: Mapping[str, str]
    ) -> list[str]:
        """A line for every row, that links to its section."""
        if not grouped:
            return []
        return [
            "## Summary",
            "",
            *_table(
                ("Subject", "Verdict", "Stricter", "Position for both", "Read as"),
                (
                    (
                        f"[{inert(row.title)}](#{row.subject})",
                        inert(wording.headline(row, words)),
                        inert(wording.stricter_text(row.stricter)),
                        inert(wording.row_position(row, words)),
                        row.reading or "-",
                    )
                    for _, rows in grouped
                    for row in rows
                    for words in ({**common, **row.words},)
                ),
            ),
        ]

    def _flat(self, result: Result) -> list[str]:
        """A single table, a line per part; where it comes from stands under it."""
        a, b = result.agencies
        common = wording.words_of(result)
        lines = _table(
            ("Subject", "Where", "Verdict", a, b, "Stricter", "Position for both", "Read as", "Id"),
            (
                (
                    inert(row.title),
                    inert(wording.scope_text(part.scope, words)),
                    inert(wording.part_label(part)),
                    inert(answers.of(part, a)),
                    inert(answers.of(part, b)),
                    inert(wording.stricter_text(part.stricter)),
                    inert(wording.position_text(part.global_position, words)),
                    part.reading or "-",
                    inert(wording.part_key(row, part)),
                )
                for _, rows in wording.grouped(result, self.group_by)
                for row in rows
                for words in ({**common, **row.words},)
                for answers in (wording.Answers(row, words),)
                for part in row.parts
            ),
        )
        lines += [inert(origin.origin_line(result)), "", inert(origin.counts_line(result)), ""]
        return [*lines, inert(result.notice)]

    def _row(self, result: Result, row: Row, words: Mapping[str, str]) -> list[str]:
        answers = wording.Answers(row, words)
        lines = [f'<a id="{row.subject}"></a>', "", f"### {inert(row.title)}", ""]
        lines += [f"*{inert(row.question)}*", ""]
        about = [f"**{inert(wording.headline(row, words))}**"]
        if row.stricter:
            about.append(f"stricter: {inert(wording.stricter_text(row.stricter))}")
        if row.ctd:
            about.append(f"CTD {inert(', '.join(row.ctd))}")
        about.append(f"id `{row.subject}`")
        lines += [" · ".join(about), ""]
        if row.note:
            lines += [inert(row.note), ""]
        a, b = result.agencies
        lines += _table(
            ("Where", "Verdict", a, b, "Stricter", "Position for both"),
            (
                (
                    inert(wording.scope_text(part.scope, words)),
                    inert(wording.part_label(part)),
                    inert(answers.of(part, a)),
                    inert(answers.of(part, b)),
                    inert(wording.stricter_text(part.stricter)),
                    inert(wording.position_text(part.global_position, words)),
                )
                for part in row.parts
            ),
        )
        lines += self._why(row, words)
        lines += self._entries(row, words)
        return lines

    @staticmethod
    def _why(row: Row, words: Mapping[str, str]) -> list[str]:
        """Why each verdict is what it is; parts with the same reasons share their lines."""
        found: dict[tuple[str, ...], list[str]] = {}
        for part in row.parts:
            lines = reasons.why(part, words)
            lines += [
                f"beside it: {reasons.facet_text(facet, words)}"
                for facet in part.facets
                if not facet.material
            ]
            found.setdefault(tuple(lines), []).append(wording.scope_text(part.scope, words))
        told = ["**Why**", ""]
        for said, scopes in found.items():
            if len(found) > 1:
                where = " / ".join(scopes)
                told += [f"- {inert(f'{where[:1].upper()}{where[1:]}')}:"]
                told += [f"  - {inert(line)}" for line in said]
            else:
                told += [f"- {inert(line)}" for line in said]
        return [*told, ""]

    def _entries(self, row: Row, words: Mapping[str, str]) -> list[str]:
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        lines: list[str] = []
        for title, entries in (
            ("Statements", [entry for entry in row.entries if entry.id in deciding]),
            ("Printed beside, deciding nothing", [e for e in row.entries if e.id not in deciding]),
        ):
            if entries:
                lines += [f"**{title}**", ""]
                for entry in entries:
                    lines += self._entry(entry, words)
                lines.append("")
        return lines

    @staticmethod
    def _entry(entry: EntryResult, words: Mapping[str, str]) -> list[str]:
        document = entry.document
        reference = f", {document.reference}" if document.reference else ""
        where = _link(document.title, sources.web(entry))
        scope = ""
        if entry.applies_to:
            scope = f" Applies to {inert(wording.scope_text(entry.applies_to, words))}."
        marks = inert(", ".join(sources.marks(entry)))
        lines = [
            f"- **{inert(entry.id)}** ({marks}): {inert(entry.statement)}{scope}",
            f"  Source: {where}{inert(reference)}, {inert(sources.place(entry))}.",
        ]
        if entry.reading.via:
            lines.append(f"  Seen in: {inert(entry.reading.via)}.")
        lines += [f"  Checked: {inert(line)}." for line in entry.checked]
        lines += [
            f"  {word} {inert(wording.said(use.id, words))}"
            f"{': ' + inert(use.note) if use.note else ''}."
            for word, uses in (("Unless", entry.unless), ("When", entry.when))
            for use in uses
        ]
        if entry.note:
            lines.append(f"  Note: {inert(entry.note)}")
        return lines
