"""Comparisons that were made before: the same question to the same files has the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from atmp_gap.collector import collector_off
from atmp_gap.corpus.gather import Gathered
from atmp_gap.corpus.memory import cache_folder, keep, opened, shipped_stamp, stamp
from atmp_gap.corpus.pack import DamagedPackError, Key, Pack, dump, pickled, unpickled
from atmp_gap.gap.pieces import Comparison, Piece, Rows
from atmp_gap.gap.result import Result
from atmp_gap.model.record import Record

PACK = "comparisons.pack"
"""The file beside the installed requirements that holds the comparisons most asked for."""
Asked = Mapping[str, object]
"""What was asked, as it was typed, without what was left out."""


class Kept(Record):
    """A result without its rows, and how many pieces of rows are kept beside it."""

    bare: Result
    pieces: int


def name_of(digest: str, asked: Asked) -> bytes:
    """What a question about files of some digest is kept under: a hash of both."""
    said = "\n".join([digest, *(f"{name}={asked[name]!r}" for name in sorted(asked))])
    return hashlib.sha256(said.encode()).digest()


def stored(name: bytes, comparison: Comparison) -> dict[Key, bytes]:
    """A comparison as it is kept under some name."""
    kept = Kept(comparison.bare, len(comparison.pieces))
    found = {(name, Kept.__name__): pickled(kept)}
    for number, piece in enumerate(comparison.pieces):
        found[name, f"{Rows.__name__}-{number}"] = piece.stored
    return found


class Remembered:
    """The answer to one question about some files, where it is known."""

    def __init__(self, gathered: Gathered, asked: Asked, shipped: Path | None = None) -> None:
        """``shipped`` is the folder of the bundled requirements."""
        self._name = name_of(gathered.digest(), asked)
        self._shipped = shipped / PACK if shipped else None
        folder = cache_folder()
        self._path = folder / f"{self._name.hex()[:32]}.pack" if folder else None
        self._sound = not (gathered.unread or gathered.problems)

    def recall(self) -> Comparison | None:
        """The answer, or None where it is not known."""
        if not self._sound:
            return None
        for path, wanted in ((self._shipped, shipped_stamp()), (self._path, stamp())):
            for pack in opened(path, wanted) if path else ():
                try:
                    with collector_off():
                        found = self._found(pack)
                except DamagedPackError:
                    continue
                if found is not None:
                    return found
        return None

    def _found(self, pack: Pack) -> Comparison | None:
        """The answer in a pack; None where it lacks any of it. Raises DamagedPackError."""
        head = pack.get((self._name, Kept.__name__))
        kept = unpickled(head) if head is not None else None
        if not isinstance(kept, Kept):
            return None
        pieces = []
        for number in range(kept.pieces):
            rows = pack.get((self._name, f"{Rows.__name__}-{number}"))
            if rows is None:
                return None
            pieces.append(Piece(stored=rows))
        if len(pieces) == 1:
            # Of several, each is unpickled where it is written.
            assert pieces[0].rows is not None
        return Comparison(kept.bare, pieces)

    def keep(self, comparison: Comparison) -> None:
        """Remember an answer; not one with findings, whose places depend on where it was asked."""
        if self._path is not None and self._sound and not comparison.bare.findings:
            keep(self._path, dump(stamp(), stored(self._name, comparison)))
