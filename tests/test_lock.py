"""What the container is pinned to holds everything that the program needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def name(requirement: str) -> str:
    """A package's name as names are compared."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", requirement)[0]).casefold()


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "containers" / "requirements.txt").read_text(encoding="utf-8")
    pinned = {
        name(item[1]): item[0] for item in re.finditer(r"^(\S+)==\S+ \\\n.*sha256:", lock, re.M)
    }
    needed = {name(item) for item in project["dependencies"]}
    assert needed
    assert sorted(needed - set(pinned)) == []
