"""The ledger: a user's own record of what was looked up, in which file, by whom, and who signed.

A YAML or JSON file, written whole or not at all. It holds no text of the documents. ``read`` and
``write`` it here; ``doubt_of`` says whether a line of it still holds today.
"""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.model.base import Day, Text
from atmp_gap.model.record import FileRecord, plain, says
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.gaps import Gap

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

    @cached_property
    def by_id(self) -> dict[str, StatementCheck]:
        """The checks by the statement they are about."""
        return {check.id: check for check in self.checks}

    def with_checks(self, checks: Iterable[StatementCheck], file: SeenFile | None = None) -> Ledger:
        """The ledger with newer checks in place of older ones; signatures stay."""
        merged = dict(self.by_id)
        for check in checks:
            earlier = merged.get(check.id)
            if check.signed is None and earlier is not None and earlier.signed is not None:
                check = replace(check, signed=earlier.signed, earlier=earlier.earlier)
            merged[check.id] = check
        files = {item.document: item for item in self.files}
        if file is not None:
            files[file.document] = file
        return Ledger(
            files=tuple(files[name] for name in sorted(files)),
            checks=tuple(merged[name] for name in sorted(merged)),
        )


@dataclass(frozen=True)
class LedgerError(Exception):
    """A ledger that cannot be written; ``reason`` says why."""

    path: Path
    reason: str


def read(path: Path) -> Ledger:
    """The ledger in a file. Raises InvalidCorpusError with everything wrong in it, and OSError."""
    from atmp_gap.corpus.validate import validated
    from atmp_gap.corpus.yaml_reader import Refused, decode, parse

    shown = str(path)
    try:
        # JSON is YAML, so one reader with line numbers serves both.
        node = parse(decode(path.read_bytes(), shown), shown)
    except Refused as refused:
        raise InvalidCorpusError(refused.problems) from None
    if not isinstance(node, dict) or node.get("schema") != SCHEMA:
        raise InvalidCorpusError(
            [
                Problem(
                    "AG005",
                    f"is no ledger: its `schema` is not {SCHEMA}",
                    Place(shown, 1, 1),
                    "name another file with --ledger",
                )
            ]
        )
    valid = validated(node, shown, Ledger)
    if isinstance(valid, list):
        raise InvalidCorpusError(valid)
    return valid


def check_writable(path: Path) -> None:
    """Raises LedgerError where a ledger could not be written there; leaves nothing behind."""
    _replace(path, None)


def write(ledger: Ledger, path: Path) -> None:
    """Write a ledger whole or not at all. Raises LedgerError."""
    data = plain(ledger, written=True, given=True)
    data = {"schema": SCHEMA, **data}
    if path.suffix.lower() == ".json":
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    else:
        import yaml

        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    _replace(path, text.encode())


def _replace(path: Path, raw: bytes | None) -> None:
    """Put a file in the place of another in one step; with no bytes only try whether one could."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(raw or b"")
            file.flush()
            os.fsync(file.fileno())
        if raw is not None:
            temporary.replace(path)
    except OSError as error:
        raise LedgerError(path, error.strerror or type(error).__name__) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


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
