"""Plain tables: for pipes and logs, and for terminals too narrow for columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.gap.result import Result, Row
from atmp_gap.report import origin, wording
from atmp_gap.report.columns import columns, paragraph
from atmp_gap.report.inert import one_line
from atmp_gap.report.interface import Sheet

NARROW = 96
"""Below this width rows are stacked instead of set in columns."""


def words_in_cells(result: Result) -> dict[str, str]:
    """The words a narrow cell has room for: all but those of conditions."""
    words = wording.words_of(result)
    return {name: text for name, text in words.items() if name not in result.conditions}


def cells(row: Row, agencies: tuple[str, str], common: Mapping[str, str]) -> list[list[str]]:
    """The cells of a row, in ``common`` words and its own: a line, and one per kind of part below.

    Parts that say the same share a line; where all do, the row's own line is enough.
    """
    a, b = agencies
    words = {**common, **row.words}
    answers = wording.Answers(row, words)
    kinds: dict[tuple[str, ...], list[str]] = {}
    for part in row.parts:
        key = (
            wording.part_label(part),
            wording.stricter_text(part.stricter),
            answers.of(part, a),
            answers.of(part, b),
        )
        kinds.setdefault(key, []).append(wording.scope_text(part.scope, words))
    found = [[wording.headline(row, words), wording.stricter_text(row.stricter), row.title]]
    if len(kinds) == 1:
        found[0] += next(iter(kinds))[2:]
    else:
        found[0] += ["", ""]
        found += [
            [f". {label}", stricter, f". {' / '.join(scopes)}", *told]
            for (label, stricter, *told), scopes in kinds.items()
        ]
    return [[one_line(text) for text in line] for line in found]


class Table:
    """Plain text in ``width`` characters."""

    name = "table"
    wants_listings = False

    def __init__(self, width: int = 120, group_by: str = "group") -> None:
        self.width = width
        self.group_by = group_by

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """Counts first, then the rows under their headings, then where it comes from."""
        lines = self.head(result)
        words = words_in_cells(result)
        for heading, rows in wording.grouped(result, self.group_by):
            lines += ["", heading, "=" * min(len(heading), self.width)]
            if self.width < NARROW:
                for row in rows:
                    lines += self._stacked(result, row, words)
            else:
                lines += self._columns(result, rows, words)
        return "\n".join([*lines, "", *self.foot(result)]) + "\n"

    def detail(self, result: Result) -> str:
        """Every row spelled out: both sides, and why."""
        from atmp_gap.report.detail import detail

        lines: list[str] = []
        words = wording.words_of(result)
        for row in result.rows:
            lines += [*detail(row, {**words, **row.words}, self.width), ""]
        return "\n".join([*lines, *self.foot(result)]) + "\n"

    def sheet(self, sheet: Sheet) -> str:
        """A title, columns, and notes."""
        lines = [sheet.title, "=" * min(len(sheet.title), self.width)]
        rows = [[one_line(text) for text in row] for row in sheet.rows]
        if self.width < NARROW and len(sheet.columns) > 4:
            for row in rows:
                lines += self._wrapped(row[0])
                for name, text in list(zip(sheet.columns, row, strict=True))[1:]:
                    if text:
                        lines += self._wrapped(f"{name}: {text}", "  ")
        else:
            heads = [one_line(name) for name in sheet.columns]
            widest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
            lines += columns(heads, rows, [min(size, 60) for size in widest], self.width)
        lines += [line for note in sheet.notes for line in ["", *self._wrapped(note)]]
        return "\n".join(lines) + "\n"

    def head(self, result: Result) -> list[str]:
        """The title and the counts."""
        lines = self._wrapped(origin.title(result))
        for line in (origin.counts_line(result), *origin.extra_counts(result)):
            lines += self._wrapped(line)
        return lines

    def foot(self, result: Result) -> list[str]:
        """Where the report comes from, and what it is not."""
        return [
            *self._wrapped(origin.origin_line(result)),
            *self._wrapped(result.notice),
        ]

    def _wrapped(self, text: str, indent: str = "") -> list[str]:
        return paragraph(text, self.width, indent)

    def _columns(self, result: Result, rows: Sequence[Row], words: Mapping[str, str]) -> list[str]:
        return columns(
            ("Verdict", "Stricter", "Subject", *result.agencies),
            [line for row in rows for line in cells(row, result.agencies, words)],
            (24, 10, 30, 28, 28),
            self.width,
        )

    def _stacked(self, result: Result, row: Row, words: Mapping[str, str]) -> list[str]:
        (verdict, stricter, title, *answers), *kinds = cells(row, result.agencies, words)
        lines = self._wrapped(title)
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
            for agency, text in zip(result.agencies, said, strict=True):
                lines += self._wrapped(f"{agency}: {text}", indent)
        return [*lines, ""]
