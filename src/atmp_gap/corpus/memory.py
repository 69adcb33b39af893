"""What earlier runs worked out, so that unchanged files need not be read or compared again.

Kept in the platform's folder for caches; the bundled requirements bring theirs along. All of it is
known by the hash of the files' content, so nothing here can be out of date: an edited file is read
again. Without a place to write, or with a damaged file here, everything is worked out anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from atmp_gap import __version__
from atmp_gap.corpus.pack import DamagedPackError, Key, Pack, dump, unpickled
from atmp_gap.model.record import Record

SCHEMA = 2
"""Goes up when what is stored changes in a way that the version does not tell."""
_DAY = 86400
_KEPT = 90 * _DAY
"""For how long a file that nobody uses is kept."""
_MOST, _MOST_BYTES = 64, 1 << 30
"""How many files are kept at the most, and how large they may be together."""


def cache_folder() -> Path | None:
    """Where all is kept: ATMP_GAP_CACHE, else the platform's folder; None where that is empty."""
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
    """What wrote the packs that are shipped with the requirements."""
    return f"{__version__} {SCHEMA}"


@cache
def stamp() -> str:
    """What wrote a pack here: version and schema, and the very modules that read and compare."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for folder in ("model", "model/kinds", "corpus", "gap", "cli"):
        with os.scandir(package / folder) as items:
            for item in sorted(items, key=lambda item: item.name):
                if item.name.endswith(".py"):
                    state = item.stat()
                    total.update(f"{item.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return f"{shipped_stamp()} {total.hexdigest()[:16]}"


class Memory:
    """The records of the files of some folders."""

    def __init__(self, folders: Sequence[Path], shipped: Path | None = None) -> None:
        """``shipped`` is the pack that came with the bundled requirements."""
        self._packs: list[Pack] = []
        self.learnt: dict[Key, bytes] = {}
        """What was not known before, pickled."""
        self._path: Path | None = None
        if shipped is not None:
            self._packs += opened(shipped, shipped_stamp())
        folder = cache_folder()
        if folder is not None and not (self._packs and len(folders) == 1):
            names = "\0".join(os.path.realpath(folder) for folder in folders)
            self._path = folder / f"{hashlib.sha256(os.fsencode(names)).hexdigest()[:32]}.pack"
            self._packs += opened(self._path, stamp())

    def recall(self, digest: bytes, kind: type[Record]) -> Record | None:
        """The record that a file of this content held, or None where it is not known."""
        key = (digest, kind.__name__)
        for pack in self._packs:
            stored = pack.get(key)
            if stored is not None:
                try:
                    record = unpickled(stored)
                except DamagedPackError:
                    continue
                return record if isinstance(record, kind) else None
        return None

    def learn(self, digest: bytes, kind: type[Record], stored: bytes) -> None:
        """Remember what a file of this content holds, pickled."""
        self.learnt[digest, kind.__name__] = stored

    def knows(self, keys: Iterable[Key]) -> bool:
        """Whether nothing of this would have to be read again."""
        return all(self._stored(key) is not None for key in keys)

    def close(self, keys: Iterable[Key]) -> None:
        """Keep what is known of these files, where that is anything new."""
        if self._path is not None and self.learnt:
            known = {key: self._stored(key) for key in keys}
            keep(self._path, dump(stamp(), {k: stored for k, stored in known.items() if stored}))

    def _stored(self, key: Key) -> bytes | None:
        found = (pack.get(key) for pack in self._packs)
        return self.learnt.get(key) or next((stored for stored in found if stored), None)


def opened(path: Path, wanted: str) -> list[Pack]:
    """The pack in a file, in a list; an empty one where there is none that can be used."""
    try:
        pack = Pack(wanted, path.read_bytes())
        if time.time() - path.stat().st_mtime > _DAY:
            with suppress(OSError):
                os.utime(path)  # What is used stays young.
    except (OSError, DamagedPackError):
        return []
    return [pack]


def keep(path: Path, raw: bytes) -> None:
    """Write a file of the cache and remove what is old there; does nothing where it cannot."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, raw)
        _prune(path.parent)


def _write(path: Path, raw: bytes) -> None:
    """Write a file in one step, readable for its owner alone; several runs may do so at once."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Remove what nobody has used for long, what is too much, and what killed runs left behind."""
    now = time.time()
    packs = []
    for item in folder.iterdir():
        state = item.stat()
        age = now - state.st_mtime
        if item.suffix == ".pack":
            packs.append((age, state.st_size, item))
        elif item.suffix == ".tmp" and age > _DAY:
            item.unlink(missing_ok=True)
    room = _MOST_BYTES
    for number, (age, size, item) in enumerate(sorted(packs)):
        room -= size
        if number and (number >= _MOST or age > _KEPT or room < 0):
            item.unlink(missing_ok=True)
