"""A mutation run over the engine: which lines could be turned round without a test that notices.

python scripts/mutation.py sample [--seed 1] [--per-module 20] [--most 600]
python scripts/mutation.py run [--minutes 30] [--processes 2]     goes on where it stopped
python scripts/mutation.py again       try once more what survived, after tests were added
python scripts/mutation.py report      what was killed, and what survived

Runs in an environment of its own (``nox -s mutation``); cosmic-ray.toml has what is mutated and
which tests look at it, those most likely to notice first. At least ``--per-module`` mutants of
every module are drawn, then more up to ``--most``; the others are marked as skipped.

cosmic-ray makes the mutants and keeps the results. What takes long in its own runner is starting
Python and the test tools anew for every mutant; here they are imported once and each mutant is
tried in a forked child, which sees the mutant's source instead of the module's: no file changes.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

CONFIG, SESSION = "cosmic-ray.toml", "mutation.sqlite"
IMPORTED_ONCE = ("pytest", "_pytest.assertion.rewrite", "hypothesis.strategies", "pydantic")
IMPORTED_ONCE += ("yaml", "typer", "rich.console", "rich.table", "jsonschema")
KILLED, SURVIVED = 1, 0


def main() -> int:
    """Do the step that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("sample", "run", "again", "report"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-module", type=int, default=20)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    if asked.step == "sample":
        subprocess.run(["cosmic-ray", "init", "--force", CONFIG, SESSION], check=True)
        _sample(asked.seed, asked.per_module, asked.most)
    elif asked.step != "report":
        _run(asked.minutes, asked.processes, again=asked.step == "again")
    return _report()


def _session() -> Any:
    from cosmic_ray.work_db import WorkDB

    return WorkDB(SESSION, WorkDB.Mode.open)


def _module(item: Any) -> str:
    return str(item.mutations[0].module_path)


# --- trying ------------------------------------------------------------------------------------


def _run(minutes: float, processes: int, again: bool) -> None:
    """Try what was not tried yet, or once more what survived, a few at a time."""
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

    config = tomllib.loads(Path(CONFIG).read_text("utf-8"))
    limit = float(config["cosmic-ray"]["timeout"])
    stages: Sequence[Sequence[str]] = config["mutation"]["stages"]
    sys.path[:0] = ["src"]
    os.nice(10)
    for name in IMPORTED_ONCE:
        import_module(name)
    _fewer_examples()
    if _wait_for(_child(None, stages)) != SURVIVED:
        sys.exit(f"the tests of {CONFIG} fail without a mutant")
    session = _session()
    waiting = [item for item in _survivors(session) if again] or list(session.pending_work_items)
    # In any order, so that a share of a run is a sample too.
    random.Random(1).shuffle(waiting)
    until = time.monotonic() + minutes * 60
    running: dict[int, tuple[Any, float]] = {}
    while waiting or running:
        while waiting and len(running) < processes and time.monotonic() < until:
            item = waiting.pop()
            running[_child(item, stages)] = (item, time.monotonic() + limit)
        if not running:
            return
        for process, (item, latest) in list(running.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended and time.monotonic() > latest:
                os.killpg(process, signal.SIGKILL)
                ended, status = os.waitpid(process, 0)
            if ended:
                del running[process]
                lived = os.waitstatus_to_exitcode(status) == SURVIVED
                outcome = TestOutcome.SURVIVED if lived else TestOutcome.KILLED
                session.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, "", outcome))
        time.sleep(0.02)


def _child(item: Any, stages: Sequence[Sequence[str]]) -> int:
    """The id of a process that ends with KILLED or SURVIVED."""
    process = os.fork()
    if process:
        return process
    try:
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        if item is not None:
            _put_in_place(item.mutations[0])
        os._exit(_first_failure(stages))
    finally:
        os._exit(KILLED)


def _put_in_place(change: Any) -> None:
    """Let the mutant be imported instead of its module."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    path = Path(change.module_path).resolve()
    operator = get_operator(change.operator_name)(**change.operator_args)
    mutant = mutate_code(path.read_text("utf-8"), operator, change.occurrence)
    plain = SourceFileLoader.get_code

    def code(loader: SourceFileLoader, name: str) -> CodeType | None:
        if Path(loader.path).resolve() == path:
            return compile(mutant, str(path), "exec")
        return plain(loader, name)

    SourceFileLoader.get_code = code  # type: ignore[method-assign,assignment]


def _first_failure(stages: Sequence[Sequence[str]]) -> int:
    import pytest

    for paths in stages:
        options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
        # Of what was imported before; our own settings make it an error.
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        if pytest.main([*options, *paths]) != 0:
            return KILLED
    return SURVIVED


def _fewer_examples() -> None:
    from hypothesis import settings

    settings.register_profile("mutation", max_examples=15, deadline=None, database=None)
    settings.load_profile("mutation")


def _wait_for(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


# --- drawing -----------------------------------------------------------------------------------


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


# --- reporting ---------------------------------------------------------------------------------


def _survivors(session: Any) -> list[Any]:
    from cosmic_ray.work_item import TestOutcome

    results = dict(session.results)
    return [
        item
        for item in session.work_items
        if item.job_id in results and results[item.job_id].test_outcome == TestOutcome.SURVIVED
    ]


def _report() -> int:
    from cosmic_ray.work_item import WorkerOutcome

    session = _session()
    survived = _survivors(session)
    tried = sum(result.worker_outcome != WorkerOutcome.SKIPPED for _, result in session.results)
    waiting = session.num_work_items - session.num_results
    for item in sorted(survived, key=lambda item: (_module(item), item.mutations[0].start_pos)):
        change = item.mutations[0]
        line, column = change.start_pos
        text = Path(change.module_path).read_text("utf-8").split("\n")[line - 1].strip()
        operator = change.operator_name.removeprefix("core/")
        print(f"survived: {change.module_path}:{line}:{column} {operator}: {text}")
    killed = tried - len(survived)
    print(f"{killed} of {tried} killed, {len(survived)} survived, {waiting} to be tried")
    return 0


if __name__ == "__main__":
    sys.exit(main())
