"""Figures out of runs: medians of ratios of neighbouring runs, and how cost grows with size."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.process import Run


@dataclass(frozen=True)
class Pair:
    """A run of a task and, right before it, one of what it is divided by."""

    task: str
    run: Run
    reference: str | None = None
    before: Run | None = None


@dataclass(frozen=True)
class Spread:
    """A median with the least and the most; ``over``: a lower bound, as a run was ended."""

    middle: float
    least: float
    most: float
    runs: int
    over: bool = False

    @classmethod
    def of(cls, values: Sequence[float], over: bool = False) -> Spread | None:
        """The spread of some values; None where there are none."""
        if not values:
            return None
        return cls(median(values), min(values), max(values), len(values), over)


@dataclass
class Results:
    """All pairs of one run of the benchmark, and what there is to know about that run."""

    about: dict[str, Any] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    """Tasks that were measured to the end."""

    def runs(self, task: str) -> list[Run]:
        """Every run of a task that did not fail, also those that others were divided by."""
        own = [pair.run for pair in self.pairs if pair.task == task]
        own += [pair.before for pair in self.pairs if pair.before and pair.reference == task]
        return [run for run in own if not run.failed]

    def ratio(self, task: str) -> Spread | None:
        """Processor time of a task over that of its reference, pair by pair.

        Pairs count in which the reference ended well, and the task did or was ended at the cap.
        """
        values, over = [], False
        for pair in self.pairs:
            if pair.task != task or pair.run.failed or not pair.before or pair.before.code:
                continue
            values.append(pair.run.cpu / pair.before.cpu)
            over = over or pair.run.capped
        return Spread.of(values, over)

    def seconds(self, task: str) -> Spread | None:
        """Processor time, of the process and those it waited for."""
        return self._spread(task, "cpu")

    def megabytes(self, task: str) -> Spread | None:
        """Peak memory, in units of 1024 x 1024 bytes."""
        return self._spread(task, "megabytes")

    def exponent(self, name: str, small: int, large: int) -> tuple[float, bool] | None:
        """How the time grows from one size to another, as a power of the size.

        ``name`` is part and name. The second value says that it is a lower bound.
        """
        a, b = self.seconds(f"{name}/{small}"), self.seconds(f"{name}/{large}")
        if a is None or b is None or a.over:
            return None
        return exponent(small, a.middle, large, b.middle), b.over

    def kilobytes(self, name: str, small: int, large: int) -> float | None:
        """The peak memory that each item more takes, from one size to another, in kB."""
        a, b = self.megabytes(f"{name}/{small}"), self.megabytes(f"{name}/{large}")
        if a is None or b is None:
            return None
        return (b.most - a.most) * 1024 * 1024 / 1000 / (large - small)

    def failures(self) -> dict[str, int]:
        """Tasks of which a run ended otherwise than it should, with the exit code."""
        bad: dict[str, int] = {}
        for pair in self.pairs:
            if pair.run.failed:
                bad[pair.task] = pair.run.code
            if pair.reference and pair.before and pair.before.failed:
                bad[pair.reference] = pair.before.code
        return bad

    def _spread(self, task: str, field_name: str) -> Spread | None:
        runs = self.runs(task)
        values = [getattr(run, field_name) for run in runs]
        return Spread.of(values, any(run.capped for run in runs))

    def save(self, path: Path) -> None:
        """Write everything, so that it can be gone on with."""
        text = json.dumps({"about": self.about, "done": self.done, "pairs": _plain(self.pairs)})
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> Results:
        """Read what was saved."""
        data = json.loads(path.read_text(encoding="utf-8"))
        pairs = [
            Pair(
                item["task"],
                Run(**item["run"]),
                item["reference"],
                Run(**item["before"]) if item["before"] else None,
            )
            for item in data["pairs"]
        ]
        return cls(data["about"], pairs, data["done"])


def _plain(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    return [asdict(pair) for pair in pairs]


def exponent(small: float, fast: float, large: float, slow: float) -> float:
    """The power of the size with which time grows between two sizes: 1 is linear."""
    return math.log(slow / fast) / math.log(large / small)
