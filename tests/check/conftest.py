from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from check_support import BASE


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean corpus in ``requirements`` of the working directory."""
    folder = tmp_path / "requirements"
    shutil.copytree(BASE, folder)
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "ATMP_GAP_REQUIREMENTS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run ``atmp-gap check``; gives exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["check", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call
