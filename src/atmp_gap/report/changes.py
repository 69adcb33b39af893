"""Why something changed, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from atmp_gap.changes.reasons import Reasons
from atmp_gap.model.change import CorpusChange

KINDS: dict[str, str] = {
    "wrong": "we were wrong",
    "law": "the law changed",
    "edition": "a new edition was read",
    "settled": "settled since",
    "new": "a new question",
}
"""The kinds of changes as a row says them."""
UNKNOWN = "the requirements' changelog gives no reason"


def told(changes: Sequence[CorpusChange]) -> str:
    """Changes as sentences, each with its kind."""
    return " ".join(f"{KINDS[change.kind]}: {change.what}" for change in changes)


def why(reasons: Reasons, subject: str, entries: Collection[str]) -> str:
    """Why the row of a subject that rests on these entries changed."""
    known = told(reasons.of(subject, entries))
    return " ".join(filter(None, (known, asked(reasons)))) or UNKNOWN


def asked(reasons: Reasons) -> str:
    """What is asked otherwise than before; empty where nothing is."""
    lines = []
    if reasons.days:
        before, now = reasons.days
        lines.append(f"asked as of {now}, before as of {before}.")
    if reasons.other_facts:
        lines.append("the product's facts or the filters are others than before.")
    return " ".join(lines)
