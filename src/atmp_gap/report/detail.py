"""A row spelled out as plain text: both sides, why the verdict, and the statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atmp_gap.gap.result import EntryResult, Part, Row
from atmp_gap.report import reasons, sources, wording
from atmp_gap.report.lines import Passage


def detail(row: Row, words: Mapping[str, str]) -> Iterator[Passage]:
    """All that is known of a row, in words: what ``show`` prints of it."""
    yield Passage(row.title, look="title", underlined=True)
    yield Passage(row.question)
    yield Passage(f"id: {row.subject}   CTD: {', '.join(row.ctd) or '-'}")
    yield Passage(f"Verdict: {wording.headline(row, words)}", look=row.verdict)
    yield Passage(f"Stricter: {wording.stricter_text(row.stricter)}")
    if row.note:
        yield Passage(f"Note: {row.note}")
    answers = wording.Answers(row, words)
    for part in row.parts:
        yield Passage("")
        yield from _part(part, answers, words)
    yield Passage("")
    yield Passage("Statements", look="title")
    deciding = {name for part in row.parts for side in part.sides for name in side.entries}
    for entry in row.entries:
        yield from _statement(entry, entry.id in deciding, words)


def _part(part: Part, answers: wording.Answers, words: Mapping[str, str]) -> Iterator[Passage]:
    """What each side says in a part, what satisfies both, and why the verdict is what it is."""
    where = wording.scope_text(part.scope, words)
    yield Passage(f"{where}: {wording.part_label(part)}", look=part.verdict)
    for side in part.sides:
        names = f" [{', '.join(side.entries)}]" if side.entries else ""
        yield Passage(f"{side.agency}: {answers.of(part, side.agency)}{names}", "  ")
    position = wording.position_text(part.global_position, words)
    yield Passage(f"position for both: {position}", "  ")
    for line in reasons.why(part, words):
        yield Passage(f"why: {line}", "  ")
    for facet in part.facets:
        if not facet.material:
            yield Passage(f"beside it: {reasons.facet_text(facet, words)}", "  ")


def _statement(entry: EntryResult, decides: bool, words: Mapping[str, str]) -> Iterator[Passage]:
    """A statement, where it stands, how it was read, and its conditions."""
    marks = f"{entry.obligation}, {entry.reading.grade}{'' if decides else ', decides nothing'}"
    yield Passage(f"{entry.id} ({marks}): {entry.statement}", "  ")
    document = entry.document
    about = (document.title, document.reference, sources.place(entry), document.status)
    lines = ["; ".join(text for text in about if text)]
    if entry.reading.via:
        lines.append(f"seen in: {entry.reading.via}")
    lines += [f"checked: {line}" for line in entry.checked]
    for word, uses in (("unless", entry.unless), ("when", entry.when)):
        for use in uses:
            note = f": {use.note}" if use.note else ""
            lines.append(f"{word} {wording.said(use.id, words)}{note}")
    if entry.note:
        lines.append(f"note: {entry.note}")
    yield from (Passage(line, "    ") for line in lines)
