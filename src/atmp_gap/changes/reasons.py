"""Why something says something else than before, from the corpus' changelog (``changes.yaml``).

``unknown_to`` gives what an earlier state did not know, ``Reasons`` what of it touches a row. The
words for people stand in ``report.changes``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atmp_gap.model.base import first_day
from atmp_gap.model.change import CorpusChange
from atmp_gap.model.record import plain
from atmp_gap.text.versions import in_order
from atmp_gap.workbook import layout


def mark(change: CorpusChange) -> str:
    """The mark of a change, by which a workbook knows that it was written after it."""
    told = plain(change)
    if change.since is None:
        # Marks in workbooks written before the field was there have to stay what they are.
        del told["since"]
    return layout.digest(json.dumps(told, sort_keys=True, default=str), 8)


@dataclass(frozen=True)
class Reasons:
    """What may have changed rows between two states."""

    changes: Sequence[CorpusChange] = ()
    """The corpus' changes that the earlier state did not know."""
    uncertain: Sequence[CorpusChange] = ()
    """Changes of its own version, of which it does not say whether it knew them."""
    days: tuple[str, str] | None = None
    """The days asked about, before and now, where they are two."""
    other_facts: bool = False
    """Whether the facts of the product or the filters are others than before."""

    def of(self, subject: str, entries: Collection[str]) -> tuple[CorpusChange, ...]:
        """The changes that touch the row of a subject resting on these entries.

        Where it is uncertain whether a change was known, it is a reason only where nothing else is.
        """
        known = _touching(self.changes, subject, entries)
        return known or _touching(self.uncertain, subject, entries)

    def errata(self, subject: str, entries: Collection[str]) -> tuple[CorpusChange, ...]:
        """What was wrong in the statements behind a row, whether or not a person sees it in the
        texts that are compared: a workbook has the sentences on a sheet of their own.
        """
        return tuple(
            change
            for change in self.changes
            if change.kind == "wrong"
            and subject in change.subjects
            and not set(entries).isdisjoint(change.entries)
        )

    def of_entry(self, entry: str, subjects: Collection[str]) -> tuple[CorpusChange, ...]:
        """The changes that name an entry; where none does, those without entries on its rows."""
        named = [change for change in self.changes if entry in change.entries]
        beside = [
            change
            for change in self.changes
            if not change.entries and not set(subjects).isdisjoint(change.subjects)
        ]
        return tuple(named or beside)


def _touching(
    changes: Sequence[CorpusChange], subject: str, entries: Collection[str]
) -> tuple[CorpusChange, ...]:
    found = [change for change in changes if subject in change.subjects]
    return tuple([c for c in found if not set(entries).isdisjoint(c.entries)] or found)


def unknown_to(
    changes: Iterable[CorpusChange], version: str, known: Collection[str] | None, day: str
) -> tuple[list[CorpusChange], list[CorpusChange]]:
    """The changes that a state of some version did not know, and that matter on a day.

    ``known`` are the marks of those it knew. Without marks the changes of its own version may have
    come after it or not; these are given apart.
    """
    new: list[CorpusChange] = []
    uncertain: list[CorpusChange] = []
    for change in changes:
        if not _matters(change, version, day):
            continue
        if known is not None:
            if mark(change) not in known:
                new.append(change)
        elif change.version == version:
            uncertain.append(change)
        elif in_order(version, change.version):
            new.append(change)
    return new, uncertain


def _matters(change: CorpusChange, version: str, day: str) -> bool:
    """Whether a state of a version said what was changed, asked about that day."""
    return (
        (change.since is None or in_order(change.since, version))
        and (change.from_ is None or first_day(change.from_) <= day)
        and (change.to is None or first_day(change.to) >= day)
    )


def reasons(
    before: Mapping[str, Any], now: Mapping[str, Any], changes: Iterable[CorpusChange]
) -> Reasons:
    """The reasons between two states, of what each says about itself."""
    day = str(now["as_of"])
    known = before.get("changes")
    new, uncertain = unknown_to(changes, str(before["corpus"][0]), known, day)
    days = (str(before["as_of"]), day) if before["as_of"] != now["as_of"] else None
    return Reasons(new, uncertain, days, before["filters"] != now["filters"])
