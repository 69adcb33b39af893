"""Files read in processes of their own: a document nobody vouches for may crash its reader, never
end, or fill the memory.

``read_all`` is the only place where verify starts processes. A reader that dies, or works longer
on a file than it may, is ended and another goes on with the next file. An interrupt from the
keyboard reaches this process alone; whatever ends it ends the readers.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Thread

from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.text import DocumentText

NO_MEMORY = "needs more memory than there is"
MOST_TEXT = 50_000_000
"""No document has more text than this: it is some ten thousand pages."""
_TICK = 0.25
"""Seconds between two looks at the clock."""
_STARTING = 60
"""Seconds that a process may take to start, beside its time for a file."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost: time everywhere, memory where the platform can limit it."""

    seconds: float = 60
    megabytes: int = 1000


@dataclass(frozen=True)
class ReadFile:
    """A file that was read."""

    path: Path
    sha256: str
    text: DocumentText


def read_file(path: Path) -> ReadFile | UnreadFile:
    """Read one file; runs in a process of its own."""
    try:
        text = extract(path)
        if len(text.full) > MOST_TEXT:
            return UnreadFile(path, f"stopped at the limit of {MOST_TEXT // 1_000_000} MB of text")
        return ReadFile(path, sha256(path), text)
    except UnreadableError as error:
        return UnreadFile(path, str(error))
    except ModuleNotFoundError:
        # The installation is at fault, not the file.
        raise
    except OSError as error:
        return UnreadFile(path, error.strerror or "cannot be read")
    except MemoryError:
        return UnreadFile(path, NO_MEMORY)
    except RecursionError:
        return UnreadFile(path, "is nested too deeply to be read")
    except Exception as error:
        # One broken file must not keep the others from being read.
        return UnreadFile(path, f"cannot be read ({type(error).__name__})")


def read_all(
    paths: Sequence[Path], jobs: int, limits: Limits | None = None
) -> Generator[ReadFile | UnreadFile]:
    """Read files, ``jobs`` at once, and give each as soon as those before it are done."""
    limits = limits or Limits()
    done: dict[int, ReadFile | UnreadFile] = {}
    waiting = deque(range(len(paths)))
    readers = [_Reader(limits) for _ in range(max(1, min(jobs, len(paths))))]
    try:
        for number in range(len(paths)):
            while number not in done:
                for reader in readers:
                    if reader.idle and waiting:
                        index = waiting.popleft()
                        reader.give(index, paths[index])
                busy = [reader for reader in readers if not reader.idle]
                wait([thing for reader in busy for thing in reader.things], _TICK)
                for reader in busy:
                    item = reader.finished()
                    if item:
                        done[item[0]] = item[1]
            yield done.pop(number)
    finally:
        for reader in readers:
            reader.end()


class _Reader:
    """One process that reads files, one after the other; started anew where it had to be ended."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._index, self._path = -1, Path()
        self._until = 0.0
        self._ready = False

    @property
    def idle(self) -> bool:
        return self._index < 0

    @property
    def things(self) -> list[Connection | int]:
        """What to wait for: an answer, or the end of the process."""
        return [self._pipe, self._process.sentinel] if self._pipe and self._process else []

    def give(self, index: int, path: Path) -> None:
        """Let it read a file. The time counts from when it is ready to."""
        if self._process is None:
            self._start()
        self._index, self._path = index, path
        self._until = time.monotonic() + self.limits.seconds + (0 if self._ready else _STARTING)
        with suppress(OSError):
            # A reader that has died meanwhile is noticed by its end.
            if self._pipe:
                self._pipe.send(path)

    def finished(self) -> tuple[int, ReadFile | UnreadFile] | None:
        """The file it was given, if it is done with it, or had to be ended over it."""
        index, path = self._index, self._path
        item: ReadFile | UnreadFile | None = None
        try:
            while item is None and self._pipe and self._pipe.poll():
                item = self._pipe.recv()
                if item is None:
                    self._ready = True
                    self._until = time.monotonic() + self.limits.seconds
        except (EOFError, OSError):
            item = UnreadFile(path, "cannot be read; the reader crashed on it")
            self.end()
        if item is None and self._process and not self._process.is_alive():
            item = UnreadFile(path, "cannot be read; the reader crashed on it")
            self.end()
        if item is None and time.monotonic() > self._until:
            item = UnreadFile(path, f"stopped at the limit of {self.limits.seconds:g} s")
            self.end()
        if item is None:
            return None
        self._index = -1
        return index, item

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
        self._ready = False

    def _start(self) -> None:
        """Start the process.

        A reader that is interrupted before it could say that it ignores interrupts would print
        where it was. So interrupts are held back while it starts: it inherits that, and one that
        comes meanwhile reaches this process right after. Starting the tracker of resources would
        let them through again, so that is done before.
        """
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.limits), daemon=True)
        if not hasattr(signal, "pthread_sigmask"):
            self._process.start()
        else:
            resource_tracker.ensure_running()
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                self._process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        # Ours is closed, so that the pipe ends with the reader, and the reader with this process.
        theirs.close()


def _serve(pipe: Connection, limits: Limits) -> None:
    """Read the files that are named through a pipe, until it is closed. A process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(limits)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        pipe.send(None)
        while True:
            item = read_file(pipe.recv())
            if isinstance(item, UnreadFile) and item.why == NO_MEMORY:
                item = UnreadFile(item.path, f"stopped at the limit of {limits.megabytes} MB")
            pipe.send(item)
    except (EOFError, OSError):
        return


def _limit(limits: Limits) -> None:
    """Let the platform limit the memory of this process, where it can."""
    try:
        import resource
    except ImportError:
        return
    size = limits.megabytes * 1_000_000
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even while a file is read."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
