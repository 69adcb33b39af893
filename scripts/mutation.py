"""A mutation run over the engine: which lines could be turned round without a test that notices.

python scripts/mutation.py sample [--seed 1] [--per-module 20] [--most 600]
python scripts/mutation.py run [--minutes 30] [--processes 2]     goes on where it stopped
python scripts/mutation.py again       try once more what survived, after tests were added
python scripts/mutation.py report      what was killed, and what survived

Runs in an environment of its own (``nox -s mutation``); cosmic-ray.toml has what is mutated and
which tests look at it. At least ``--per-module`` mutants of every module are drawn, then more up to
``--most``; the others are marked as skipped.

cosmic-ray makes the mutants and keeps the results. What takes long in its own runner is starting
Python, the project and the tests anew for every mutant. Here pytest collects once and forks a child
for each mutant; the child puts the mutant's code into the functions that are there already, and
runs the tests that call the mutated function: first those that killed a mutant of the same module
before, then those of its room. No file changes.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

CONFIG, SESSION = "cosmic-ray.toml", "mutation.sqlite"
NOBODY = "nobody"


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
        Run(asked.minutes, asked.processes, again=asked.step == "again").start()
    return _report()


def _session() -> Any:
    from cosmic_ray.work_db import WorkDB

    return WorkDB(SESSION, WorkDB.Mode.open)


def _module(item: Any) -> str:
    return str(item.mutations[0].module_path)


# --- trying ------------------------------------------------------------------------------------


class Run:
    """Tries what was not tried yet, or once more what survived, a few mutants at a time.

    It is a plugin of pytest, and takes the place of the loop over the collected tests.
    """

    def __init__(self, minutes: float, processes: int, again: bool) -> None:
        config = tomllib.loads(Path(CONFIG).read_text("utf-8"))
        self.limit = float(config["cosmic-ray"]["timeout"])
        self.tests: list[str] = config["mutation"]["tests"]
        self.until, self.processes = time.monotonic() + minutes * 60, processes
        self.session, self.again = _session(), again
        self.waiting = _survivors(self.session) if again else [*self.session.pending_work_items]
        # In any order, so that a share of a run is a sample too.
        random.Random(1).shuffle(self.waiting)
        self.killers: dict[str, Counter[str]] = {}

    def start(self) -> None:
        """First the mutants of functions, then those of code that runs at import."""
        os.nice(10)
        sys.path.insert(0, str(Path("src").resolve()))
        _fewer_examples()
        process = os.fork()
        if not process:
            sys.exit(_pytest(self.tests, self))
        os.waitpid(process, 0)
        self._try([item for item in self.waiting if not _function(item)], self._anew)

    def pytest_runtestloop(self, session: Any) -> bool:
        """The hook of pytest that runs the collected tests."""
        functions = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
        # What is there already is not looked at again, so that children share its memory.
        gc.freeze()
        # What survived once is tried with all tests: a caller may have been hidden by a cache.
        callers = {} if self.again else _callers(session.items)

        def collected(item: Any) -> str | None:
            _swap(functions, Path(item.mutations[0].module_path).resolve(), _mutant(item))
            place = _function(item)
            before = self.killers.get(_module(item), Counter())
            room = f"tests/{Path(_module(item)).parent.name}/"
            tests = sorted(
                [test for test in session.items if self.again or test.nodeid in callers[place]],
                key=lambda test: (-before[test.nodeid], not test.nodeid.startswith(room)),
            )
            for test in _run(tests):
                if session.testsfailed:
                    return str(test.nodeid)
            return None

        self._try([item for item in self.waiting if _function(item)], collected)
        return True

    def _anew(self, item: Any) -> str | None:
        """Import the mutant instead of its module."""
        path, mutant = Path(item.mutations[0].module_path).resolve(), _mutant(item)
        plain = SourceFileLoader.get_code

        def code(loader: SourceFileLoader, name: str) -> CodeType | None:
            return mutant if Path(loader.path).resolve() == path else plain(loader, name)

        SourceFileLoader.get_code = code  # type: ignore[method-assign,assignment]
        return "some test" if _pytest(["-x", *self.tests]) else None

    def _try(self, waiting: list[Any], trial: Callable[[Any], str | None]) -> None:
        """Each mutant in a child, which writes the name of the test that noticed."""
        from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

        running: dict[int, tuple[Any, float, int]] = {}
        while running or (waiting and time.monotonic() < self.until):
            while waiting and len(running) < self.processes and time.monotonic() < self.until:
                item = waiting.pop()
                process, told = _child(item, trial)
                running[process] = item, time.monotonic() + self.limit, told
            for process, (item, latest, told) in [*running.items()]:
                ended, _ = os.waitpid(process, os.WNOHANG)
                if not ended and time.monotonic() > latest:
                    os.killpg(process, signal.SIGKILL)
                    ended, _ = os.waitpid(process, 0)
                if ended:
                    del running[process]
                    with os.fdopen(told) as pipe:
                        killer = pipe.read()
                    self.killers.setdefault(_module(item), Counter())[killer] += 1
                    outcome = TestOutcome.SURVIVED if killer == NOBODY else TestOutcome.KILLED
                    result = WorkResult(WorkerOutcome.NORMAL, killer, outcome)
                    self.session.set_result(item.job_id, result)
            time.sleep(0.01)


def _child(item: Any, trial: Callable[[Any], str | None]) -> tuple[int, int]:
    """The id of a process that tries a mutant, and where it writes who noticed."""
    told, tell = os.pipe()
    process = os.fork()
    if process:
        os.close(tell)
        return process, told
    try:
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        os.write(tell, (trial(item) or NOBODY).encode())
    except SyntaxError:
        os.write(tell, b"the compiler")
    finally:
        os._exit(0)


def _mutant(item: Any) -> CodeType:
    """The code of the module with the mutation."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    change = item.mutations[0]
    operator = get_operator(change.operator_name)(**change.operator_args)
    text = Path(change.module_path).read_text("utf-8")
    mutant = mutate_code(text, operator, change.occurrence)
    with warnings.catch_warnings():
        # Of "is" beside a literal: the mutant is to be tried, not refused.
        warnings.simplefilter("ignore")
        return compile(mutant, str(change.module_path), "exec")


def _swap(functions: list[FunctionType], path: Path, mutant: CodeType) -> None:
    """Put a mutant's code into the functions that its module has made."""
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(mutant)}
    for function in functions:
        old = function.__code__
        new = codes.get((old.co_qualname, old.co_firstlineno))
        if new is not None and Path(old.co_filename).resolve() == path:
            function.__code__ = new


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _pytest(arguments: list[str], *plugins: object) -> int:
    import pytest

    # The warning is of what was imported before; our own settings make it an error.
    options = ["-q", "-s", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += [f"-pno:{name}" for name in ("cacheprovider", "logging", "faulthandler")]
    return pytest.main([*options, "--hypothesis-seed=1", *arguments], list(plugins))


def _fewer_examples() -> None:
    from hypothesis import settings

    settings.register_profile("mutation", max_examples=10, deadline=None, database=None)
    settings.load_profile("mutation")


def _run(tests: list[Any]) -> Iterator[Any]:
    """Run collected tests one after the other, and give each after it."""
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        yield test


Place = tuple[str, int]
"""A function: its file, and the line at which its code begins."""


def _function(item: Any) -> Place | None:
    """The function whose body a mutant is in; None for code that runs at import."""
    change = item.mutations[0]
    tree = ast.parse(Path(change.module_path).read_text("utf-8"))
    found = [
        min([node.lineno, *[decorator.lineno for decorator in node.decorator_list]])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.body[0].lineno <= change.start_pos[0] <= (node.end_lineno or 0)
    ]
    return (str(Path(change.module_path).resolve()), max(found)) if found else None


def _callers(tests: list[Any]) -> dict[Place | None, set[str]]:
    """The tests that call a function, by a run of all of them in a child."""
    told, tell = os.pipe()
    process = os.fork()
    if not process:
        os.close(told)
        try:
            calls: dict[str, list[Place]] = {}
            seen: set[Place] = set()
            sys.settrace(
                lambda frame, *_: seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))
            )
            for test in _run(tests):
                calls[test.nodeid] = list(seen)
                seen.clear()
            sys.settrace(None)
            with os.fdopen(tell, "w") as pipe:
                json.dump(calls, pipe)
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told) as pipe:
        calls = json.load(pipe)
    os.waitpid(process, 0)
    callers: dict[Place | None, set[str]] = defaultdict(set)
    for name, places in calls.items():
        for file, line in places:
            if "/atmp_gap/" in file:
                callers[file, line].add(name)
    return callers


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
