"""One run of a command: how much processor time and memory it took, and a cap on it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TO_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""ru_maxrss is in bytes on macOS, in kilobytes elsewhere."""


@dataclass(frozen=True)
class Run:
    """What one run cost. ``capped``: it was ended at the cap, so ``cpu`` is a lower bound."""

    seconds: float
    """Wall time, which what else the machine does falls on: no figure is made of it."""
    cpu: float
    """User and system time, of the process and of those it started and waited for."""
    megabytes: float
    """The largest resident set of the process or of one it started and waited for; no less than
    that of the program which measures, about 20 MB."""
    code: int
    capped: bool = False

    @property
    def failed(self) -> bool:
        """Whether it ended by itself and said that something was wrong."""
        return self.code != 0 and not self.capped


def pin() -> bool:
    """Put this process, and all that it starts from now on, on one processor.

    Gives False where the platform cannot; programs may then share their work among several.
    """
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def run(
    command: Sequence[str | Path],
    *,
    cap: float,
    folder: Path,
    log: Path,
    environment: Mapping[str, str],
) -> Run:
    """Run a command in a folder and wait for it; after ``cap`` seconds end it and all it started.

    What it prints goes to ``log``.
    """
    capped, finished = threading.Event(), threading.Event()
    with log.open("wb") as out:
        begun = time.perf_counter()
        child = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

        def end() -> None:
            if not finished.is_set():
                capped.set()
                os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(cap, end)
        timer.start()
        try:
            # wait4 gives this child's own cost; getrusage only the most of all children so far.
            _, status, usage = os.wait4(child.pid, 0)
            finished.set()
            seconds = time.perf_counter() - begun
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        round(seconds, 4),
        round(usage.ru_utime + usage.ru_stime, 4),
        round(usage.ru_maxrss / _TO_MB, 1),
        child.returncode,
        capped.is_set(),
    )
