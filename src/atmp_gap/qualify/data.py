"""What a release brings for its qualification: requirements, known defects, traces, results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from atmp_gap.corpus.bundled import shipped
from atmp_gap.corpus.problem import InvalidCorpusError
from atmp_gap.model.base import Name, Text
from atmp_gap.model.record import FileRecord

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.yaml"
DEFECTS = HERE / "known-defects.yaml"
TRACES = HERE / "traceability.json"
RECORDED = HERE / "recorded.json"
Content = TypeVar("Content", bound=FileRecord)


@dataclass(frozen=True)
class ToolRequirement(FileRecord):
    """Something the program has to do, and what would follow if it did not."""

    id: Name
    what: Text
    risk: Text


@dataclass(frozen=True)
class ToolRequirements(FileRecord):
    """The file of them."""

    requirements: tuple[ToolRequirement, ...]


@dataclass(frozen=True)
class Defect(FileRecord):
    """Something known to be wrong or missing: what it does, and what to do about it."""

    id: Name
    since: Text
    what: Text
    effect: Text
    do: Text


@dataclass(frozen=True)
class Defects(FileRecord):
    """The file of them."""

    defects: tuple[Defect, ...]


@dataclass(frozen=True)
class Trace:
    """A file of tests that shows a requirement: what it is about, and its tests."""

    file: str
    about: str
    tests: tuple[str, ...]


def requirements() -> tuple[ToolRequirement, ...]:
    """What the program has to do. Raises InvalidCorpusError where the file is damaged."""
    return _read(REQUIREMENTS, ToolRequirements).requirements


def defects() -> tuple[Defect, ...]:
    """What is known to be wrong. Raises InvalidCorpusError where the file is damaged."""
    return _read(DEFECTS, Defects).defects


def traces() -> dict[str, tuple[Trace, ...]]:
    """The tests by what they show, as the release was tested."""
    found = json.loads(TRACES.read_text(encoding="utf-8"))
    return {
        name: tuple(Trace(item["file"], item["about"], tuple(item["tests"])) for item in items)
        for name, items in found.items()
    }


def recorded() -> dict[str, Any]:
    """The results recorded of the release."""
    data: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return data


def worked_by_hand() -> list[dict[str, Any]]:
    """The rows that people worked from the texts. Raises OSError where the release lacks them."""
    import yaml

    path = shipped("_qualify", "tests/data") / "hand_worked.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def changelog() -> str:
    """The program's changelog. Raises OSError where the release lacks it."""
    return (shipped("_docs", ".") / "CHANGELOG.md").read_text(encoding="utf-8")


def _read(path: Path, kind: type[Content]) -> Content:
    from atmp_gap.corpus.validate import validated
    from atmp_gap.corpus.yaml_reader import Refused, decode, parse

    try:
        node = parse(decode(path.read_bytes(), path.name), path.name)
    except Refused as refused:
        raise InvalidCorpusError(refused.problems) from None
    valid = validated(node, path.name, kind)
    if isinstance(valid, list):
        raise InvalidCorpusError(valid)
    return valid
