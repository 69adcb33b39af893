"""Work that several processors share, where the platform can fork.

The parent keeps the first share for itself. Whatever happens to a helper, its share is not lost:
the parent is told that there is no answer and does the work.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, Generic, TypeVar

from atmp_gap.collector import collector_off

Answer = TypeVar("Answer")
MOST = 4
"""More processes wait for one another more than they help."""


def shares(weights: Sequence[int], least: int) -> list[range]:
    """Split items into neighbouring shares of about equal weight, one per processor.

    ``least`` is the weight that is worth a process; without fork, or with less work, all items
    are one share. Returns the ranges of their indexes; at least one.
    """
    total = sum(weights)
    number = min(_free(), MOST, total // least if least else 1)
    if number < 2 or not hasattr(os, "fork"):
        return [range(len(weights))]
    found: list[range] = []
    start, taken = 0, 0
    for index, (weight, following) in enumerate(pairwise(weights)):
        taken += weight
        # A share ends where half of what follows would be too much for it.
        if (2 * taken + following) * number >= 2 * total * (len(found) + 1):
            found.append(range(start, index + 1))
            start = index + 1
            if len(found) == number - 1:
                break
    return [*found, range(start, len(weights))]


_taken = False


@contextmanager
def taken() -> Iterator[None]:
    """For a while all processors have their work: what is done meanwhile is not shared again."""
    global _taken
    before, _taken = _taken, True
    try:
        yield
    finally:
        _taken = before


def _free() -> int:
    return 1 if _taken else _processors()


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Helper(Generic[Answer]):
    """Another process that works out one answer, which has to be such as can be pickled."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        self._reader, writer = os.pipe()
        gc.freeze()  # So that the helper's collector leaves shared pages alone.
        self._child = os.fork()
        if self._child:
            os.close(writer)
            return
        # From here on this is the other process: whatever happens, it must not go on.
        try:
            os.close(self._reader)
            with os.fdopen(writer, "wb") as pipe:
                pickle.dump(work(), pipe, protocol=5)
        finally:
            os._exit(0)

    def stop(self) -> None:
        """End it; its answer is not wanted any more."""
        os.close(self._reader)
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def answer(self) -> Answer | None:
        """Wait for the answer; None where the helper was stopped or failed."""
        with os.fdopen(self._reader, "rb") as pipe:
            raw = pipe.read()
        os.waitpid(self._child, 0)
        try:
            with collector_off():
                found: Any = pickle.loads(raw)
        except Exception:
            return None
        return found  # type: ignore[no-any-return]
