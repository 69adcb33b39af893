"""Plain tables: for pipes and logs, and for terminals too narrow for columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from atmp_gap.gap.result import Result, Row
from atmp_gap.report import wording
from atmp_gap.report.inert import one_line
from atmp_gap.report.interface import Sheet

NARROW = 96
"""Below this width rows are stacked instead of set in columns."""


def words_in_cells(result: Result) -> dict[str, str]:
    """The words a narrow cell has room for: all but those of conditions."""
    words = wording.words_of(result)
    return {name: text for name, text in words.items() if name not in result.conditions}


def columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[str]:
    """Rows in columns of wrapped text; ``shares`` divide what is left after the gaps."""
    total = sum(shares)
    room = width - 2 * (len(heads) - 1)
    # A column is no narrower than its longest word, up to a limit, where there is room for that.
    least = [
        max(6, min(14, max(_longest(head), *(_longest(row[i]) for row in rows), 0)))
        for i, head in enumerate(heads)
    ]
    if sum(least) > room:
        least = [6] * len(heads)
    free = room - sum(least)
    ideal = [
        max(0, room * share // total - size) for share, size in zip(shares, least, strict=True)
    ]
    widths = [
        size + min(more, free * more // max(1, sum(ideal)))
        for size, more in zip(least, ideal, strict=True)
    ]
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
    lines = _wrapped_row(heads, used)
    lines.append(_joined(["-" * size for size in used], used))
    for row in rows:
        lines += _wrapped_row(row, used)
    return lines


def _wrapped_row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row, or the heads, on as many lines as its longest cell needs."""
    cells = [
        wrap(text, size, break_on_hyphens=True) or [""]
        for text, size in zip(row, widths, strict=True)
    ]
    return [
        _joined([cell[index] if index < len(cell) else "" for cell in cells], widths)
        for index in range(max(map(len, cells)))
    ]


def _longest(text: str) -> int:
    """The length of the longest word of a text that a line break may not cut."""
    return max(map(len, text.replace("-", "- ").split()), default=0)


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
            lines += [*self._detail(row, wording.words_of(result, row)), ""]
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
        lines = self._wrapped(wording.title(result), "")
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
        """The cells of the comparison: a line per row, and one per kind of part below it.

        Parts that say the same share a line; where all do, the row's own line is enough.
        """
        a, b = result.agencies
        common = words_in_cells(result)
        lines: list[list[str]] = []
        for row in rows:
            words = {**common, **row.words}
            kinds: dict[tuple[str, ...], list[str]] = {}
            for part in row.parts:
                key = (
                    wording.part_label(part),
                    wording.stricter_text(part.stricter),
                    wording.answers_of(row, part, a, words),
                    wording.answers_of(row, part, b, words),
                )
                kinds.setdefault(key, []).append(wording.scope_text(part.scope, words))
            first = next(iter(kinds))
            single = len(kinds) == 1
            found = [
                [
                    wording.headline(row, words),
                    wording.stricter_text(row.stricter),
                    row.title,
                    *(first[2:] if single else ("", "")),
                ]
            ]
            if not single:
                found += [
                    [f". {label}", stricter, f". {' / '.join(scopes)}", *answers]
                    for (label, stricter, *answers), scopes in kinds.items()
                ]
            lines += [[one_line(text) for text in line] for line in found]
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
        (verdict, stricter, title, *answers), *kinds = self.cells(result, [row])
        lines = self._wrapped(title, "")
        lines += self._wrapped(verdict, "  ")
        if row.stricter:
            lines += self._wrapped(f"stricter: {stricter}", "  ")
        if not kinds:
            kinds, indent = [["", "", "", *answers]], "  "
        else:
            indent = "    "
        for label, _, scope, *said in kinds:
            if label:
                lines += self._wrapped(f"{scope[2:]} -> {label[2:]}", "  ")
            for agency, text in zip((a, b), said, strict=True):
                lines += self._wrapped(f"{agency}: {text}", indent)
        return [*lines, ""]

    def _detail(self, row: Row, words: Mapping[str, str]) -> list[str]:
        lines = self._wrapped(row.title, "")
        lines.append("=" * min(len(row.title), self.width))
        lines += self._wrapped(row.question, "")
        lines += self._wrapped(f"id: {row.subject}   CTD: {', '.join(row.ctd) or '-'}", "")
        lines += self._wrapped(f"Verdict: {wording.headline(row, words)}", "")
        lines += self._wrapped(f"Stricter: {wording.stricter_text(row.stricter)}", "")
        if row.note:
            lines += self._wrapped(f"Note: {row.note}", "")
        for part in row.parts:
            lines += [
                "",
                *self._wrapped(
                    f"{wording.scope_text(part.scope, words)}: {wording.part_label(part)}", ""
                ),
            ]
            for side in part.sides:
                answers = wording.answers_of(row, part, side.agency, words)
                names = f" [{', '.join(side.entries)}]" if side.entries else ""
                lines += self._wrapped(f"{side.agency}: {answers}{names}", "  ")
            lines += self._wrapped(
                f"position for both: {wording.position_text(part.global_position, words)}", "  "
            )
            for line in wording.why(part, words):
                lines += self._wrapped(f"why: {line}", "  ")
            for facet in part.facets:
                if not facet.material:
                    lines += self._wrapped(f"beside it: {wording.facet_text(facet, words)}", "  ")
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
            for line in entry.checked:
                lines += self._wrapped(f"checked: {line}", "    ")
            for word, uses in (("unless", entry.unless), ("when", entry.when)):
                for use in uses:
                    condition = wording.said(use["id"] or "", words)
                    note = f": {use['note']}" if use["note"] else ""
                    lines += self._wrapped(f"{word} {condition}{note}", "    ")
            if entry.note:
                lines += self._wrapped(f"note: {entry.note}", "    ")
        return lines
