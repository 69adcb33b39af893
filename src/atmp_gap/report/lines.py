"""What a table of a comparison shows of a row, in lines, before it is known how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import Result, Row
from atmp_gap.report import wording
from atmp_gap.text.escape import one_line


@dataclass(frozen=True)
class Line:
    """A row's own line, or one below it for the parts of the row that say the same."""

    verdict: str
    label: str
    """The verdict in words, and what qualifies it."""
    stricter: str
    """Which side is stricter; empty where none is."""
    subject: str
    """The row's title, or where its parts hold."""
    answers: tuple[str, str]
    """What each side says; empty where the lines below tell."""


@dataclass(frozen=True)
class RowLines:
    """A row's own line and those of its parts: none where one line says it all."""

    row: Line
    parts: tuple[Line, ...]


@dataclass(frozen=True)
class Passage:
    """A text that is printed in lines of its own, and how it stands out."""

    text: str
    indent: str = ""
    look: str = ""
    """"title", or the verdict that it tells; empty where it does not stand out."""
    underlined: bool = False


def words_in_cells(result: Result) -> dict[str, str]:
    """The words a narrow cell has room for: all but those of conditions."""
    words = wording.words_of(result)
    return {name: text for name, text in words.items() if name not in result.conditions}


def row_lines(row: Row, agencies: tuple[str, str], common: Mapping[str, str]) -> RowLines:
    """The lines of a row, in ``common`` words and its own."""
    words = {**common, **row.words}
    answers = wording.Answers(row, words)
    scopes: dict[tuple[str, str, str, str, str], list[str]] = {}
    for part in row.parts:
        first, second = (answers.of(part, agency) for agency in agencies)
        key = (part.verdict, wording.part_label(part), part.stricter or "", first, second)
        scopes.setdefault(key, []).append(wording.scope_text(part.scope, words))
    parts = [
        Line(
            verdict,
            one_line(label),
            one_line(wording.stricter_text(stricter)) if stricter else "",
            one_line(" / ".join(where)),
            (one_line(first), one_line(second)),
        )
        for (verdict, label, stricter, first, second), where in scopes.items()
    ]
    only = parts[0] if len(parts) == 1 else None
    own = Line(
        row.verdict,
        one_line(wording.headline(row, words)),
        one_line(wording.stricter_text(row.stricter)) if row.stricter else "",
        one_line(row.title),
        only.answers if only else ("", ""),
    )
    return RowLines(own, () if only else tuple(parts))


def stacked(lines: RowLines, agencies: Sequence[str]) -> Iterator[Passage]:
    """A row below each other, for where there is no room for columns."""
    own = lines.row
    yield Passage(own.subject, look="title")
    yield Passage(own.label, "  ", own.verdict)
    if own.stricter:
        yield Passage(f"stricter: {own.stricter}", "  ")
    for part in lines.parts:
        yield Passage(f"{part.subject} -> {part.label}", "  ", part.verdict)
        for agency, text in zip(agencies, part.answers, strict=True):
            yield Passage(f"{agency}: {text}", "    ")
    if not lines.parts:
        for agency, text in zip(agencies, own.answers, strict=True):
            yield Passage(f"{agency}: {text}", "  ")
    yield Passage("")
