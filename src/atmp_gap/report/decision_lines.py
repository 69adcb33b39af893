"""The report of a comparison as lines of text: decisions first, citations beside every answer.

Lines are made of spans, so that a terminal can colour what a file prints plainly. A report is short
unless ``full``: then rows that agree or are open are spelled out too, with all their parts, and
nothing is shortened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, reasons
from atmp_gap.report.answers import Answer
from atmp_gap.report.case_lines import case_lines
from atmp_gap.report.decisions import Decisions, PartTold, RowTold, Section
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import shorten, wrap

WIDE = 100
"""From this width on citations stand beside the answers, else below them."""
GRADE = len("reported")
INDENT = "  "
GAP = "  "
MOST_TEXTS = 5
"""A short report names so many of the texts that would settle open rows."""
MOST_LINES = 2
"""An answer in a short report has no more lines than this."""
MOST_CASES = 3
"""A short report prints no more precedents of a row than this."""
PARTS_TOLD = 3
"""A row in a short report is told in no more parts than this."""


@dataclass(frozen=True)
class Span:
    """A piece of a line and how it stands out: ``title``, ``quiet``, a verdict, or nothing."""

    text: str
    look: str = ""


Line = tuple[Span, ...]


def text_of(line: Line) -> str:
    """A line as plain text."""
    return "".join(span.text for span in line).rstrip()


def comparison_lines(
    decisions: Decisions, width: int, full: bool, precedents: bool = False
) -> list[Line]:
    """The whole report in ``width`` characters; with ``precedents`` they stand under the rows."""
    page = Page(decisions.result, width, full, precedents)
    lines = [*page.head(decisions), ()]
    for section in decisions.sections:
        if section.rows or page.asked_for(section):
            lines += [*page.section(section, decisions), ()]
    return [*lines, *page.foot()]


class Page:
    """Draws the pieces of one report."""

    def __init__(self, result: Result, width: int, full: bool, precedents: bool = False) -> None:
        self.result, self.width, self.full = result, width, full
        self.precedents = precedents
        self.only = bool(result.filters.get("only"))
        self.name = max(4, *map(len, result.agencies))
        self.cite = 0 if width < WIDE else min(46, (width - 30) * 2 // 5)
        """The room for citations; 0: they stand below."""
        taken = len(INDENT) + self.name + len(GAP)
        beside = self.cite + GRADE + 2 * len(GAP) if self.cite else 0
        self.room = max(16, width - taken - beside)
        """The room for answers."""

    # --- head and foot -------------------------------------------------------------------------

    def head(self, decisions: Decisions) -> Iterator[Line]:
        """What is compared, the counts in a line, and what has to be known before reading on."""
        result = self.result
        yield from self.beside(origin.title(result), origin.day_and_corpus(result), "title")
        yield from self.prose(origin.counts(decisions))
        for text in origin.remarks(decisions):
            yield from self.prose(text)

    def foot(self) -> Iterator[Line]:
        """How to read it, what to do next, where it comes from, and what it is not."""
        yield (Span("How to read this", "title"),)
        for name, meaning in origin.legend(self.result):
            yield from self.prose(f"{name}: {meaning}.", INDENT)
        yield from self.prose("Next: " + "; ".join(origin.next_commands(self.result, self.full)))
        yield ()
        yield from self.prose(origin.origin_line(self.result))
        yield from self.prose(self.result.notice)

    # --- sections ------------------------------------------------------------------------------

    def asked_for(self, section: Section) -> bool:
        """Whether a section is shown though it has no rows: all are, unless verdicts are named."""
        return section.kind is not None and (not self.only or section.named)

    def section(self, section: Section, decisions: Decisions) -> Iterator[Line]:
        """A heading with its number, and its rows: spelled out, in lines, or counted."""
        kind = section.kind
        yield from self.prose(f"{section.title.upper()} ({len(section.rows)})", "", "title")
        draw: Callable[[RowTold], Iterator[Line]] | None
        if kind is not None and kind.id == "judge" and not (self.full or section.named):
            draw = self._to_judge
        elif kind is None or section.spelled_out(self.full):
            draw = self._row
        elif kind.id == "same":
            draw = self._same
        else:
            yield from self._open(section, decisions) if section.rows else ()
            draw = None
        for row in section.rows:
            yield from draw(row) if draw else ()
            yield from self._beside(row, titled=draw is None)

    def _open(self, section: Section, decisions: Decisions) -> Iterator[Line]:
        """Open rows, counted by the text that would settle them."""
        yield from self.prose(
            "By the text that would settle them, or confirm what is recalled; some need several:",
            INDENT,
        )
        texts = decisions.settling
        room = max(8, self.width - len(INDENT) - len(GAP) - len("1000 rows"))
        long = min(room, max((len(item.text) for item in texts[:MOST_TEXTS]), default=0))
        for item in texts[:MOST_TEXTS]:
            text = shorten(one_line(item.text), room).ljust(long)
            yield (Span(f"{INDENT}{text}{GAP}{origin.counted(item.rows, 'row')}"),)
        more = f"and {len(texts) - MOST_TEXTS} more texts; " if len(texts) > MOST_TEXTS else ""
        yield from self.prose(f"{more}--all lists the rows", INDENT, "quiet")
        believed = Counter(
            reasons.believed_text(part.part.believed)
            for row in section.rows
            for part in row.parts
            if part.part.believed
        )
        for text, number in believed.items():
            parts = origin.counted(number, "part")
            yield from self.prose(f"believed, and to be confirmed: {text} in {parts}", INDENT)

    # --- rows ----------------------------------------------------------------------------------

    def _row(self, row: RowTold) -> Iterator[Line]:
        """A row spelled out: its title, then per part what each side says."""
        mark = row.mark
        if self.full or row.kind.id in ("same", "open"):
            mark = ", ".join(filter(None, (row.kind.counted, mark)))
        yield from self.beside(row.row.title, mark, row.row.verdict)
        parts = row.parts if self.full else row.parts[:PARTS_TOLD]
        for part in parts:
            yield from self.part(part)
        if len(parts) < len(row.parts):
            more = origin.counted(len(row.parts) - len(parts), "more part")
            told = f"and {more}: atmp-gap show {row.row.subject}"
            yield from self.prose(told, INDENT, "quiet")
        if self.full:
            for part in row.elsewhere:
                yield from self.part(part, origin.verdict_words(part.part))
        elif row.elsewhere:
            told = shorten(
                f"elsewhere: {origin.elsewhere(row.elsewhere)}", self.width - len(INDENT)
            )
            yield from self.prose(told, INDENT, "quiet")

    def _to_judge(self, row: RowTold) -> Iterator[Line]:
        """A row to judge in three lines: what could not be compared, and both answers."""
        told = row.parts[0]
        mark = one_line(", ".join(filter(None, ("; ".join(told.unclear), row.mark))))
        title = _starred(row)
        room = self.width - len(title) - 2 * len(GAP)
        # Where little room is left beside the title, what is unclear has a line of its own.
        mark = shorten(mark, room if room > self.width // 3 else self.width - len(INDENT))
        yield from self.beside(title, mark, row.row.verdict)
        for answer in told.answers:
            yield from self._answer(answer, 1)

    def _same(self, row: RowTold) -> Iterator[Line]:
        """A row on which both agree: the question, the answer, and where it stands."""
        told = row.parts[0]
        said = one_line(row.agreed)
        cited, grade = _cited(told), row.row.reading or ""
        look = "unjudged" if grade == "recalled" else "quiet"
        if not self.cite:
            half = self.width // 2 - len(GAP)
            yield (Span(shorten(_starred(row), half).ljust(half) + GAP + shorten(said, half)),)
            yield (Span(INDENT + shorten(f"{cited} ({grade})", self.width - len(INDENT)), look),)
            return
        room = self.width - GRADE - 3 * len(GAP)
        rooms = (room * 40 // 100, room * 24 // 100, room - room * 40 // 100 - room * 24 // 100)
        cells = [
            shorten(one_line(text), size).ljust(size) + GAP
            for text, size in zip((_starred(row), said, cited), rooms, strict=True)
        ]
        yield (Span(cells[0]), Span(cells[1]), Span(cells[2], "quiet"), Span(grade, look))

    def part(
        self, part: PartTold, verdict: str = "", notes: Sequence[str] | None = None
    ) -> Iterator[Line]:
        """A part: where it holds, what each side says, what follows; ``notes`` replace its own."""
        where = ": ".join(filter(None, (verdict, part.where)))
        if where:
            text = one_line(where)
            if not self.full:
                text = shorten(text, self.width - len(INDENT))
            yield from self.prose(text, INDENT, "quiet")
        most = 0 if self.full else MOST_LINES
        for answer in part.answers:
            yield from self._answer(answer, most)
        if part.both:
            yield from self._labelled("both", part.both, most)
        for text in part.unclear:
            yield from self._labelled("open", text, most, "unjudged")
        for text in part.notes if notes is None else notes:
            yield from self._labelled("note", text, most, "quiet")

    def _answer(self, answer: Answer, most: int) -> Iterator[Line]:
        """An agency's answer in at most so many lines (0: all), citations beside or below it."""
        lines = _fitted(one_line(answer.text), self.room, most)
        cited = "; ".join(dict.fromkeys(one_line(each.text) for each in answer.citations))
        beside: list[str] = []
        if cited and self.cite:
            beside = _fitted(cited, self.cite, most)
        elif cited:
            lines += _fitted(f"{cited} ({answer.grade})", self.room, most)
        look = "" if answer.speaks else "quiet"
        for number, (said, place) in enumerate(zip_longest(lines, beside, fillvalue="")):
            name = "" if number else answer.agency
            line = [Span(f"{INDENT}{name.ljust(self.name)}{GAP}"), Span(said, look)]
            if place:
                line.append(Span(f"{' ' * (self.room - len(said))}{GAP}{place}", "quiet"))
            if beside and not number:
                room = " " * (self.cite - len(place))
                recalled = "unjudged" if answer.grade == "recalled" else "quiet"
                line.append(Span(f"{room}{GAP}{answer.grade}", recalled))
            yield tuple(line)

    def _beside(self, row: RowTold, titled: bool) -> Iterator[Line]:
        """What stands beside a row: one's own feedback always, precedents where asked for."""
        found = [case for case in row.cases if case.own or self.precedents]
        if found and titled:
            yield from self.prose(row.row.title, "", "title")
        yield from case_lines(self, found, 0 if self.full else MOST_CASES)

    # --- lines ---------------------------------------------------------------------------------

    def _labelled(self, label: str, text: str, most: int, look: str = "") -> Iterator[Line]:
        room = self.width - len(INDENT) - self.name - len(GAP)
        for number, line in enumerate(_fitted(one_line(text), room, most)):
            name = "" if number else label
            yield (Span(f"{INDENT}{name.ljust(self.name)}{GAP}"), Span(line, look))

    def beside(self, left: str, right: str, look: str) -> Iterator[Line]:
        """A title and what is said of it at the end of its line; where there is no room, below."""
        left, right = one_line(left), one_line(right)
        free = self.width - len(left) - len(right)
        second = "quiet" if look == "title" else look
        if right and free >= len(GAP):
            yield (Span(left, "title"), Span(" " * free), Span(right, second))
            return
        yield from self.prose(left, "", "title")
        if right:
            yield from self.prose(right, INDENT, second)

    def prose(self, text: str, indent: str = "", look: str = "") -> Iterator[Line]:
        """A text in lines of its own; an indent grows after the first of them."""
        rest = indent + INDENT if indent else ""
        for line in wrap(one_line(text), self.width, indent, rest):
            yield (Span(line, look),)


def _fitted(text: str, room: int, most: int) -> list[str]:
    """A text in lines of a width; in no more than ``most``, if that is not 0."""
    lines = wrap(text, room)
    if not most or len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), room)]


def _starred(row: RowTold) -> str:
    """A row's title, with a star where a line tells less than the whole row."""
    return one_line(row.row.title) + (" *" if row.several else "")


def _cited(told: PartTold) -> str:
    """Where both sides' equal answer stands: one ICH text, or a citation of each."""
    first, second = (one_line(answer.cited) for answer in told.answers)
    if told.part.same_ich_text:
        return f"both: {first}"
    return " | ".join(filter(None, (first, second)))
