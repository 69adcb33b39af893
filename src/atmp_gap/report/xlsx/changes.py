"""Why a row says something else than before: from the corpus' changelog, the day, the product."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from atmp_gap.model.base import first_day
from atmp_gap.model.change import CorpusChange
from atmp_gap.model.record import plain
from atmp_gap.workbook import layout

REASONS: dict[str, str] = {
    "wrong": "we were wrong",
    "law": "the law changed",
    "edition": "a new edition was read",
    "settled": "settled since",
    "new": "a new question",
}
"""The kinds of changes as a row says them."""
UNKNOWN = "the requirements' changelog gives no reason"


def mark(change: CorpusChange) -> str:
    """The mark of a change, by which a workbook knows that it was written after it."""
    return layout.digest(json.dumps(plain(change), sort_keys=True, default=str), 8)


@dataclass(frozen=True)
class Reasons:
    """What may have changed rows between two states of a workbook."""

    changes: Sequence[CorpusChange]
    """The corpus' changes that the earlier state did not know."""
    asked: tuple[str, ...] = field(default=())
    """What is asked otherwise: another day, other facts of the product."""

    def of(self, subject: str, entries: Collection[str]) -> str:
        """Why the row of a subject that rests on these entries changed, in a sentence."""
        found = [change for change in self.changes if subject in change.subjects]
        touching = [change for change in found if not set(entries).isdisjoint(change.entries)]
        told = [f"{REASONS[change.kind]}: {change.what}" for change in touching or found]
        return " ".join([*told, *self.asked]) or UNKNOWN


def reasons(
    before: Mapping[str, Any], now: Mapping[str, Any], changes: Sequence[CorpusChange]
) -> Reasons:
    """The reasons between what two workbooks say about themselves."""
    known, day = before.get("changes"), str(now["as_of"])
    version = str(before["corpus"][0])
    new = [
        change
        for change in changes
        if (mark(change) not in known if known is not None else change.version >= version)
        and (change.from_ is None or first_day(change.from_) <= day)
        and (change.to is None or first_day(change.to) >= day)
    ]
    asked = []
    if before["as_of"] != now["as_of"]:
        asked.append(f"asked as of {now['as_of']}, before as of {before['as_of']}.")
    if before["filters"] != now["filters"]:
        asked.append("the product's facts or the filters are others than before.")
    return Reasons(new, tuple(asked))
