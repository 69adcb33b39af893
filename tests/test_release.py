"""What a release needs agrees with itself, and every command is asked of what is installed."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from atmp_gap.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_is_called_by_the_script_that_tries_a_wheel() -> None:
    assert set(script("every_command").CALLS) == set(COMMANDS)


def test_citation_and_archive_name_the_corpus_as_it_is() -> None:
    assert script("release_ready").problems(ROOT) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (
        "src/atmp_gap/__init__.py",
        "requirements/corpus.yaml",
        "requirements/CHANGELOG.md",
        "CHANGELOG.md",
        "CITATION.cff",
        ".zenodo.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_every_file_that_names_another_version_is_named(copy: Path) -> None:
    ready = script("release_ready").problems
    corpus = copy / "requirements/corpus.yaml"
    corpus.write_text("version: 9.9.9\ndate: 2031-01-01\n", encoding="utf-8")
    said = " ".join(ready(copy, "8.8.8"))
    for name in ("CITATION.cff names", "CITATION.cff is of", ".zenodo.json", "the tag is of 8.8.8"):
        assert name in said
    assert "requirements/CHANGELOG.md has no section of 9.9.9" in said


def test_a_tag_of_the_version_with_its_changelogs_is_ready(copy: Path) -> None:
    (copy / "CHANGELOG.md").write_text("## [0.1.0] - 2026-11-28\n", encoding="utf-8")
    (copy / "src/atmp_gap/__init__.py").write_text('__version__ = "0.1.0"\n', encoding="utf-8")
    version = json.loads((copy / ".zenodo.json").read_text(encoding="utf-8"))["version"]
    (copy / "requirements/CHANGELOG.md").write_text(f"## {version} (x)\n", encoding="utf-8")
    assert script("release_ready").problems(copy, "0.1.0") == []
