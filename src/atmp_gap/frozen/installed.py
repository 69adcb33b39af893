"""The program that runs: its version, Python, and its packages, as a manifest names them."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path

from atmp_gap import __version__
from atmp_gap.frozen.manifest import MadeWith

NAME = "atmp-gap"
_NAMED = re.compile(r"[A-Za-z0-9._-]+")


def made_with() -> MadeWith:
    """What this program is and runs with."""
    packages = {}
    for package in needed():
        try:
            packages[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            packages[package] = "missing"
    system = f"{platform.system()} {platform.machine()}".strip()
    return MadeWith(__version__, platform.python_version(), system, packages)


def needed() -> list[str]:
    """The packages that it needs, by what its installation says, else by that of its checkout."""
    try:
        lines = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        lines = _of_the_checkout()
    found = (_NAMED.match(line) for line in lines if "extra ==" not in line)
    return sorted({match[0].lower() for match in found if match})


def _of_the_checkout() -> list[str]:
    import tomllib

    path = Path(__file__).parents[3] / "pyproject.toml"
    if not path.is_file():
        return []
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["dependencies"])
