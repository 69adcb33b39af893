"""An empty folder, a made-up topic over the bundled ones, and a library of two texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_server import Hosts, serving
from settle_texts import lay_out, save

from atmp_gap.cli.run import run


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "ATMP_GAP_MIRROR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests: the bundled requirements are validated once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def place(tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; the made-up topic lies in ``team``."""
    lay_out(tmp_path / "team")
    monkeypatch.setenv("ATMP_GAP_REQUIREMENTS", "team")
    monkeypatch.setenv("ATMP_GAP_LIBRARY", "library")
    monkeypatch.setenv("ATMP_GAP_CACHE", str(index))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def stocked(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same with both texts in the library."""
    assert run(["library", "add", str(save(place / "Downloads"))]) == 0
    capsys.readouterr()
    return place
