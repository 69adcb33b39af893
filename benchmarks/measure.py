"""Run tasks in turns with what they are divided by, and note what came out."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.environments import plain_environment
from benchmarks.figures import Pair, Results
from benchmarks.process import Run, run
from benchmarks.task import Task


@dataclass
class Measure:
    """How often and how long: at most ``runs`` pairs, as many as fit into ``patience`` seconds.

    Quick figures are the ones that noise disturbs; they get all their runs, slow ones few.
    """

    work: Path
    results: Results
    runs: int
    patience: float
    cap: float
    filled: set[str] = field(default_factory=set)
    prepared: set[tuple[str | Path, ...]] = field(default_factory=set)
    """Commands done, each with the folder it was done in."""

    def task(self, task: Task) -> None:
        """Measure a task, in pairs with its reference; nothing where that was done before."""
        if task.key in self.results.done:
            return
        self.results.pairs = [pair for pair in self.results.pairs if pair.task != task.key]
        self._prepare(task)
        begun = time.perf_counter()
        for turn in range(self.runs):
            spent = time.perf_counter() - begun
            if turn >= task.least and spent > self.patience:
                break
            before = self._run(task.reference) if task.reference else None
            once = self._run(task)
            reference = task.reference.key if task.reference else None
            self.results.pairs.append(Pair(task.key, once, reference, before))
            if once.code or (before and before.code):
                break
        self.results.done.append(task.key)
        self.results.save(self.work / "results.json")
        self._tell(task)

    def _prepare(self, task: Task) -> None:
        """What has to be so before the first run: commands done, caches full, programs compiled."""
        for command in task.first:
            if (task.folder, *command) not in self.prepared:
                self._call(command, task)
                self.prepared.add((task.folder, *command))
        if task.fill and task.key not in self.filled:
            self._run(task)
            self.filled.add(task.key)
        elif task.size is None:
            # Once unmeasured: a first start also compiles modules and fills the file cache.
            self._run(task)

    def _run(self, task: Task) -> Run:
        for path in task.fresh:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(
                missing_ok=True
            )
        return self._call(task.command, task)

    def _call(self, command: tuple[str | Path, ...], task: Task) -> Run:
        environment: Mapping[str, str] = {**plain_environment(self.work), **task.environment}
        log = self.work / "last.log"
        once = run(command, cap=self.cap, folder=task.folder, log=log, environment=environment)
        if once.failed:
            tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            say(f"  {task.key} ended with {once.code}:", *tail)
        return once

    def _tell(self, task: Task) -> None:
        seconds, ratio = self.results.seconds(task.key), self.results.ratio(task.key)
        if seconds is None:
            return
        over = "over " if seconds.over else ""
        words = f"{task.key}: {over}{seconds.middle:.2f} s"
        if ratio and task.reference:
            words += f", {over}{ratio.middle:.2f} x {task.reference.key}, {ratio.runs} runs"
        say(words)


def say(*lines: str) -> None:
    """A word on standard error, with the time."""
    for line in lines:
        print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)
