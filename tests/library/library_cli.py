"""The command line as a user says it, with what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from atmp_gap.cli.run import run


def say(*words: str) -> int:
    """Run one command line; gives its exit code."""
    return run(words)


def recorded(place: Path) -> list[dict[str, str]]:
    """What library.yaml has written down."""
    path = place / "library" / "library.yaml"
    return yaml.safe_load(path.read_text("utf-8"))["copies"] if path.exists() else []


def files(place: Path) -> list[str]:
    """The files of the library that a person sees."""
    folder = place / "library"
    return sorted(item.name for item in folder.iterdir() if not item.name.startswith("."))


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """All that was printed since, as one line."""
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())
