"""Plain tables: for pipes and logs, and for terminals too narrow for columns."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from atmp_gap.gap.result import Result, Row
from atmp_gap.report import wording
from atmp_gap.report.inert import one_line
from atmp_gap.report.interface import Sheet

NARROW = 96
"""Below this width rows are stacked instead of set in columns."""


def columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[str]:
    """Rows in columns of wrapped text; ``shares`` divide what is left after the gaps."""
    total = sum(shares)
    room = width - 2 * (len(heads) - 1)
    widths = [max(6, room * share // total) for share in shares]
    used = [
        min(size, max([len(head), *(len(row[i]) for row in rows)]))
        for i, (head, size) in enumerate(zip(heads, widths, strict=True))
    ]
    spare = room - sum(used)
    for i, size in enumerate(widths):
        if used[i] == size and spare > 0:
            longest = max([len(heads[i]), *(len(row[i]) for row in rows)])
            more = min(spare, longest - size)
            used[i] += more
            spare -= more
    lines = [_joined(heads, used), _joined(["-" * size for size in used], used)]
    for row in rows:
        cells = [
            wrap(text, size, break_on_hyphens=True) or [""]
            for text, size in zip(row, used, strict=True)
        ]
        for index in range(max(map(len, cells))):
            lines.append(_joined([c[index] if index < len(c) else "" for c in cells], used))
    return lines


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text.ljust(size) for text, size in zip(cells, widths, strict=True)).rstrip()


class Table:
    """Plain text in ``width`` characters."""

    name = "table"

    def __init__(self, width: int = 120, group_by: str = "group") -> None:
        self.width = width
        self.group_by = group_by

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """Counts first, then the rows under their headings, then where it comes from."""
        lines = self.head(result)
        for heading, rows in wording.grouped(result, self.group_by):
            lines += ["", heading, "=" * min(len(heading), self.width)]
            if self.width < NARROW:
                for row in rows:
                    lines += self._stacked(result, row)
            else:
                lines += self._columns(result, rows)
        lines += ["", *self.foot(result)]
        return "\n".join(lines) + "\n"

    def detail(self, result: Result) -> str:
        """Every row spelled out: both sides, and why."""
        lines: list[str] = []
        for row in result.rows:
            lines += [*self._detail(row), ""]
        return "\n".join([*lines, *self.foot(result)]) + "\n"

    def sheet(self, sheet: Sheet) -> str:
        """A title, columns, and notes."""
        lines = [sheet.title, "=" * min(len(sheet.title), self.width)]
        rows = [[one_line(text) for text in row] for row in sheet.rows]
        if self.width < NARROW and len(sheet.columns) > 4:
            for row in rows:
                lines += self._wrapped(row[0], "")
                for name, text in list(zip(sheet.columns, row, strict=True))[1:]:
                    if text:
                        lines += self._wrapped(f"{name}: {text}", "  ")
        else:
            widest = [
                max([len(name), *(len(row[i]) for row in rows)])
                for i, name in enumerate(sheet.columns)
            ]
            lines += columns(sheet.columns, rows, [min(size, 60) for size in widest], self.width)
        lines += [line for note in sheet.notes for line in ["", *self._wrapped(note, "")]]
        return "\n".join(lines) + "\n"

    def head(self, result: Result) -> list[str]:
        """The title and the counts."""
        titles = ", ".join(topic.title for topic in result.topics)
        lines = self._wrapped(f"{titles}: {' and '.join(result.agencies)} compared", "")
        for line in (wording.counts_line(result), *wording.extra_counts(result)):
            lines += self._wrapped(line, "")
        return lines

    def foot(self, result: Result) -> list[str]:
        """Where the report comes from, and what it is not."""
        return [
            *self._wrapped(wording.origin_line(result), ""),
            *self._wrapped(result.notice, ""),
        ]

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return wrap(
            one_line(text),
            max(20, self.width),
            initial_indent=indent,
            subsequent_indent=indent + "  " * bool(indent),
        ) or [""]

    @staticmethod
    def cells(result: Result, rows: Sequence[Row]) -> list[list[str]]:
        """The cells of the comparison: a line per row, and one per part where there are several."""
        a, b = result.agencies
        lines: list[list[str]] = []
        for row in rows:
            single = len(row.parts) == 1
            part = row.parts[0]
            lines.append(
                [
                    one_line(text)
                    for text in (
                        wording.headline(row),
                        wording.stricter_text(row.stricter),
                        row.title,
                        wording.answers_of(row, part, a) if single else "",
                        wording.answers_of(row, part, b) if single else "",
                    )
                ]
            )
            if not single:
                lines += [
                    [
                        one_line(text)
                        for text in (
                            f". {wording.part_label(part)}",
                            wording.stricter_text(part.stricter),
                            f". {wording.scope_text(part.scope)}",
                            wording.answers_of(row, part, a),
                            wording.answers_of(row, part, b),
                        )
                    ]
                    for part in row.parts
                ]
        return lines

    def _columns(self, result: Result, rows: Sequence[Row]) -> list[str]:
        a, b = result.agencies
        return columns(
            ("Verdict", "Stricter", "Subject", a, b),
            self.cells(result, rows),
            (24, 10, 30, 28, 28),
            self.width,
        )

    def _stacked(self, result: Result, row: Row) -> list[str]:
        a, b = result.agencies
        lines = self._wrapped(row.title, "")
        lines += self._wrapped(wording.headline(row), "  ")
        if row.stricter:
            lines += self._wrapped(f"stricter: {wording.stricter_text(row.stricter)}", "  ")
        for part in row.parts:
            indent = "  "
            if len(row.parts) > 1:
                lines += self._wrapped(
                    f"{wording.scope_text(part.scope)} -> {wording.part_label(part)}", "  "
                )
                indent = "    "
            lines += self._wrapped(f"{a}: {wording.answers_of(row, part, a)}", indent)
            lines += self._wrapped(f"{b}: {wording.answers_of(row, part, b)}", indent)
        return [*lines, ""]

    def _detail(self, row: Row) -> list[str]:
        lines = self._wrapped(row.title, "")
        lines.append("=" * min(len(row.title), self.width))
        lines += self._wrapped(row.question, "")
        lines += self._wrapped(f"id: {row.subject}   CTD: {', '.join(row.ctd) or '-'}", "")
        lines += self._wrapped(f"Verdict: {wording.headline(row)}", "")
        lines += self._wrapped(f"Stricter: {wording.stricter_text(row.stricter)}", "")
        if row.note:
            lines += self._wrapped(f"Note: {row.note}", "")
        for part in row.parts:
            lines += [
                "",
                *self._wrapped(f"{wording.scope_text(part.scope)}: {wording.part_label(part)}", ""),
            ]
            for side in part.sides:
                answers = wording.answers_of(row, part, side.agency)
                names = f" [{', '.join(side.entries)}]" if side.entries else ""
                lines += self._wrapped(f"{side.agency}: {answers}{names}", "  ")
            lines += self._wrapped(
                f"position for both: {wording.position_text(part.global_position)}", "  "
            )
            for line in wording.why(part):
                lines += self._wrapped(f"why: {line}", "  ")
            for facet in part.facets:
                if not facet.material:
                    lines += self._wrapped(f"beside it: {wording.facet_text(facet)}", "  ")
        lines += ["", "Statements"]
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        for entry in row.entries:
            mark = "" if entry.id in deciding else ", decides nothing"
            lines += self._wrapped(
                f"{entry.id} ({entry.obligation}, {entry.reading['grade']}{mark}): "
                f"{entry.statement}",
                "  ",
            )
            document = entry.document
            about = [document["title"], document["reference"], entry.locator, document["status"]]
            lines += self._wrapped("; ".join(text for text in about if text), "    ")
            if entry.reading["via"]:
                lines += self._wrapped(f"seen in: {entry.reading['via']}", "    ")
            for word, uses in (("unless", entry.unless), ("when", entry.when)):
                for use in uses:
                    lines += self._wrapped(f"{word} {use['id']}: {use['note'] or ''}", "    ")
            if entry.note:
                lines += self._wrapped(f"note: {entry.note}", "    ")
        return lines
