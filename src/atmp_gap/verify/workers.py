"""Files read in processes of their own: a document nobody vouches for may crash its reader.

``read_all`` is the only place where verify starts processes. A reader that dies takes the pool
with it, so what was not read yet is read again, one process a file, which shows who it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.text import DocumentText


@dataclass(frozen=True)
class ReadFile:
    """A file that was read."""

    path: Path
    sha256: str
    text: DocumentText


@dataclass(frozen=True)
class UnreadFile:
    """A file that was not read, and why not."""

    path: Path
    why: str


def read_file(path: Path) -> ReadFile | UnreadFile:
    """Read one file; runs in a process of its own."""
    try:
        return ReadFile(path, sha256(path), extract(path))
    except UnreadableError as error:
        return UnreadFile(path, str(error))
    except OSError as error:
        return UnreadFile(path, error.strerror or "cannot be read")
    except MemoryError:
        return UnreadFile(path, "needs more memory than there is")


def read_all(paths: Sequence[Path], jobs: int) -> Iterator[ReadFile | UnreadFile]:
    """Read files, ``jobs`` at once, and give each as soon as those before it are done."""
    if jobs < 2 or len(paths) < 2:
        yield from map(read_file, paths)
        return
    crashed: list[Path] = []
    context = get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context) as pool:
        futures = [(path, pool.submit(read_file, path)) for path in paths]
        for path, future in futures:
            try:
                yield future.result()
            except BrokenProcessPool:
                crashed.append(path)
    for path in crashed:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            try:
                yield pool.submit(read_file, path).result()
            except BrokenProcessPool:
                yield UnreadFile(path, "cannot be read; the reader crashed on it")
