"""Packs: the records of validated files, stored under the hash of what they were read from.

A pack is a file of pickles. Only records of this package can come out of it: whatever else a
pickle may name is refused, and damaged ones are passed over.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from atmp_gap.model.record import Record

_MAGIC = b"atmp-gap pack 1\n"
Key = tuple[bytes, str]
"""The SHA-256 of a file's content, and the kind of record it holds."""


class DamagedPackError(Exception):
    """Bytes that are no pack, or no longer one."""


class _Records(pickle.Unpickler):
    """An unpickler for records alone."""

    def find_class(self, module: str, name: str) -> Any:
        """A kind of record. Raises UnpicklingError for everything else."""
        if module.startswith(("atmp_gap.model.", "atmp_gap.corpus.")):
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, Record):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def pickled(record: Record) -> bytes:
    """A record as it is stored."""
    return pickle.dumps(record, protocol=5)


def unpickled(stored: bytes) -> Record:
    """A stored record. Raises DamagedPackError."""
    try:
        found = _Records(BytesIO(stored)).load()
    except Exception as error:
        # A damaged pickle may fail in any way.
        raise DamagedPackError(f"{type(error).__name__}: {error}") from None
    if not isinstance(found, Record):
        raise DamagedPackError("no record")
    return found


def dump(stamp: str, stored: Mapping[Key, bytes]) -> bytes:
    """A pack as bytes; ``stamp`` says what wrote it."""
    lines = [
        f"{digest.hex()} {kind} {len(data)} {zlib.crc32(data)}"
        for (digest, kind), data in stored.items()
    ]
    head = "\n".join((stamp, str(len(lines)), *lines, "")).encode()
    return b"".join((_MAGIC, head, *stored.values()))


def load(stamp: str, raw: bytes) -> dict[Key, bytes]:
    """What a pack stores. Raises DamagedPackError, also where something else wrote it."""
    if not raw.startswith(_MAGIC + stamp.encode() + b"\n"):
        raise DamagedPackError("of another version")
    try:
        at = len(_MAGIC) + len(stamp.encode()) + 1
        end = raw.index(b"\n", at)
        number = int(raw[at:end])
        stored: dict[Key, bytes] = {}
        at = end + 1
        rows = []
        for _ in range(number):
            end = raw.index(b"\n", at)
            digest, kind, length, check = raw[at:end].decode("ascii").split(" ")
            rows.append((bytes.fromhex(digest), kind, int(length), int(check)))
            at = end + 1
        for digest_, kind, size, crc in rows:
            data = raw[at : at + size]
            at += size
            if len(data) == size and zlib.crc32(data) == crc:
                stored[digest_, kind] = data
    except (ValueError, UnicodeDecodeError) as error:
        raise DamagedPackError(str(error)) from None
    return stored
