"""Comparisons that were made before: the same question to the same files has the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from atmp_gap.collector import collector_off
from atmp_gap.corpus.gather import Gathered
from atmp_gap.corpus.memory import cache_folder, keep, opened, shipped_stamp, stamp
from atmp_gap.corpus.pack import DamagedPackError, Key, dump, pickled, unpickled
from atmp_gap.gap.result import Result

PACK = "comparisons.pack"
"""The file beside the installed requirements that holds the comparisons most asked for."""
Asked = Mapping[str, object]
"""What was asked, as it was typed, without what was left out."""


def key_of(digest: str, asked: Asked) -> Key:
    """Under what the answer to a question about files of some digest is kept."""
    said = "\n".join([digest, *(f"{name}={asked[name]!r}" for name in sorted(asked))])
    return hashlib.sha256(said.encode()).digest(), Result.__name__


class Remembered:
    """The answer to one question about some files, where it is known."""

    def __init__(self, gathered: Gathered, asked: Asked, shipped: Path | None = None) -> None:
        """``shipped`` is the folder of the bundled requirements."""
        self._key = key_of(gathered.digest(), asked)
        self._shipped = shipped / PACK if shipped else None
        folder = cache_folder()
        self._path = folder / f"{self._key[0].hex()[:32]}.pack" if folder else None
        self._sound = not (gathered.unread or gathered.problems)

    def recall(self) -> Result | None:
        """The answer, or None where it is not known."""
        if not self._sound:
            return None
        for path, wanted in ((self._shipped, shipped_stamp()), (self._path, stamp())):
            for pack in opened(path, wanted) if path else ():
                stored = pack.get(self._key)
                if stored is None:
                    continue
                try:
                    with collector_off():
                        result = unpickled(stored)
                except DamagedPackError:
                    continue
                if isinstance(result, Result):
                    return result
        return None

    def keep(self, result: Result) -> None:
        """Remember an answer; not one with findings, whose places depend on where it was asked."""
        if self._path is not None and self._sound and not result.findings:
            keep(self._path, dump(stamp(), {self._key: pickled(result)}))
