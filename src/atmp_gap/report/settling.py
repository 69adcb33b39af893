"""The open sides of rows with the passages that may answer them, and what became of what was said.

For the screen as text, for other formats as a listing; `report.xlsx.review` writes the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.gap.result import Row
from atmp_gap.model.requirement import RawAnswer
from atmp_gap.model.subject import Subject
from atmp_gap.report import sources, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.library_passages import marked, place
from atmp_gap.settle.passages import Passage
from atmp_gap.settle.said import LICENSED, how_to
from atmp_gap.settle.worklist import OpenSide, Why
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import wrap

Work = Sequence[tuple[OpenSide, Sequence[Passage]]]
WHY: Mapping[Why, str] = {
    "silent": "nothing recorded yet",
    "believed": "only believed to say nothing",
    "recalled": "recalled from memory",
    "reported": "reported by others",
    "read": "read",
}
MISSED = (
    "A search misses passages, one in four in a long text and four in ten over the texts of a "
    "side: that nothing is shown does not mean that a text says nothing."
)
"""As measured on texts that were kept apart: docs/library.md."""


def work_text(work: Work, held: Mapping[str, object], width: int, marks: tuple[str, str]) -> str:
    """The sides to look at, one after another, each with its passages under it."""
    lines: list[str] = []
    for side, passages in work:
        lines += [*side_lines(side, held, width), *passage_lines(side, passages, width, marks), ""]
    if not work:
        return "Nothing is open here.\n"
    return "\n".join([*lines, *wrap(MISSED, width)]) + "\n"


def side_lines(side: OpenSide, held: Mapping[str, object], width: int) -> list[str]:
    """What is asked of one side: the question, the slots, its statements, and where to look."""
    subject = side.subject
    lines = wrap(one_line(f"{subject.id}, {side.agency}: {WHY[side.why]}"), width)
    lines += wrap(one_line(subject.question), width, "  ", "  ")
    for name in subject.asks:
        lines += wrap(one_line(f"{name}: {how_to(subject, name)}"), width, "  answer ", "    ")
    for entry in side.entries:
        told = f"{entry.id} ({', '.join(sources.marks(entry))}): {entry.statement}"
        lines += wrap(one_line(f"{told} [{sources.cite(entry)}]"), width, "  stands ", "    ")
    texts = [name if name in held else f"{name} (not in your library)" for name in side.texts]
    if texts:
        helped = f", of {side.rows} open rows" if side.rows > 1 else ""
        lines += wrap(f"settled by {'; '.join(texts)}{helped}", width, "  ", "    ")
    return lines


def passage_lines(
    side: OpenSide, passages: Sequence[Passage], width: int, marks: tuple[str, str]
) -> list[str]:
    """The passages of one side under their numbers, around the words that were found."""
    lines = []
    for number, passage in enumerate(passages, 1):
        lines.append(f"  {number}. {one_line(place_text(passage))}")
        text = marked(passage.found, *marks) if passage.found else passage.text
        lines += [f"     {line}" for line in wrap(text, width - 5)]
    return lines or [f"  {nothing_shown(side)}"]


def nothing_shown(side: OpenSide) -> str:
    """Why no passage is shown of a side: none was found, or there was nothing to search."""
    if not side.searched:
        return f"nothing was searched: there is no copy of a text of {side.agency}"
    held = f"{side.searched} text{'s' * (side.searched > 1)} of {side.agency} that you hold"
    return f"no passage of the {held} shares words with the question"


def place_text(passage: Passage) -> str:
    """The document, page and section of a passage."""
    return ", ".join(filter(None, (passage.document, place(passage.page, passage.section))))


def section_lines(passage: Passage, width: int) -> list[str]:
    """The whole section around a passage, as its copy has it."""
    lines = [place_text(passage)]
    for paragraph in passage.text.splitlines():
        lines += wrap(one_line(paragraph), width - 2, "  ", "  ") if paragraph.strip() else []
    return lines


def work_sheet(work: Work, licensed: Mapping[str, str]) -> Sheet:
    """The same as a listing: a line for each passage; licensed texts are named, not quoted."""
    columns = ("subject", "agency", "why", "statements", "passage", "place", "text")
    rows = []
    data = []
    for side, passages in work:
        front = (side.subject.id, side.agency, WHY[side.why])
        stands = ", ".join(entry.id for entry in side.entries) or "-"
        for number, passage in enumerate(passages, 1):
            text = quotable(passage, licensed)
            rows.append((*front, stands, str(number), place_text(passage), text))
        if not passages:
            rows.append((*front, stands, "-", "; ".join(side.texts) or "-", "-"))
        data.append(
            {
                "subject": side.subject.id,
                "agency": side.agency,
                "why": side.why,
                "entries": [entry.id for entry in side.entries],
                "texts": list(side.texts),
                "open_rows": side.rows,
                "passages": [
                    {
                        "document": passage.document,
                        "file": passage.file,
                        "page": passage.page,
                        "section": passage.section,
                        "text": quotable(passage, licensed),
                    }
                    for passage in passages
                ],
            }
        )
    return Sheet("What is left to look at", columns, tuple(rows), (MISSED,), data)


def quotable(passage: Passage, kinds: Mapping[str, str]) -> str:
    """The section as a file may hold it: of a licensed text only where it stands."""
    if kinds.get(passage.document) == LICENSED:
        return f"licensed text: open your copy at {passage.locator}"
    return " ".join(passage.text.split())


def sentence(subject: Subject, answers: Mapping[str, RawAnswer]) -> str:
    """What an entry says where the person gives no sentence of their own."""
    told = []
    for name, raw in answers.items():
        slot = subject.asks[name]
        values = [raw] if isinstance(raw, str) else raw
        text = ", ".join(slot.values.get(value, value) for value in values)
        named = f"{slot.title or name.replace('-', ' ')}: " if len(subject.asks) > 1 else ""
        told.append(f"{named}{text}")
    return f"{subject.title}: {'; '.join(told)}."


def outcome(before: Row | None, after: Row) -> str:
    """What became of a row, in a line."""
    now = _told(after)
    was = f" (was {_told(before)})" if before is not None and _told(before) != now else ""
    return one_line(f"{after.title}: {now}{was}")


def _told(row: Row) -> str:
    label = wording.VERDICT_LABELS[row.verdict]
    return f"{label}, {row.reading}" if row.reading and row.verdict != "unassessed" else label
