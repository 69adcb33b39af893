"""Whether the installed files are those of the release: by the wheel's own list, and by pip's.

Two lists, because each can be wrong alone: ``_release.json`` is made when the wheel is built, and
``RECORD`` is what the installer says that it wrote.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from atmp_gap.frozen.installed import NAME, made_with
from atmp_gap.frozen.manifest import MadeWith

Outcome = Literal["passed", "failed", "not made"]
RELEASE = "_release.json"
"""The list of hashes that a wheel brings, in the folder of the package."""
PACKAGE = Path(__file__).parents[1]
ITS_OWN = ("__pycache__",)
"""What Python writes beside the files of a package."""


@dataclass(frozen=True)
class HeldAgainst:
    """The installed files held against one list of hashes."""

    what: Literal["release", "record"]
    outcome: Outcome
    files: int = 0
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    version: str = ""
    """The version that the list is of."""


@dataclass(frozen=True)
class Installation:
    """The installation check."""

    folder: str
    made_with: MadeWith
    lists: tuple[HeldAgainst, ...] = field(default_factory=tuple)

    @property
    def missing_packages(self) -> tuple[str, ...]:
        """Packages that are needed and not there."""
        return tuple(name for name, said in self.made_with.packages.items() if said == "missing")

    @property
    def outcome(self) -> Outcome:
        """Failed where anything is wrong; not made where a list is not there."""
        outcomes = {item.outcome for item in self.lists}
        if "failed" in outcomes or self.missing_packages:
            return "failed"
        return "not made" if "not made" in outcomes else "passed"


def installation(package: Path = PACKAGE) -> Installation:
    """Hold the installed files against both lists. Raises OSError where one cannot be read."""
    there = {
        path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(package.rglob("*"))
        if path.is_file() and not set(path.relative_to(package).parts) & set(ITS_OWN)
    }
    lists = (_release(package, there), _record(package, there))
    return Installation(str(package), made_with(), lists)


def _release(package: Path, there: Mapping[str, str]) -> HeldAgainst:
    path = package / RELEASE
    if not path.is_file():
        return HeldAgainst("release", "not made")
    try:
        data = json.loads(path.read_bytes())
        listed = {str(name): str(digest) for name, digest in data["files"].items()}
        version = str(data["version"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return HeldAgainst("release", "failed", changed=(RELEASE,))
    return _held("release", listed, {n: d for n, d in there.items() if n != RELEASE}, version)


def _record(package: Path, there: Mapping[str, str]) -> HeldAgainst:
    try:
        distribution = metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        return HeldAgainst("record", "not made")
    listed = {}
    for file in distribution.files or ():
        path = Path(str(distribution.locate_file(file)))
        if file.hash is None or file.hash.mode != "sha256" or not path.is_relative_to(package):
            continue
        raw = base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4))
        listed[path.relative_to(package).as_posix()] = raw.hex()
    # An editable installation lists no file of the package: it runs from a checkout.
    if not listed:
        return HeldAgainst("record", "not made")
    return _held("record", listed, there, distribution.version)


def _held(
    what: Literal["release", "record"],
    listed: Mapping[str, str],
    there: Mapping[str, str],
    version: str,
) -> HeldAgainst:
    changed = tuple(name for name in listed if name in there and there[name] != listed[name])
    missing = tuple(name for name in listed if name not in there)
    added = tuple(name for name in there if name not in listed)
    wrong = changed or missing or added
    outcome: Outcome = "failed" if wrong else "passed"
    return HeldAgainst(what, outcome, len(listed), changed, missing, added, version)
