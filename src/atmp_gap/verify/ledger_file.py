"""A ledger on disk: read, written whole, and changed by one run at a time.

Use ``update`` for every change: it locks the ledger, reads it again, and writes what the change
makes of it, so that nothing another run wrote meanwhile is lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.model.record import plain
from atmp_gap.text.reading import read_regular
from atmp_gap.text.writing import write_whole
from atmp_gap.verify.ledger import SCHEMA, Ledger

PATIENCE = 120
"""For how many seconds a run waits for others that write the same ledger."""


@dataclass(frozen=True)
class LedgerError(Exception):
    """A ledger that cannot be written; ``reason`` says why."""

    path: Path
    reason: str


def read(path: Path) -> Ledger:
    """The ledger in a file. Raises InvalidCorpusError with everything wrong in it, and OSError."""
    return _parsed(read_regular(path), str(path))


def _parsed(raw: bytes, shown: str) -> Ledger:
    from atmp_gap.corpus.validate import validated
    from atmp_gap.corpus.yaml_reader import Refused, decode, parse

    try:
        # JSON is YAML, so one reader with line numbers serves both.
        node = parse(decode(raw, shown), shown)
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
    temporary = Path(os.path.realpath(path)).with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb"):
            pass
    except OSError as error:
        raise LedgerError(path, error.strerror or type(error).__name__) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def update(path: Path, change: Callable[[Ledger], Ledger], must: bool = False) -> Ledger:
    """Change a ledger while no other run can. Gives what was written.

    With ``must`` it has to be there already. Raises LedgerError, and what ``read`` and ``change``
    raise; the file is then as it was.
    """
    from filelock import FileLock, Timeout

    target = Path(os.path.realpath(path))
    check_writable(path)
    try:
        with FileLock(target.with_name(f".{target.name}.lock"), timeout=PATIENCE):
            try:
                before = read(path)
            except FileNotFoundError:
                if must:
                    raise
                before = Ledger()
            after = change(before)
            if after != before:
                write(after, path)
            return after
    except Timeout:
        raise LedgerError(path, f"another run has been writing it for {PATIENCE} seconds") from None


def write(ledger: Ledger, path: Path) -> None:
    """Write a ledger whole or not at all, once it can be read back. Raises LedgerError."""
    data = _storable({"schema": SCHEMA, **plain(ledger, written=True, given=True)})
    if path.suffix.lower() == ".json":
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    else:
        import yaml

        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        text = yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    raw = text.encode()
    try:
        _parsed(raw, str(path))
    except InvalidCorpusError as error:
        why = error.problems[0].message if error.problems else "it is not valid"
        raise LedgerError(path, f"it could not be read again: {why}") from None
    try:
        write_whole(path, raw)
    except OSError as error:
        raise LedgerError(path, error.strerror or type(error).__name__) from None


def _storable(value: object) -> object:
    """Data as it can be read again: what no text file may hold is spelled out, ``<U+0007>``."""
    from atmp_gap.text.escape import one_line

    if isinstance(value, str):
        return value if value.isprintable() else one_line(value)
    if isinstance(value, dict):
        return {name: _storable(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(item) for item in value]
    return value
