"""Files read in processes of their own: a document nobody vouches for may crash its reader.

``read_all`` is the only place where verify starts processes. A reader that dies takes the pool
with it, so what was not read yet is read again, one process a file, which shows who it was. An
interrupt from the keyboard reaches this process alone; whatever ends it ends the readers.
"""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context, resource_tracker
from pathlib import Path

from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.text import DocumentText


@dataclass(frozen=True)
class ReadFile:
    """A file that was read."""

    path: Path
    sha256: str
    text: DocumentText


def read_file(path: Path) -> ReadFile | UnreadFile:
    """Read one file; runs in a process of its own."""
    try:
        return ReadFile(path, sha256(path), extract(path))
    except UnreadableError as error:
        return UnreadFile(path, str(error))
    except ModuleNotFoundError:
        # The installation is at fault, not the file.
        raise
    except OSError as error:
        return UnreadFile(path, error.strerror or "cannot be read")
    except MemoryError:
        return UnreadFile(path, "needs more memory than there is")
    except RecursionError:
        return UnreadFile(path, "is nested too deeply to be read")
    except Exception as error:
        # One broken file must not keep the others from being read.
        return UnreadFile(path, f"cannot be read ({type(error).__name__})")


def read_all(paths: Sequence[Path], jobs: int) -> Generator[ReadFile | UnreadFile]:
    """Read files, ``jobs`` at once, and give each as soon as those before it are done."""
    if jobs < 2 or len(paths) < 2:
        yield from map(read_file, paths)
        return
    crashed: list[Path] = []
    with _pool(min(jobs, len(paths))) as pool:
        futures = _submitted(pool, paths)
        for path, future in zip(paths, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                crashed.append(path)
    for path in crashed:
        with _pool(1) as pool:
            try:
                yield _submitted(pool, [path])[0].result()
            except BrokenProcessPool:
                yield UnreadFile(path, "cannot be read; the reader crashed on it")


@contextmanager
def _pool(size: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of readers; where it is left early, as on an interrupt, they are ended."""
    context = get_context("spawn")
    pool = ProcessPoolExecutor(size, mp_context=context, initializer=_ignore_interrupts)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()
        raise
    pool.shutdown()


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submitted(
    pool: ProcessPoolExecutor, paths: Sequence[Path]
) -> list[Future[ReadFile | UnreadFile]]:
    """The files given to the readers, which start here.

    A reader that is interrupted before it could say that it ignores interrupts would print where
    it was. So interrupts are held back while readers start: they inherit that, and one that comes
    meanwhile reaches this process right after. Starting the tracker of resources would let them
    through again, so that is done before.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return [pool.submit(read_file, path) for path in paths]
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return [pool.submit(read_file, path) for path in paths]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
