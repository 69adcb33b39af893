"""The sheet of a topic: a line per part, what is decided first, evidence after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.gap.result import EntryResult, Part, Result, Row, TopicResult
from atmp_gap.report import reasons, sides, sources, wording
from atmp_gap.report.xlsx.book import COMPANY, Book, finish, height, shown

EVIDENCE_HEIGHT = 84.0
"""What the columns of evidence may add to a line's height: about six lines of text."""
WIDTHS: dict[str, int] = {
    "ID": 18,
    "Group": 20,
    "CTD section": 12,
    "Subject": 30,
    "Question": 36,
    "Applies to": 26,
    "Stage": 16,
    "Verdict": 18,
    "Stricter": 11,
    "Position for both": 32,
    "Why": 50,
    "Searched": 40,
    "Notes": 40,
    "Adopted ICH text": 40,
    "Decided by": 22,
    "Read as": 10,
    **dict.fromkeys(COMPANY, 22),
}
SIDE_WIDTHS: dict[str, int] = {
    "answer": 32,
    "text": 52,
    "document": 34,
    "section": 22,
    "date": 12,
    "status": 10,
    "issuer": 10,
    "strength": 10,
    "read as": 10,
    "entries": 16,
    "checked": 20,
    "link": 30,
}


def add_topic(book: Book, result: Result, topic: TopicResult, rows: Sequence[Row]) -> None:
    """The sheet of a topic with these rows."""
    sheet = book.add(topic.id)
    formats = book.formats
    columns = columns_of(result)
    names = list(columns)
    book.head(sheet, 0, names)
    end = names.index("Why") + 1
    front = [(name, columns[name]) for name in names[1:end]]
    evidence = [(name, columns[name]) for name in names[end:] if "link" not in name]
    looks = {"ID": formats.id, **dict.fromkeys(COMPANY, formats.input)}
    line = 0
    words = wording.words_of(result)
    for row in rows:
        known = {**words, **row.words}
        entries = {entry.id: entry for entry in row.entries}
        for part in row.parts:
            line += 1
            told = _cells(result, topic.groups, row, part, entries, known)
            cells = {name: shown(told.get(name, "")) for name in names}
            looks["Verdict"] = formats.verdicts[part.verdict]
            for column, name in enumerate(names):
                book.text(sheet, line, column, cells[name], looks.get(name))
            decided = height((cells[name], width) for name, width in front)
            more = height((cells[name], width) for name, width in evidence)
            sheet.set_row(line, max(decided, min(EVIDENCE_HEIGHT, more)))
    for column, (name, width) in enumerate(columns.items()):
        hidden = {"hidden": True} if name.endswith(" link") else {}
        sheet.set_column(column, column, width, None, hidden)
    finish(sheet, line, len(columns), names.index("Subject") + 1)
    # On paper the decision columns; the evidence stays on the screen.
    sheet.set_paper(8)
    sheet.print_area(0, 0, line, end - 1)


def columns_of(result: Result) -> dict[str, int]:
    """The columns of a topic's sheet with their widths: what is decided first, evidence after."""
    front = ("ID", "Group", "Subject", "CTD section", "Applies to", "Stage", "Verdict", "Stricter")
    columns = {name: WIDTHS[name] for name in front}
    columns |= {f"{agency} answer": SIDE_WIDTHS["answer"] for agency in result.agencies}
    middle = ("Position for both", *COMPANY, "Why", "Question")
    columns |= {name: WIDTHS[name] for name in middle}
    for agency in result.agencies:
        columns |= {
            f"{agency} {name}": width for name, width in SIDE_WIDTHS.items() if name != "answer"
        }
    back = ("Adopted ICH text", "Searched", "Notes", "Decided by", "Read as")
    return columns | {name: WIDTHS[name] for name in back}


def _cells(
    result: Result,
    groups: Mapping[str, str],
    row: Row,
    part: Part,
    entries: Mapping[str, EntryResult],
    words: Mapping[str, str],
) -> dict[str, str]:
    """The cells of a part, by column; those of the company are left out."""
    told = [reasons.absence_text(absence, words) for absence in part.absences]
    scope = {name: terms for name, terms in part.scope.items() if name != "stage"}
    stage = part.scope.get("stage", row.domain.get("stage", ()))
    judgement = part.judgement
    cells = {
        "ID": wording.part_key(row, part),
        "Group": groups.get(row.group, row.group),
        "CTD section": "\n".join(row.ctd),
        "Subject": row.title,
        "Question": row.question,
        "Applies to": wording.scope_text(scope, words),
        "Stage": ", ".join(wording.said(name, words) for name in stage) or "all",
        "Verdict": wording.part_label(part),
        "Stricter": wording.stricter_text(part.stricter) if part.stricter else "",
        "Position for both": _position(part, words),
        "Why": "\n".join(line for line in reasons.why(part, words) if line not in told),
        "Searched": "\n".join(told),
        "Notes": "\n".join(
            [
                *(reasons.facet_text(f, words) for f in part.facets if not f.material),
                *([row.note] if row.note else []),
            ]
        ),
        "Decided by": f"{judgement.by}, {judgement.date}" if judgement else part.decided_by,
        "Read as": part.reading or "",
    }
    shared: list[EntryResult] = []
    lines = sides.answers(row, part, words)
    for index, side in enumerate(part.sides):
        speaking = [entries[name] for name in side.entries]
        shared += [entry for entry in speaking if entry.agency not in result.agencies]
        said = [f"{line.title}: {told.text}" for line in lines for told in line.sides[index]]
        texts = {"answer": said or (["in prose"] if speaking else []), **_evidence(speaking)}
        for name, items in texts.items():
            cells[f"{side.agency} {name}"] = "\n".join(dict.fromkeys(items))
    cells["Adopted ICH text"] = "\n".join(
        dict.fromkeys(f"{_document(entry)}, {sources.place(entry)}" for entry in shared)
    )
    return cells


def _evidence(speaking: Sequence[EntryResult]) -> dict[str, list[str]]:
    """What stands behind a side's answer, by the end of the column's name."""
    return {
        "text": [entry.statement for entry in speaking],
        "document": [_document(entry) for entry in speaking],
        "section": [sources.place(entry) for entry in speaking],
        "date": [entry.document.effective or "undated" for entry in speaking],
        "status": [entry.document.status for entry in speaking],
        "issuer": [entry.issuer for entry in speaking],
        "strength": [entry.obligation for entry in speaking],
        "read as": [entry.reading.grade for entry in speaking],
        "entries": [entry.id for entry in speaking],
        "checked": [f"{entry.id}: {line}" for entry in speaking for line in entry.checked],
        "link": [entry.document.url or "" for entry in speaking],
    }


def _position(part: Part, words: Mapping[str, str]) -> str:
    if part.global_position:
        return wording.position_text(part.global_position, words)
    return "none: the sides conflict" if part.conflict else ""


def _document(entry: EntryResult) -> str:
    reference = entry.document.reference
    return f"{entry.document.title}{f' ({reference})' if reference else ''}"
