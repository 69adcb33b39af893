"""The history of verdicts: what every version of the corpus said, written when it is released."""

from __future__ import annotations

from dataclasses import dataclass, field

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.judgement import Verdict
from atmp_gap.model.record import FileRecord, says


@dataclass(frozen=True)
class Standing(FileRecord):
    """How a row stood in one version: its verdict, and which side is stricter."""

    verdict: Verdict = field(metadata=says("The headline of the row."))
    stricter: Name | None = field(
        default=None, metadata=says("An agency, equal, mixed or not-comparable.")
    )


@dataclass(frozen=True)
class RowChange(FileRecord):
    """A row whose verdict or stricter side a version changed."""

    subject: Name = field(metadata=says("The row; it may be gone by now."))
    before: Standing | None = field(
        default=None, metadata=says("How the version before had it; absent for a new row.")
    )
    after: Standing | None = field(
        default=None, metadata=says("How this version has it; absent for a row that went.")
    )


@dataclass(frozen=True)
class Release(FileRecord):
    """A version of the corpus, and the rows whose verdicts are others than in the one before."""

    version: Text
    date: Day
    between: tuple[Name, Name] = field(metadata=says("The two agencies compared."))
    rows: tuple[RowChange, ...] = field(
        default=(), metadata=says("Rows that changed; of the first version all rows, as new.")
    )


@dataclass(frozen=True)
class HistoryFile(FileRecord):
    """The file of versions, the latest first. A release writes it; nobody edits it by hand."""

    releases: tuple[Release, ...]
