"""What earlier runs validated, so that unchanged files need not be read again.

One pack per folder of requirements, in the platform's folder for caches; the bundled requirements
bring theirs along. A file is known by the hash of its content, so nothing here can be out of date:
an edited file is read again. Without a place to write, or with a damaged pack, everything is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from atmp_gap import __version__
from atmp_gap.corpus.files import Content
from atmp_gap.corpus.pack import DamagedPackError, Key, dump, load, pickled, unpickled
from atmp_gap.model.record import Record

SCHEMA = 1
"""Goes up when what is stored changes in a way that the version does not tell."""
_DAY = 86400
_KEPT = 90 * _DAY
"""For how long a pack that nobody uses is kept."""


def cache_folder() -> Path | None:
    """Where packs are kept: ATMP_GAP_CACHE, else the platform's folder; None where it is empty."""
    named = os.environ.get("ATMP_GAP_CACHE")
    if named is not None:
        return Path(named) if named else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "atmp-gap"


def shipped_stamp() -> str:
    """What a pack that is shipped with its requirements was written by."""
    return f"{__version__} {SCHEMA}"


def _stamp() -> str:
    """What wrote a pack: version and schema, and the very modules that read and validate."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for folder in (package / "model", package / "corpus"):
        for item in sorted(os.scandir(folder), key=lambda item: item.name):
            if item.name.endswith(".py"):
                state = item.stat()
                total.update(f"{item.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return f"{shipped_stamp()} {total.hexdigest()[:16]}"


class Memory:
    """The packs of the folders that are being read, one folder at a time."""

    def __init__(self, shipped: Path | None = None) -> None:
        """``shipped`` is the pack that came with the bundled requirements."""
        self._folder = cache_folder()
        self._shipped = shipped
        self._path: Path | None = None
        self._known: dict[Key, bytes] = {}
        self._used: dict[Key, bytes] = {}
        self._learnt = False

    def open(self, folder: Path) -> None:
        """Recall what is known of the files of a folder."""
        self._known, self._used, self._learnt, self._path = {}, {}, False, None
        if self._shipped is not None and self._shipped.parent == folder:
            self._known = _read(self._shipped, shipped_stamp())
            if self._known:
                return
        if self._folder is not None:
            name = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:32]
            self._path = self._folder / f"{name}.pack"
            self._known = _read(self._path, _stamp())

    def recall(self, digest: bytes, kind: type[Content]) -> Content | None:
        """The record that a file of this content held, or None where it is not known."""
        key = (digest, kind.__name__)
        stored = self._known.get(key)
        if stored is None:
            return None
        try:
            record = unpickled(stored)
        except DamagedPackError:
            return None
        self._used[key] = stored
        return record if isinstance(record, kind) else None

    def learn(self, digest: bytes, record: Record) -> None:
        """Remember what a file of this content holds."""
        self._used[digest, type(record).__name__] = pickled(record)
        self._learnt = True

    def close(self) -> None:
        """Keep what was used of this folder, where that is anything new."""
        if self._path is None:
            return
        with suppress(OSError):
            if self._learnt:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write(self._path, dump(_stamp(), self._used))
                _prune(self._path.parent)
            elif time.time() - self._path.stat().st_mtime > _DAY:
                # Used packs stay young.
                os.utime(self._path)


def _read(path: Path, stamp: str) -> dict[Key, bytes]:
    try:
        return load(stamp, path.read_bytes())
    except (OSError, DamagedPackError):
        return {}


def _write(path: Path, raw: bytes) -> None:
    """Write a pack in one step, readable for its owner alone; several runs may do so at once."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Remove packs that nobody has used for long, and what a killed run left behind."""
    now = time.time()
    for item in folder.iterdir():
        age = now - item.stat().st_mtime
        if (item.suffix == ".pack" and age > _KEPT) or (item.suffix == ".tmp" and age > _DAY):
            item.unlink(missing_ok=True)
