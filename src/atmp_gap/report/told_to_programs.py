"""Rows in words, as data for a program that will tell a person: an assistant, say.

Use ``told`` where the reader is a program that rephrases what it gets. Every row carries its
verdict and what that means, what each side says with its citations and how they were read, and a
status for each side that cannot be taken for "no requirement" where nobody has looked.
"""

from __future__ import annotations

from typing import Any

from atmp_gap.gap.result import NOTICE, TextSections
from atmp_gap.report import cases, origin, sources, wording
from atmp_gap.report.answers import Answer, Citation, searched
from atmp_gap.report.decisions import Decisions, PartTold, RowTold

NOT_ASSESSED = "NOT ASSESSED"
MOST_CASES = 5
"""So many precedents of a row are told, the nearest; their title says that they decide nothing."""
MOST_PARTS = 6
"""So many parts of a row are told; the number of the others is."""
OPEN_MEANS = (
    f"{NOT_ASSESSED}. Nobody has recorded a search of the texts that would answer this. It is not "
    "known whether a side that is silent here has a requirement. Never report this as 'no "
    "requirement', 'not required' or 'the same'."
)
RECALLED_MEANS = (
    "UNVERIFIED: an answer here was recalled and checked against no text. Say so, and name the "
    "text to read before anything is built on it."
)


def told(row: RowTold) -> dict[str, Any]:
    """One row: question, verdict with its meaning, and its parts with both sides."""
    parts = [*row.parts, *row.elsewhere]
    said: dict[str, Any] = {
        "subject": row.row.subject,
        "title": row.row.title,
        "question": row.row.question,
        "topic": row.row.topic,
        **verdict(row.row.verdict, row.row.provisional),
        "remark": row.mark,
        "parts": [_part(part, row) for part in parts[:MOST_PARTS]],
    }
    if len(parts) > MOST_PARTS:
        said["parts_left_out"] = len(parts) - MOST_PARTS
    if row.row.open:
        said["would_be_settled_by"] = [_text(text) for text in row.row.settled_by]
    for title, found in cases.groups(cases.cases(row.row, row.words)):
        near = [case for case in found if case.near][:MOST_CASES]
        said[title] = [{"who": c.head, "said": c.said, "source": c.source} for c in near]
    return said


def line(row: RowTold) -> dict[str, Any]:
    """One row in little: its subject, its verdict, and what would settle it where it is open."""
    said: dict[str, Any] = {
        "subject": row.row.subject,
        "title": row.row.title,
        **verdict(row.row.verdict, row.row.provisional),
    }
    if row.row.open:
        said["would_be_settled_by"] = [_text(text) for text in row.row.settled_by]
    return said


def verdict(name: str, recalled: bool) -> dict[str, str]:
    """A verdict as people read it, and what it means; also where it rests on memory."""
    if name == "unassessed":
        return {"verdict": NOT_ASSESSED, "verdict_means": OPEN_MEANS}
    means = wording.VERDICT_MEANINGS[name]
    if recalled:
        means = f"{means}. {RECALLED_MEANS}"
    return {"verdict": wording.verdict_label(name, recalled), "verdict_means": means}


def head(version: str, fingerprint: str) -> dict[str, Any]:
    """What stands before every answer: which corpus, and what it is worth."""
    return {"corpus": {"version": version, "fingerprint": fingerprint}, "notice": NOTICE}


def counted(decisions: Decisions) -> dict[str, Any]:
    """How many rows have which verdict, and what has to be known of them."""
    return {
        "counts": origin.counts(decisions),
        "reservations": origin.reservations(decisions),
    }


def each_row(decisions: Decisions) -> list[RowTold]:
    """All rows in the order in which people decide."""
    return [row for section in decisions.sections for row in section.rows]


def settling(decisions: Decisions, most: int) -> list[dict[str, Any]]:
    """The texts that would settle most open rows."""
    return [{"text": item.text, "open_rows": item.rows} for item in decisions.settling[:most]]


def citation(item: Citation) -> dict[str, Any]:
    """Where a statement stands, and how it was read."""
    return {
        "cite": item.text,
        "statement": item.entry,
        "document": item.document,
        "url": item.url,
        "reading": item.grade,
        "reading_means": wording.GRADE_MEANINGS[item.grade],
    }


def _part(part: PartTold, row: RowTold) -> dict[str, Any]:
    said: dict[str, Any] = {
        "applies_to": part.where or "the whole question",
        **verdict(part.part.verdict, part.part.provisional),
        "sides": [_side(answer, part, row) for answer in part.answers],
    }
    if part.both:
        said["satisfies_both"] = part.both
    if notes := [*part.unclear, *part.notes]:
        said["notes"] = notes
    return said


def _side(answer: Answer, part: PartTold, row: RowTold) -> dict[str, Any]:
    """One side: what it says with citations, or in words that leave no doubt what silence means."""
    if answer.speaks:
        entries = {entry.id: entry for entry in row.row.entries}
        return {
            "agency": answer.agency,
            "status": "speaks",
            "says": answer.text,
            "statements": [
                {"text": entries[item.entry].statement, **citation(item)}
                for item in answer.citations
            ],
        }
    texts = searched(part.part, answer.agency)
    if texts:
        return {
            "agency": answer.agency,
            "status": "searched, nothing found",
            "says": f"Nothing was found in: {', '.join(texts)}. This holds for these texts only.",
            "statements": [],
        }
    agency, beside = answer.agency, _beside(answer.agency, row)
    recorded = f"no statement of {agency} for this product and stage is recorded here"
    if part.part.held_back:
        recorded = f"what {agency} may say was not reviewed by a second person"
    elif beside:
        recorded = f"no statement of {agency} decides this; those recorded beside it do not"
    said = {
        "agency": agency,
        "status": NOT_ASSESSED,
        "says": f"{NOT_ASSESSED}: {recorded}, and no search of its texts is recorded. It is not "
        f"known whether {agency} asks for this.",
        "statements": [],
    }
    return {**said, "recorded_beside_it": beside} if beside else said


def _beside(agency: str, row: RowTold) -> list[dict[str, Any]]:
    """What an agency says on the question elsewhere, or without deciding: silence is not all."""
    return [
        {"statement": entry.id, "text": entry.statement, "marks": sources.marks(entry)}
        for entry in row.row.entries
        if entry.agency == agency
    ][:MOST_CASES]


def _text(text: TextSections) -> dict[str, Any]:
    return {"cite": text.short, "document": text.document, "sections": list(text.sections)}
