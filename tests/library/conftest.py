"""A register of a few made-up texts, their files, and the server that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_server import Hosts, serving
from library_texts import REGISTER


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "ATMP_GAP_MIRROR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving() as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a layer of made-up documents over the bundled ones."""
    layer = tmp_path / "layer"
    (layer / "documents").mkdir(parents=True)
    (layer / "documents" / "made.yaml").write_text(REGISTER, "utf-8")
    monkeypatch.setenv("ATMP_GAP_REQUIREMENTS", str(layer))
    monkeypatch.setenv("ATMP_GAP_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    return tmp_path
