"""Markdown: a summary table, then a section per row that reads well and can be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atmp_gap.gap.result import EntryResult, Result, Row
from atmp_gap.report import wording
from atmp_gap.report.inert import markdown as inert
from atmp_gap.report.interface import Sheet


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already."""
    return [
        f"| {' | '.join(columns)} |",
        f"| {' | '.join('---' for _ in columns)} |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _link(text: str, url: str | None) -> str:
    """A link where the address is a plain web address, else the text alone."""
    if url and url.startswith(("https://", "http://")) and not set(url) & set(" <>()\"'`|\\"):
        return f"[{inert(text)}]({url})"
    return inert(text)


class Markdown:
    """Markdown, for repositories and for pasting into Word."""

    name = "markdown"

    def __init__(self, group_by: str = "group") -> None:
        self.group_by = group_by

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole comparison: origin, counts, summary table, one section per row."""
        lines = self._head(result)
        for heading, rows in wording.grouped(result, self.group_by):
            lines += [f"## {inert(heading)}", ""]
            for row in rows:
                lines += self._row(result, row)
        return "\n".join(lines).rstrip() + "\n"

    def detail(self, result: Result) -> str:
        """The sections of the rows, without the summary."""
        lines: list[str] = []
        for row in result.rows:
            lines += self._row(result, row)
        lines += [inert(wording.origin_line(result)), "", inert(result.notice)]
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
        titles = ", ".join(topic.title for topic in result.topics)
        a, b = result.agencies
        lines = [f"# {inert(titles)}: {a} and {b} compared", ""]
        lines += [inert(wording.origin_line(result)), "", inert(wording.counts_line(result)), ""]
        for line in wording.extra_counts(result):
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
        if result.rows:
            lines += ["## Summary", ""]
            lines += _table(
                ("Subject", "Verdict", "Stricter", "Position for both", "Read as"),
                (
                    (
                        f"[{inert(row.title)}](#{row.subject})",
                        inert(wording.headline(row)),
                        inert(wording.stricter_text(row.stricter)),
                        inert(self._position(row)),
                        row.reading or "-",
                    )
                    for _, rows in wording.grouped(result, self.group_by)
                    for row in rows
                ),
            )
        return lines

    @staticmethod
    def _position(row: Row) -> str:
        texts = {wording.position_text(part.global_position) for part in row.headline_parts}
        return texts.pop() if len(texts) == 1 else "differs by part, see below"

    def _row(self, result: Result, row: Row) -> list[str]:
        lines = [f'<a id="{row.subject}"></a>', "", f"### {inert(row.title)}", ""]
        lines += [f"*{inert(row.question)}*", ""]
        about = [f"**{inert(wording.headline(row))}**"]
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
                    inert(wording.scope_text(part.scope)),
                    inert(wording.part_label(part)),
                    inert(wording.answers_of(row, part, a)),
                    inert(wording.answers_of(row, part, b)),
                    inert(wording.stricter_text(part.stricter)),
                    inert(wording.position_text(part.global_position)),
                )
                for part in row.parts
            ),
        )
        lines += self._why(row)
        lines += self._entries(row)
        return lines

    @staticmethod
    def _why(row: Row) -> list[str]:
        lines = ["Why:", ""]
        for part in row.parts:
            prefix = f"{wording.scope_text(part.scope)}: " if len(row.parts) > 1 else ""
            lines += [f"- {inert(prefix + line)}" for line in wording.why(part)]
            lines += [
                f"- {inert(prefix + 'beside it: ' + wording.facet_text(facet))}"
                for facet in part.facets
                if not facet.material
            ]
        return [*lines, ""]

    def _entries(self, row: Row) -> list[str]:
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        lines: list[str] = []
        for title, entries in (
            ("Statements", [entry for entry in row.entries if entry.id in deciding]),
            ("Printed beside, deciding nothing", [e for e in row.entries if e.id not in deciding]),
        ):
            if entries:
                lines += [f"{title}:", ""]
                for entry in entries:
                    lines += self._entry(entry)
                lines.append("")
        return lines

    @staticmethod
    def _entry(entry: EntryResult) -> list[str]:
        marks = [entry.obligation, str(entry.reading["grade"])]
        if entry.document["status"] != "final":
            marks.append(str(entry.document["status"]))
        marks += [
            name
            for name, told in (
                ("convention", entry.standing == "convention"),
                ("general principle", entry.general),
                ("by analogy", entry.by_analogy),
            )
            if told
        ]
        document = entry.document
        title = f"{document['title']}"
        reference = f", {document['reference']}" if document["reference"] else ""
        where = f"{_link(title, document['url'])}{inert(reference)}, {inert(entry.locator)}"
        scope = f" ({inert(wording.scope_text(entry.applies_to))})" if entry.applies_to else ""
        lines = [
            f"- **{inert(entry.id)}** ({inert(', '.join(marks))}){scope}: {inert(entry.statement)}",
            f"  Source: {where}.",
        ]
        if entry.reading["via"]:
            lines.append(f"  Seen in: {inert(str(entry.reading['via']))}.")
        lines += [
            f"  {word.capitalize()} {inert(use['id'] or '')}"
            f"{': ' + inert(use['note']) if use['note'] else ''}."
            for word, uses in (("unless", entry.unless), ("when", entry.when))
            for use in uses
        ]
        if entry.note:
            lines.append(f"  Note: {inert(entry.note)}")
        return lines
