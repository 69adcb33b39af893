"""docs/architecture.md holds: its rooms and names exist, and imports point the way it says."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "atmp_gap"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")
ROOMS = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}


def allowed() -> dict[str, set[str]]:
    """The table of rooms: what each may import."""
    table = TEXT.split("| room |")[1].split("\n\n")[0]
    found: dict[str, set[str]] = {}
    for line in table.splitlines()[2:]:
        room, _, said = [cell.strip() for cell in line.split("|")[1:-1]]
        named = set(CODE.findall(said))
        found[CODE.findall(room)[0]] = ROOMS - named if said.startswith("all") else named
    return found


def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        steps = path.relative_to(PACKAGE).with_suffix("").parts
        steps = steps[:-1] if steps[-1] == "__init__" else steps
        found[".".join(("atmp_gap", *steps))] = path
    return found


MODULES = modules()


def imported(path: Path, top: bool) -> Iterator[str]:
    """The modules of the package that a file imports; with ``top`` only when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                module = inner if inner in MODULES else node.module
                if module in MODULES:
                    yield module


def test_every_room_is_on_the_page() -> None:
    assert set(allowed()) >= ROOMS


def test_imports_point_the_way_the_page_says() -> None:
    rooms = allowed()
    wrong = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in PACKAGE.rglob("*/*.py")
        for name in imported(path, top=False)
        for room, other in [(path.relative_to(PACKAGE).parts[0], f"{name}.".split(".")[1])]
        if other in ROOMS and other not in {room, *rooms[room]}
    }
    assert sorted(wrong) == []


def test_there_is_no_import_circle() -> None:
    graph = {name: set(imported(path, top=True)) - {name} for name, path in MODULES.items()}
    assert list(TopologicalSorter(graph).static_order())


def resolves(name: str) -> bool:
    """Whether a dotted name of the package leads to a module, or to something in one."""
    steps = name.split(".")
    for end in range(len(steps), 0, -1):
        try:
            found: object = importlib.import_module(".".join(["atmp_gap", *steps[:end]]))
        except ModuleNotFoundError:
            continue
        for step in steps[end:]:
            if not hasattr(found, step):
                return False
            found = getattr(found, step)
        return True
    return False


def test_every_name_on_the_page_exists() -> None:
    named = {name for name in CODE.findall(TEXT) if re.fullmatch(r"([a-z_]+)(\.\w+)+", name)} - {
        name for name in CODE.findall(TEXT) if name.endswith((".py", ".md", ".toml"))
    }
    inside = {name for name in named if name.split(".")[0] in {*ROOMS, "packaging"}}
    assert len(inside) > 25
    assert [name for name in sorted(inside) if not resolves(name)] == []


def test_every_file_on_the_page_exists() -> None:
    paths = [name for name in CODE.findall(TEXT) if "/" in name and "NNN" not in name]
    for name in paths:
        if re.fullmatch(r"[\w./-]+\w", name):
            assert (ROOT / name).exists() or (PACKAGE / name).exists(), name


def test_the_stations_are_counted_as_they_are() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)]
    assert numbers == list(range(1, 26))
    assert "Twenty-five, " in TEXT
