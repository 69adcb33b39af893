"""Kills, interrupts, many at once: a file is the old one or the new one, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from campaign.server import Outcome
from check_support import BASE

_OWN = ["--requirements", str(BASE), "--no-bundled"]


def _start(words: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "atmp_gap", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _place(work: Path, name: str) -> Path:
    """A folder with a library, a ledger of three statements, and files that are written over."""
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    text = "A guidance. Residual DNA should be below 10 ng per dose. Cells were thawed. " * 40
    for document in ("FDA", "EMA"):
        (folder / "lib" / f"{document}.txt").write_text(text)
    named = "documents: {FDA-DOC: FDA.txt, EMA-DOC: EMA.txt}\n"
    (folder / "lib" / "library.yaml").write_text(named)
    shutil.copytree(BASE, folder / "c")
    path = folder / "c/t/fda.yaml"
    grade, via = "      grade: reported\n", "      via: A. Author, A title, 2021\n"
    path.write_text(path.read_text().replace(grade + via, via + grade))
    return folder


def _done(words: Sequence[str], folder: Path) -> tuple[int, str]:
    process = _start(words, folder)
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


_LOOK = ["verify", "--library", "lib", "--jobs", "1", "--ledger", "l.yaml", *_OWN]
_WRITES: tuple[tuple[str, list[str], str], ...] = (
    ("report", ["compare", *_OWN, "-o", "r.html"], "r.html"),
    ("workbook", ["compare", *_OWN, "-o", "r.xlsx", "--force"], "r.xlsx"),
    ("memo", ["compare", *_OWN, "-o", "r.docx", "--force"], "r.docx"),
    ("ledger", [*_LOOK, "--again", "--by", "Second Reader"], "l.yaml"),
    ("fix", ["check", "--fix", "c"], "c/t/fda.yaml"),
)


def kills(numbers: list[int], seed: int, work: Path) -> Iterator[Outcome]:
    """Kill what writes at any time: the file is whole, and the next run reads it."""
    yield from _ended(numbers, seed, work, signal.SIGKILL, _whole)


def interrupts(numbers: list[int], seed: int, work: Path) -> Iterator[Outcome]:
    """Interrupt at any time, once or twice, this process or all: one line, 130, whole files."""
    yield from _ended(numbers, seed, work, signal.SIGINT, _whole)


def _ended(
    numbers: list[int],
    seed: int,
    work: Path,
    by: signal.Signals,
    whole: Callable[[str, Path, Path], str],
) -> Iterator[Outcome]:
    folder = _place(work, f"ended-{by.name}")
    spans: dict[str, float] = {}
    for name, words, _ in _WRITES[:4]:
        began = time.monotonic()
        _done(words if name != "ledger" else _LOOK, folder)
        spans[name] = time.monotonic() - began
    spans["fix"] = spans["report"]
    before = {name: (folder / file).read_bytes() for name, _, file in _WRITES}
    for number in numbers:
        dice = random.Random(f"{seed}-{number}")
        name, words, file = dice.choice(_WRITES)
        (folder / file).write_bytes(before[name])
        process = _start(words, folder)
        # The interpreter itself takes some hundredths of a second, which are none of ours.
        time.sleep(0.1 + dice.random() * spans[name] * 1.1)
        twice = by == signal.SIGINT and dice.random() < 0.4
        began = time.monotonic()
        for _ in range(1 + twice):
            try:
                (os.killpg if dice.random() < 0.5 else os.kill)(process.pid, by)
            except ProcessLookupError:
                break
            time.sleep(dice.choice((0.0, 0.01)))
        try:
            _, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            yield Outcome(number, name, -1, 60.0, "it did not end")
            continue
        seconds = round(time.monotonic() - began, 2)
        fault = whole(name, folder / file, folder)
        if by == signal.SIGINT:
            fault = fault or said_wrong(process.returncode, err)
        yield Outcome(number, name, process.returncode, seconds, fault)


def said_wrong(code: int, err: str) -> str:
    """What is wrong with what was said where somebody interrupted; empty where nothing is."""
    lines = [line for line in err.splitlines() if line and not line.startswith("warning: ")]
    # What was finished before may be said; that it is whole was looked at.
    while len(lines) > 1 and lines[0].startswith(("wrote ", "fixed ")):
        del lines[0]
    if code == 130 and lines != ["interrupted"]:
        return f"said {lines[-3:]!r}"[:300]
    if code not in (0, 1, 130):
        return f"exit {code}: {lines[-2:]!r}"[:300]
    return ""


def _whole(name: str, path: Path, folder: Path) -> str:
    """What is wrong with a file that was being written; empty where it is whole."""
    import zipfile

    try:
        raw = path.read_bytes()
        if name in ("workbook", "memo"):
            if zipfile.ZipFile(path).testzip():
                return "a broken file"
        elif name == "report":
            if not raw.rstrip().endswith(b"</html>"):
                return "half a report"
        elif name == "ledger":
            from atmp_gap.verify.ledger_file import read

            if len(read(path).files) != 2:
                return "a ledger that lost something"
        elif b"FDA-T-001" not in raw or not raw.endswith(b"\n"):
            return "half a file of requirements"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def together(numbers: list[int], seed: int, work: Path) -> Iterator[Outcome]:
    """Six at once with one cache, one ledger and one report: all succeed, every word is kept."""
    folder = _place(work, "together")
    _done(_LOOK, folder)
    _done(["compare", *_OWN, "-o", "r.html"], folder)
    expected = (folder / "r.html").read_bytes()
    waiting = list(numbers)
    told = 0
    while waiting:
        here, waiting = waiting[:6], waiting[6:]
        began = time.monotonic()
        running = []
        for number in here:
            dice = random.Random(f"{seed}-{number}")
            kind = dice.choice(("compare", "sign", "verify", "check"))
            words = {
                "compare": ["compare", *_OWN, "-o", "r.html"],
                "sign": [*_sign("FDA-T-001"), "--by", f"Reader {number}", "--page", "1"],
                "verify": [*_LOOK, "--again"],
                "check": ["check", "c"],
            }[kind]
            running.append((number, kind, _start(words, folder)))
        for number, kind, process in running:
            out, err = process.communicate(timeout=300)
            code, fault = process.returncode, ""
            if code != 0 and not (kind == "check" and code in (0, 1)):
                fault = f"exit {code}: {(out + err)[-200:]}"
            told += kind == "sign" and code == 0
            if kind == "compare" and (folder / "r.html").read_bytes() != expected:
                fault = fault or "another report"
            yield Outcome(number, kind, code, round(time.monotonic() - began, 2), fault)
        kept = _signatures(folder)
        if kept != told:
            yield Outcome(here[-1], "ledger", 0, 0.0, f"{told} signed, {kept} kept")
            told = kept
    code, shown = _done(["verify", "--audit", "--ledger", "l.yaml"], folder)
    if code:
        yield Outcome(numbers[-1], "audit", code, 0.0, shown[-300:])


def _sign(name: str) -> list[str]:
    return ["verify", "--sign", name, "--ledger", "l.yaml", *_OWN]


def _signatures(folder: Path) -> int:
    from atmp_gap.verify.ledger_file import read

    return len(read(folder / "l.yaml").history)
