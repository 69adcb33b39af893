"""Packs: records stored under the hash of what they were made from.

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
_ROOMS = ("atmp_gap.model.", "atmp_gap.corpus.", "atmp_gap.gap.")
Key = tuple[bytes, str]
"""The SHA-256 of what a record was made from, and the kind of record."""


class DamagedPackError(Exception):
    """Bytes that are no pack, or no longer one."""


class _Records(pickle.Unpickler):
    """An unpickler for records alone."""

    def find_class(self, module: str, name: str) -> Any:
        """A kind of record. Raises UnpicklingError for everything else."""
        if module.startswith(_ROOMS):
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


class Pack:
    """A pack that was opened: its records are looked at when they are asked for."""

    def __init__(self, stamp: str, raw: bytes) -> None:
        """Raises DamagedPackError, also where something else than ``stamp`` wrote it."""
        start = _MAGIC + stamp.encode() + b"\n"
        if not raw.startswith(start):
            raise DamagedPackError("of another version")
        self._raw = raw
        self._where: dict[Key, tuple[int, int, int]] = {}
        try:
            number, rest = int(raw[len(start) : raw.index(b"\n", len(start))]), len(start)
            at = rest = raw.index(b"\n", rest) + 1
            for _ in range(number):
                at = raw.index(b"\n", at) + 1
            for line in raw[rest : at - 1].decode("ascii").split("\n") if number else ():
                digest, kind, length, check = line.split(" ")
                self._where[bytes.fromhex(digest), kind] = (at, int(length), int(check))
                at += int(length)
        except ValueError as error:
            raise DamagedPackError(str(error)) from None

    def get(self, key: Key) -> bytes | None:
        """A stored record; None where it is not there, or damaged."""
        if key not in self._where:
            return None
        at, length, check = self._where[key]
        stored = self._raw[at : at + length]
        return stored if len(stored) == length and zlib.crc32(stored) == check else None

    def __len__(self) -> int:
        return len(self._where)
