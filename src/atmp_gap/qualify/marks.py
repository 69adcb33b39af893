"""Which tests show which requirement, read from the marks in the tests without running them.

``scripts/generate.py`` writes what this finds to ``traceability.json``, which a release brings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from atmp_gap.qualify.data import Trace

MARK = "requirement"


def traced(root: Path) -> dict[str, tuple[Trace, ...]]:
    """The tests by the ids they name, of all files below ``root/tests``, in order."""
    found: dict[str, list[Trace]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        about = (ast.get_docstring(tree) or "").split("\n")[0]
        by_id: dict[str, list[str]] = {}
        for test, names in _marked(tree):
            for name in names:
                by_id.setdefault(name, []).append(test)
        file = path.relative_to(root).as_posix()
        for name, tests in by_id.items():
            found.setdefault(name, []).append(Trace(file, about, tuple(tests)))
    return {name: tuple(found[name]) for name in sorted(found)}


def _marked(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every test of a file with the ids on it, and those on the whole file."""
    of_all = [
        name
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(at, ast.Name) and at.id == "pytestmark" for at in node.targets)
        for name in _ids(node.value)
    ]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = [name for mark in node.decorator_list for name in _ids(mark)]
            yield node.name, tuple(dict.fromkeys([*of_all, *own]))


def _ids(node: ast.expr) -> Iterator[str]:
    """The ids in a mark, or in a list of marks."""
    if isinstance(node, (ast.List, ast.Tuple)):
        for item in node.elts:
            yield from _ids(item)
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == MARK
    ):
        for given in node.args:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value
