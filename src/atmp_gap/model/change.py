"""The corpus' own changelog: what an exported earlier state said that is not so any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import FileRecord, says

ChangeKind = Literal["wrong", "law", "edition", "settled", "new"]
CHANGE_KINDS: tuple[ChangeKind, ...] = ("wrong", "law", "edition", "settled", "new")
"""From what has to be taken back to what was not there before."""


@dataclass(frozen=True, kw_only=True)
class CorpusChange(FileRecord):
    """One thing that somebody who exported an earlier state wants to know."""

    kind: ChangeKind = field(
        metadata=says(
            "wrong: we were wrong; law: the law changed; edition: a new edition was read; settled: "
            "an open or recalled row now rests on a text; new: a new subject."
        )
    )
    version: Text = field(metadata=says("The version of the corpus that has it."))
    since: Text | None = field(
        default=None,
        metadata=says("The first version that was wrong; every one before where absent."),
    )
    date: Day = field(metadata=says("The day of that version."))
    subjects: tuple[Name, ...] = field(
        metadata=says("The rows it touches, those that are gone included.", min_length=1)
    )
    entries: tuple[Name, ...] = field(
        default=(), metadata=says("The entries it touches, withdrawn ones included.")
    )
    what: Text = field(
        metadata=says("In a sentence: what an earlier state said, and what is right.")
    )
    from_: Day | None = field(
        default=None,
        metadata=says("The first day asked about on which it matters; else any.", alias="from"),
    )
    to: Day | None = field(default=None, metadata=says("The last such day."))


@dataclass(frozen=True)
class ChangeFile(FileRecord):
    """The file of changes, the latest version first."""

    changes: tuple[CorpusChange, ...]
