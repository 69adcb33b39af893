"""Which files a corpus has: each read once, and known by its hash.

The first step from files to a result: ``gather`` here, then ``corpus.read``, ``corpus.link`` and
``gap.compare``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from atmp_gap.corpus.folder import check_folder, read_bytes, shown, unreadable, yaml_files
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem

ANY_NAME = "*"
"""The name of what stands for all files of a folder that cannot be looked into."""


@dataclass(frozen=True)
class SourceFile:
    """A file that was read: where it lies, its bytes, and their SHA-256 with line ends equal."""

    file: str
    """The name that places use."""
    layer: int
    folder: str | None
    """The subfolder it lies in, or None at the top of its layer."""
    name: str
    raw: bytes
    digest: bytes

    @property
    def key(self) -> str:
        """Its layer and its path in it."""
        inner = f"{self.folder}/{self.name}" if self.folder is not None else self.name
        return f"{self.layer}/{inner}"


@dataclass(frozen=True)
class Sources:
    """The files of all layers, and what stood in the way of reading them."""

    folders: tuple[Path, ...]
    files: list[SourceFile] = field(default_factory=list)
    unread: list[tuple[SourceFile, Problem]] = field(default_factory=list)
    """Files that could not be read, with why."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the folders themselves."""

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits over the names and the content of all files."""
        return self.digest[:12]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and the content of all files."""
        total = hashlib.sha256()
        for name, digest in sorted((source.key, source.digest) for source in self.files):
            total.update(os.fsencode(name) + b"\0")
            total.update(digest)
        return total.hexdigest()

    @property
    def whole(self) -> bool:
        """Whether every file of the folders could be read."""
        return not (self.unread or self.problems)


def gather(folders: Sequence[Path]) -> Sources:
    """Read every file of some corpus folders.

    What is wrong with single files is collected. Raises InvalidCorpusError where a folder is
    missing, no folder, or holds no corpus at all.
    """
    sources = Sources(tuple(folders))
    for layer, folder in enumerate(folders):
        check_folder(folder)
        before = len(sources.files), len(sources.unread), len(sources.problems)
        real = os.path.realpath(folder)
        closed: list[tuple[Path, OSError]] = []
        for path, inner in yaml_files(folder, sources.problems, closed):
            _read(path, path.parent.name if inner else None, layer, real, sources)
        for path, error in closed:
            source = SourceFile(shown(path), layer, path.name, ANY_NAME, b"", b"")
            sources.unread.append((source, unreadable(path, error)))
        if (len(sources.files), len(sources.unread), len(sources.problems)) == before:
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
    return sources


def _read(path: Path, folder: str | None, layer: int, real: str, sources: Sources) -> None:
    try:
        raw = read_bytes(path, real)
    except OSError as error:
        source = SourceFile(shown(path), layer, folder, path.name, b"", b"")
        sources.unread.append((source, unreadable(path, error)))
        return
    sources.files.append(SourceFile(shown(path), layer, folder, path.name, raw, digest_of(raw)))


def digest_of(raw: bytes) -> bytes:
    """SHA-256 of a file's bytes with line ends equal."""
    return hashlib.sha256(raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw).digest()
