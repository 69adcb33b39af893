"""A mutation run over the engine: which lines could be turned round without a test that notices.

python scripts/mutation.py sample [--seed 1] [--per-module 20] [--most 600]
python scripts/mutation.py run [--minutes 30]      goes on where an earlier run stopped
python scripts/mutation.py report                  what was killed, and what survived

Runs in an environment of its own (``nox -s mutation``), on a copy of the project, with cosmic-ray;
the settings stand in cosmic-ray.toml. At least ``--per-module`` mutants of every module are drawn,
then more up to ``--most``; the others are marked as skipped.
"""

from __future__ import annotations

import argparse
import ast
import random
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

CONFIG, SESSION = "cosmic-ray.toml", "mutation.sqlite"


def main() -> int:
    """Do the step that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("sample", "run", "report"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-module", type=int, default=20)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    if asked.step == "sample":
        subprocess.run(["cosmic-ray", "init", "--force", CONFIG, SESSION], check=True)
        _sample(asked.seed, asked.per_module, asked.most)
    elif asked.step == "run":
        try:
            subprocess.run(["cosmic-ray", "exec", CONFIG, SESSION], timeout=asked.minutes * 60)
        except subprocess.TimeoutExpired:
            # A mutant that was being tried may be left in its file.
            subprocess.run(["git", "checkout", "--", "src"], check=True)
    return _report()


def _session() -> Any:
    from cosmic_ray.work_db import WorkDB

    return WorkDB(SESSION, WorkDB.Mode.open)


def _module(item: Any) -> str:
    return str(item.mutations[0].module_path)


def _sample(seed: int, per_module: int, most: int) -> None:
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    session = _session()
    items = sorted(
        filter(_executed, session.work_items), key=lambda item: (_module(item), str(item.mutations))
    )
    random.Random(seed).shuffle(items)
    chosen: set[str] = set()
    of_module: Counter[str] = Counter()
    for item in items:
        if of_module[_module(item)] < per_module:
            of_module[_module(item)] += 1
            chosen.add(item.job_id)
    for item in items:
        if len(chosen) < most:
            chosen.add(item.job_id)
    for item in session.work_items:
        if item.job_id not in chosen:
            session.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))
    print(f"{len(chosen)} of {len(items)} mutants in {len(of_module)} modules")


def _executed(item: Any) -> bool:
    """Whether a mutant is of code that runs: annotations are never evaluated."""
    change = item.mutations[0]
    return not any(
        start <= tuple(change.start_pos) < end for start, end in _annotations(change.module_path)
    )


@cache
def _annotations(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the annotations of a module stand: the first and the last position of each."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            found.append(node.returns)
    return [
        ((item.lineno, item.col_offset), (item.end_lineno or 0, item.end_col_offset or 0))
        for item in found
        if item is not None
    ]


def _report() -> int:
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome

    session = _session()
    results = dict(session.results)
    tried = [
        (item, results[item.job_id])
        for item in session.work_items
        if item.job_id in results and results[item.job_id].worker_outcome != WorkerOutcome.SKIPPED
    ]
    survived = [item for item, found in tried if found.test_outcome == TestOutcome.SURVIVED]
    waiting = session.num_work_items - session.num_results
    for item in sorted(survived, key=lambda item: (_module(item), item.mutations[0].start_pos)):
        change = item.mutations[0]
        line, column = change.start_pos
        text = Path(change.module_path).read_text("utf-8").split("\n")[line - 1].strip()
        print(f"survived: {change.module_path}:{line}:{column} {change.operator_name}: {text}")
    killed = len(tried) - len(survived)
    print(f"{killed} of {len(tried)} killed, {len(survived)} survived, {waiting} to be tried")
    return 0


if __name__ == "__main__":
    sys.exit(main())
