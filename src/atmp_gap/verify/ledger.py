"""The ledger: a user's own record of what was looked up, in which file, by whom, and who signed.

A YAML or JSON file, readable without this program. It holds no text of the documents.
``ledger_file`` reads and writes it; ``doubt_of`` says whether a line of it still holds today.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from atmp_gap.model.base import Day, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.history import Event

SCHEMA = "atmp-gap/ledger/1"
DEFAULT = "atmp-gap-ledger.yaml"
METHOD = "3"
"""Goes up when the matching changes, so that a new run looks again."""


@dataclass(frozen=True, kw_only=True)
class Signature(FileRecord):
    """A person's word: the statement stands, or does not stand, in that file on that page."""

    by: Text
    date: Day
    verdict: Literal["confirmed", "refuted"]
    page: int | None = None
    section: str = ""
    note: str = ""
    anchors: tuple[Text, ...] = ()
    """Short words found on that page, for a proposal to the open requirements."""
    sha256: str
    statement: str = field(metadata=says("Fingerprint of the statement when it was signed."))


@dataclass(frozen=True)
class Spot(FileRecord):
    """Where a candidate stands."""

    page: int | None = None
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementCheck(FileRecord):
    """What became of one statement in one file, and what a person said to it."""

    id: Text
    document: Text
    file: Text
    sha256: str
    revision: str = ""
    result: Text
    reason: str = ""
    about: tuple[str, ...] = ()
    page: int | None = None
    section: str = ""
    passages: tuple[Spot, ...] = ()
    """The candidates, best first."""
    gaps: tuple[Gap, ...] = ()
    """What of the file could not be read, where that bears on the result."""
    detail: str = ""
    """The reason in words, and below the candidates: both only in ledgers of earlier versions."""
    candidates: tuple[str, ...] = ()
    by: Text
    date: Day
    method: str
    statement: str = field(metadata=says("Fingerprint of the statement when it was looked for."))
    signed: Signature | None = None
    """The newest signature: the one that decides."""
    earlier: tuple[Signature, ...] = ()
    """The signatures before it, oldest first."""

    def with_signature(self, signature: Signature) -> StatementCheck:
        """The check with a newer signature; the one before it joins the earlier ones."""
        before = self.earlier if self.signed is None else (*self.earlier, self.signed)
        return replace(self, signed=signature, earlier=before)

    def without_signature(self) -> StatementCheck:
        """The check after its signature was revoked, which is kept among the earlier ones."""
        if self.signed is None:
            return self
        return replace(self, signed=None, earlier=(*self.earlier, self.signed))


@dataclass(frozen=True)
class SeenFile(FileRecord):
    """A file taken for a document."""

    document: Text
    file: Text
    path: Text
    sha256: str
    revision: str = ""
    why: str = ""
    pages: int | None = None
    gaps: tuple[Gap, ...] = ()
    """What of it could not be read."""


@dataclass(frozen=True)
class Ledger(FileRecord):
    """The whole file."""

    schema_: Literal["atmp-gap/ledger/1"] = field(
        default="atmp-gap/ledger/1", metadata=says(alias="schema")
    )
    files: tuple[SeenFile, ...] = ()
    checks: tuple[StatementCheck, ...] = ()
    history: tuple[Event, ...] = ()
    """Who recorded what, oldest first; it only ever grows."""

    @cached_property
    def by_id(self) -> dict[str, StatementCheck]:
        """The checks by the statement they are about."""
        return {check.id: check for check in self.checks}

    def with_checks(self, checks: Iterable[StatementCheck], file: SeenFile | None = None) -> Ledger:
        """The ledger with newer checks in place of older ones; signatures stay."""
        merged = dict(self.by_id)
        for check in checks:
            earlier = merged.get(check.id)
            if earlier is not None and check.signed is None and not check.earlier:
                check = replace(check, signed=earlier.signed, earlier=earlier.earlier)
            merged[check.id] = check
        files = {item.document: item for item in self.files}
        if file is not None:
            files[file.document] = file
        return Ledger(
            files=tuple(files[name] for name in sorted(files)),
            checks=tuple(merged[name] for name in sorted(merged)),
            history=self.history,
        )

    def with_results(self, before: Ledger, after: Ledger) -> Ledger:
        """The ledger with what a run found that began with ``before`` and came to ``after``.

        Only what the run looked up anew is taken; signatures are those of this ledger.
        """
        fresh = [
            replace(check, signed=None, earlier=())
            for check in after.checks
            if before.by_id.get(check.id) != check
        ]
        merged = self.with_checks(fresh)
        known = set(before.files)
        for file in after.files:
            if file not in known:
                merged = merged.with_checks((), file)
        return merged


Doubt = Literal["the statement is gone", "the statement changed since", "the file changed since"]
"""Why a line of the ledger no longer holds."""


def doubt_of(
    check: StatementCheck, now: Mapping[str, str], hashes: Mapping[str, str]
) -> Doubt | None:
    """Why a check no longer holds, or None.

    ``now`` gives the fingerprint of each statement today, ``hashes`` the SHA-256 of each document's
    file where it is at hand.
    """
    said = check.signed.statement if check.signed else check.statement
    seen = check.signed.sha256 if check.signed else check.sha256
    if check.id not in now:
        return "the statement is gone"
    if now[check.id] != said:
        return "the statement changed since"
    if seen != check.sha256 or hashes.get(check.document, seen) != seen:
        return "the file changed since"
    return None


def lapsed(ledger: Ledger, now: Mapping[str, str]) -> list[tuple[StatementCheck, Doubt]]:
    """The signed checks of the statements in ``now`` whose signature no longer holds, and why."""
    signed = [check for check in ledger.checks if check.signed and check.id in now]
    hashes = present_hashes(ledger, {check.document for check in signed})
    doubts = [(check, doubt_of(check, now, hashes)) for check in signed]
    return [(check, why) for check, why in doubts if why]


def present_hashes(ledger: Ledger, documents: Container[str] | None = None) -> dict[str, str]:
    """The SHA-256 of each file of the ledger, or of some documents, that is still where it was."""
    found: dict[str, str] = {}
    for item in ledger.files:
        if documents is not None and item.document not in documents:
            continue
        with suppress(OSError):
            found[item.document] = sha256(Path(item.path))
    return found
