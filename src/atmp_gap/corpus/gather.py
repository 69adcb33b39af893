"""Gathering the files of some corpus folders: each read once, and known by its hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from atmp_gap.corpus.folder import check_folder, read_bytes, shown, unreadable, yaml_files
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.processes import shares

DOCUMENTS = "documents"
"""The subfolder that holds no topic but the register."""


class Source:
    """A file that was read: where it lies, its bytes, and their SHA-256 with line ends equal."""

    __slots__ = ("digest", "file", "folder", "layer", "name", "raw")

    def __init__(
        self, file: str, layer: int, folder: str | None, name: str, raw: bytes, digest: bytes
    ) -> None:
        self.file = file
        """The name that places use."""
        self.layer = layer
        self.folder = folder
        """The subfolder it lies in, or None at the top of its layer."""
        self.name = name
        self.raw, self.digest = raw, digest

    @property
    def key(self) -> str:
        """Its layer and its path in it."""
        inner = f"{self.folder}/{self.name}" if self.folder is not None else self.name
        return f"{self.layer}/{inner}"


class Gathered:
    """The files of all layers, and what stood in the way of reading them."""

    def __init__(self, whole: Gathered | None = None) -> None:
        """``whole`` is what these are a part of; it lends them its name and its fingerprint."""
        self._digest = whole.digest() if whole else None
        self.folders: list[Path] = whole.folders if whole else []
        self.sources: list[Source] = []
        self.unread: list[tuple[Source, Problem]] = []
        """Files that could not be read, with why."""
        self.problems: list[Problem] = []
        """What is wrong with the folders themselves."""

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits over the names and the content of all files."""
        return self.digest()[:12]

    def digest(self) -> str:
        """SHA-256 over the names and the content of all files."""
        if self._digest is None:
            total = hashlib.sha256()
            for name, digest in sorted((source.key, source.digest) for source in self.sources):
                total.update(os.fsencode(name) + b"\0")
                total.update(digest)
            self._digest = total.hexdigest()
        return self._digest

    def parts(self, least: int) -> list[Gathered]:
        """The files of neighbouring topics together, each part with all files of no topic.

        There is a part for each processor; one alone where there are fewer than ``least`` bytes
        for each.
        """
        folders: dict[str, list[Source]] = {}
        common: list[Source] = []
        for source in self.sources:
            if source.folder is None or source.folder == DOCUMENTS:
                common.append(source)
            else:
                folders.setdefault(source.folder, []).append(source)
        topics = list(folders.values())
        weights = [sum(len(source.raw) for source in topic) for topic in topics]
        found = []
        for share in shares(weights, least):
            part = Gathered(self)
            part.sources = [*common, *(source for index in share for source in topics[index])]
            found.append(part)
        return found


def gather(folders: Sequence[Path]) -> Gathered:
    """Read every file of some corpus folders.

    What is wrong with single files is collected. Raises InvalidCorpusError where a folder is
    missing, no folder, or holds no corpus at all.
    """
    gathered = Gathered()
    for layer, folder in enumerate(folders):
        check_folder(folder)
        gathered.folders.append(folder)
        before = len(gathered.sources), len(gathered.unread), len(gathered.problems)
        real = os.path.realpath(folder)
        for path, inner in yaml_files(folder, gathered.problems):
            _read(path, path.parent.name if inner else None, layer, real, gathered)
        if (len(gathered.sources), len(gathered.unread), len(gathered.problems)) == before:
            raise InvalidCorpusError(
                [
                    Problem(
                        "AG001",
                        "holds no requirement files",
                        Place(folder.as_posix()),
                        "a corpus folder has topic folders with topic.yaml and one file per agency",
                    )
                ]
            )
    return gathered


def _read(path: Path, folder: str | None, layer: int, real: str, gathered: Gathered) -> None:
    try:
        raw = read_bytes(path, real)
    except OSError as error:
        source = Source(shown(path), layer, folder, path.name, b"", b"")
        gathered.unread.append((source, unreadable(path, error)))
        return
    digest = hashlib.sha256(raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw).digest()
    gathered.sources.append(Source(shown(path), layer, folder, path.name, raw, digest))
