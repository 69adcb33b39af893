"""All that a run of verify found out: plain records; `report.verification` puts them into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.identify import Undecided
from atmp_gap.verify.ledger import Doubt
from atmp_gap.verify.library import Copy, UnreadFile
from atmp_gap.verify.lookup import Lookup, LookupResult


@dataclass(frozen=True)
class UsedCopy:
    """A file taken for a document, and the revision it says it is."""

    copy: Copy
    revision: str
    gaps: tuple[Gap, ...] = ()
    """What of it could not be read."""
    pages: int | None = None
    unchanged: bool = False
    """Whether an earlier run looked through it wholly, so that nothing was looked up anew."""


@dataclass(frozen=True)
class UnknownFile:
    """A file that fits no document, and what of its beginning could not be read."""

    path: Path
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class LookedUp:
    """A statement with what was found, and the file."""

    lookup: Lookup
    found: LookupResult
    file: str


@dataclass(frozen=True)
class ChangedCopy:
    """A document whose file is not the one of the last run."""

    document: str
    file: str


@dataclass(frozen=True)
class LapsedSignature:
    """A signature that no longer holds, and why."""

    key: str
    document: str
    why: Doubt


@dataclass
class VerifyOutcome:
    """What became of the files, of the documents without one, and of every statement."""

    copies: list[UsedCopy] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    unknown: list[UnknownFile] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    looked_up: list[LookedUp] = field(default_factory=list)
    changed: list[ChangedCopy] = field(default_factory=list)
    lapsed: list[LapsedSignature] = field(default_factory=list)
    refuted: list[str] = field(default_factory=list)
    """The statements that somebody refuted in the ledger, and that have not changed since."""


def untold(copy: Copy, lookups: Iterable[Lookup], why: str) -> list[LookedUp]:
    """Statements of which cannot be told what a file says, because it could not be read."""
    return [
        LookedUp(
            lookup, LookupResult(lookup.key, "cannot-tell", "file-unread", (why,)), copy.path.name
        )
        for lookup in lookups
    ]
