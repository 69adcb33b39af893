"""Command lines run in forked children: whatever one does, the next begins as the first did.

All that is imported is imported before the fork. A child runs a batch, says after each what came
of it, and is ended where it works longer on one than it may.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

SECONDS = 30
_COMMAND = re.compile(r"^\s*(::\w|##\[|##vso\[)", re.MULTILINE)
_GOOD = frozenset({0, 1, 2, 3})


@dataclass
class Outcome:
    """What came of one attack; ``fault`` says what was wrong with that."""

    number: int
    kind: str
    code: int
    seconds: float
    fault: str = ""


Attack = Callable[[int, Path], tuple[str, list[list[str]]]]
"""Makes the files of an attack of a number in a folder, and gives its kind and command lines."""


def run_all(numbers: list[int], attack: Attack, folder: Path, batch: int = 50) -> Iterator[Outcome]:
    """Run attacks, and give what came of each."""
    waiting = list(numbers)
    while waiting:
        here, waiting = waiting[:batch], waiting[batch:]
        done = 0
        for outcome in _in_child(here, attack, folder):
            done += 1
            yield outcome
        # What comes after one that ended its child goes on in another.
        waiting = here[done:] + waiting


def _in_child(numbers: list[int], attack: Attack, folder: Path) -> Iterator[Outcome]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(numbers, attack, folder, writing)
    os.close(writing)
    buffer = b""
    at = 0
    began = time.monotonic()
    why = ""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while at < len(numbers):
            ready, _, _ = select.select(
                [pipe], [], [], max(0.1, began + SECONDS + 10 - time.monotonic())
            )
            if not ready:
                why = f"longer than {SECONDS} s, and could not be stopped"
                break
            piece = pipe.read(65536)
            if not piece:
                why = "the process died"
                break
            *lines, buffer = (buffer + piece).split(b"\n")
            for line in lines:
                at += 1
                began = time.monotonic()
                yield Outcome(**json.loads(line))
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if why and at < len(numbers):
        yield Outcome(numbers[at], "", status, 0.0, why)


class _TooLong(BaseException):
    pass


def _too_long(number: int, frame: object) -> None:
    raise _TooLong


def _work(numbers: list[int], attack: Attack, folder: Path, writing: int) -> None:
    import resource

    # What the process that forks holds already is no fault of an attack.
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + 4_000_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, _too_long)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    code = 0
    try:
        for number in numbers:
            outcome = _one(number, attack, folder)
            os.write(writing, json.dumps(asdict(outcome)).encode() + b"\n")
    except BaseException:
        code = 99
    os._exit(code)


def _one(number: int, attack: Attack, folder: Path) -> Outcome:
    began = time.monotonic()
    code, fault, kind = -1, "", ""
    try:
        os.chdir(folder)
        kind, lines = attack(number, folder)
        for words in lines:
            signal.alarm(SECONDS)
            code, shown = _shown(words)
            signal.alarm(0)
            fault = fault or fault_of(code, shown, words)
    except _TooLong:
        fault = f"longer than {SECONDS} s"
    except BaseException as error:
        signal.alarm(0)
        fault = f"{type(error).__name__}: {error}"[:500]
    return Outcome(number, kind, code, round(time.monotonic() - began, 3), fault)


def _shown(words: list[str]) -> tuple[int, str]:
    """The exit code of a command line run here, and all it said."""
    from atmp_gap.cli.run import run

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape")
    err = io.StringIO()
    sys.argv = ["atmp-gap", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
        out.flush()
    raw = out.buffer.getvalue()  # type: ignore[attr-defined]
    binary = raw.startswith(b"PK\x03\x04")
    return code, ("" if binary else raw.decode("utf-8", "replace")) + err.getvalue()


def fault_of(code: int, shown: str, words: list[str]) -> str:
    """What is wrong with how a run ended and what it said; empty where nothing is."""
    if code not in _GOOD:
        line = next((line for line in shown.splitlines() if "internal" in line), shown[-300:])
        return f"exit {code}: {line}"[:600]
    if "Traceback" in shown:
        return "a traceback"
    if code in (2, 3) and not shown.strip():
        return f"exit {code} without a word"
    annotations = "github" in words
    for line in shown.split("\n"):
        if not line.isprintable() and not (line[:1] == "\ufeff" or "\r" in line or "\t" in line):
            return f"unprintable: {line!r}"[:300]
        if not annotations and _COMMAND.match(line):
            return f"workflow command: {line!r}"[:300]
    return ""
