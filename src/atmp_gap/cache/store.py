"""What earlier runs worked out, so that unchanged files need not be read or compared again.

One file per entry, named by the hash of its key; keys are made of the hash of the files' content,
so nothing here can be out of date: an edited file has another key. An entry is a line that says
what it is, and a record as JSON. What is damaged, was written by another version, or stands under
another key than its own is passed over, and worked out anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from atmp_gap import __version__
from atmp_gap.cache.codec import DamagedError, decode, encode

Content = TypeVar("Content")
FILES, RESULTS, SEARCH = "file", "result", "search"
"""The kinds of entries: the records of files, whole comparisons, and indexes to search."""
SCHEMA = 8
"""Goes up when what is stored changes in a way that the version does not tell."""
MAX_BYTES = 256 * 1024 * 1024
"""No entry is larger."""
_DAY = 86400
_KEPT = 90 * _DAY
"""For how long an entry that nobody uses is kept."""
_MOST, _MOST_BYTES = 2000, 1 << 30
"""How many entries are kept at the most, and how large they may be together."""


def shipped_stamp() -> str:
    """What wrote the entries that are shipped with the requirements."""
    return f"{__version__} {SCHEMA}"


@cache
def stamp() -> str:
    """What wrote an entry here: version and schema, and the very modules that read and compare."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for folder in ("model", "kinds", "corpus", "gap", "cache", "search"):
        for item in sorted((package / folder).glob("**/*.py")):
            state = item.stat()
            total.update(f"{item.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return f"{shipped_stamp()} {total.hexdigest()[:16]}"


@dataclass(frozen=True)
class Shelf:
    """A folder of entries, and what has to have written them. Read only without ``own``."""

    folder: Path
    stamp: str
    own: bool = True


class Store:
    """Entries by kind and key. ``shelves`` are looked at in order; the own one is written to."""

    def __init__(self, *shelves: Shelf) -> None:
        self.shelves = shelves

    def get(self, kind: str, key: str, record: type[Content]) -> Content | None:
        """The record kept under a key, or None where there is none that can be used."""
        for shelf in self.shelves:
            with suppress(OSError, DamagedError, UnicodeDecodeError):
                return decode(record, _kept(shelf, kind, key).decode("utf-8"))
        return None

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """The bytes kept under a key, or None where there are none that can be used."""
        for shelf in self.shelves:
            with suppress(OSError, DamagedError):
                return _kept(shelf, kind, key)
        return None

    def put(self, kind: str, key: str, record: Any) -> None:
        """Keep a record under a key, where there is a place to; does nothing where it cannot."""
        if self.keeps:
            self.put_bytes(kind, key, encode(record).encode())

    def put_bytes(self, kind: str, key: str, body: bytes) -> None:
        """Keep bytes that are no record, such as an index, in the same way."""
        for shelf in self.shelves:
            if shelf.own:
                with suppress(OSError):
                    raw = entry_of_bytes(shelf.stamp, kind, key, body)
                    _write(shelf.folder / name_of(kind, key), raw)
                    _prune(shelf.folder)

    @property
    def keeps(self) -> bool:
        """Whether there is a place to keep anything."""
        return any(shelf.own for shelf in self.shelves)


def entry(stamp: str, kind: str, key: str, record: Any) -> bytes:
    """A record as it is kept: what it is in a line, then its JSON."""
    return entry_of_bytes(stamp, kind, key, encode(record).encode())


def entry_of_bytes(stamp: str, kind: str, key: str, body: bytes) -> bytes:
    """Bytes as they are kept: what they are in a line, then they themselves."""
    head = {"atmp-gap": stamp, "kind": kind, "key": key, "sha256": _digest(body)}
    return json.dumps(head).encode() + b"\n" + body


def _kept(shelf: Shelf, kind: str, key: str) -> bytes:
    """What an entry holds. Raises DamagedError where it is not what was asked for, and whole."""
    path = shelf.folder / name_of(kind, key)
    head, _, body = _read(path, shelf.own).partition(b"\n")
    wanted = {"atmp-gap": shelf.stamp, "kind": kind, "key": key, "sha256": _digest(body)}
    if head != json.dumps(wanted).encode():
        raise DamagedError("not the entry that was asked for")
    if shelf.own:
        _keep_young(path)
    return body


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def name_of(kind: str, key: str) -> str:
    """The file name of an entry."""
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()}.json"


def _read(path: Path, own: bool) -> bytes:
    """An entry's bytes. Raises OSError for what is no regular file of ours of bounded size."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > MAX_BYTES:
            raise OSError("no entry")
        if own and hasattr(os, "geteuid") and state.st_uid != os.geteuid():
            raise OSError("somebody else's")
        return file.read(MAX_BYTES + 1)


def _keep_young(path: Path) -> None:
    """What is used is not removed for its age."""
    if time.time() - path.stat().st_mtime > _DAY:
        os.utime(path)


def _write(path: Path, raw: bytes) -> None:
    """Write a file in one step, readable for its owner alone; several runs may do so at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Remove what nobody has used for long, what is too much, and what killed runs left behind.

    Only files named like entries of this store are ever touched.
    """
    now = time.time()
    entries = []
    with os.scandir(folder) as items:
        for item in items:
            if not item.name.startswith((f"{FILES}-", f"{RESULTS}-", f"{SEARCH}-")):
                continue
            state = item.stat(follow_symlinks=False)
            age = now - state.st_mtime
            if item.name.endswith(".json"):
                entries.append((age, state.st_size, item.path))
            elif item.name.endswith(".tmp") and age > _DAY:
                Path(item.path).unlink(missing_ok=True)
    room = _MOST_BYTES
    for number, (age, size, path) in enumerate(sorted(entries)):
        room -= size
        if number and (number >= _MOST or age > _KEPT or room < 0):
            Path(path).unlink(missing_ok=True)
