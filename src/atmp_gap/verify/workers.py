"""Work on files in processes of their own: a document nobody vouches for may crash its reader,
never end, or fill the memory.

``Workers`` is the only place where verify starts processes. One that dies, or works longer on a
task than it may, is ended and another goes on with the next. An interrupt from the keyboard reaches
this process alone; whatever ends it ends the others.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from types import TracebackType
from typing import Any, Self

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
class Task:
    """A function of a module with what it is called with: both are sent to another process."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Stopped:
    """What stands for the result of a task that came to none."""

    why: str


@dataclass(frozen=True)
class _Raised:
    """An error that is to be raised where the task was given."""

    error: Exception


class Workers:
    """Some processes, started when there is work for them, for as long as the ``with`` lasts."""

    def __init__(self, jobs: int = 1, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._all = [_Worker(self.limits) for _ in range(max(1, jobs))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._all:
            worker.end()

    def run(self, tasks: Sequence[Task]) -> Generator[Any]:
        """Do tasks, and give the result of each, or ``Stopped``, as soon as those before it are
        done. What a task raises is raised here.
        """
        done: dict[int, Any] = {}
        waiting = deque(range(len(tasks)))
        for number in range(len(tasks)):
            while number not in done:
                for worker in self._all:
                    if worker.idle and waiting:
                        index = waiting.popleft()
                        worker.give(index, tasks[index])
                busy = [worker for worker in self._all if not worker.idle]
                wait([thing for worker in busy for thing in worker.things], _TICK)
                for worker in busy:
                    item = worker.finished()
                    if item:
                        done[item[0]] = item[1]
            result = done.pop(number)
            if isinstance(result, _Raised):
                raise result.error
            yield result


class _Worker:
    """One process that does tasks, one after the other; started anew where it had to be ended."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._index = -1
        self._until = 0.0
        self._ready = False

    @property
    def idle(self) -> bool:
        return self._index < 0

    @property
    def things(self) -> list[Connection | int]:
        """What to wait for: an answer, or the end of the process."""
        return [self._pipe, self._process.sentinel] if self._pipe and self._process else []

    def give(self, index: int, task: Task) -> None:
        """Let it do a task. The time counts from when it is ready to."""
        self._index = index
        if self._process is None:
            try:
                self._start()
            except OSError:
                # There are too many processes: that is told when it is asked for its result.
                return
        self._until = time.monotonic() + self.limits.seconds + (0 if self._ready else _STARTING)
        with suppress(OSError):
            # A process that has died meanwhile is noticed by its end.
            if self._pipe:
                self._pipe.send(task)

    def finished(self) -> tuple[int, Any] | None:
        """What came of the task it was given, if it is done, or had to be ended over it."""
        index = self._index
        item: Any = None
        try:
            while item is None and self._pipe and self._pipe.poll():
                item = self._pipe.recv()
                if item is None:
                    self._ready = True
                    self._until = time.monotonic() + self.limits.seconds
        except (EOFError, OSError):
            item = self._died()
        if item is None and not (self._process and self._process.is_alive()):
            item = self._died()
        if item is None and time.monotonic() > self._until:
            item = Stopped(f"stopped at the limit of {self.limits.seconds:g} s")
            self.end()
        if item is None:
            return None
        self._index = -1
        return index, item

    def _died(self) -> Stopped:
        ready = self._ready
        self.end()
        if ready:
            return Stopped("cannot be read; the reader crashed on it")
        return Stopped("cannot be read; the program that reads it could not be started")

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
        process = context.Process(target=_serve, args=(theirs, self.limits), daemon=True)
        if not hasattr(signal, "pthread_sigmask"):
            process.start()
        else:
            resource_tracker.ensure_running()
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self._process = process
        # Ours is closed, so that the pipe ends with the reader, and the reader with this process.
        theirs.close()


def _serve(pipe: Connection, limits: Limits) -> None:
    """Do the tasks that come through a pipe, until it is closed. A process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(limits)
    Thread(target=_end_with_parent, daemon=True).start()
    # What tasks need is imported before the clock is started.
    import atmp_gap.verify.look
    import atmp_gap.verify.reading  # noqa: F401

    try:
        pipe.send(None)
        while True:
            pipe.send(_done(pipe.recv(), limits))
    except (EOFError, OSError):
        return


def _done(task: Task, limits: Limits) -> Any:
    try:
        return task.function(*task.arguments)
    except MemoryError:
        return Stopped(f"stopped at the limit of {limits.megabytes} MB")
    except Exception as error:
        return _Raised(error)


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
