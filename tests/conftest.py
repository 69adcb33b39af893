"""What all tests share: nothing is kept in, or taken from, the folders of whoever runs them."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    given = pytest.MonkeyPatch()
    given.setenv("ATMP_GAP_CACHE", str(tmp_path_factory.mktemp("cache")))
    given.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data") / "none"))
    for name in ("ATMP_GAP_LIBRARY", "ATMP_GAP_LEDGER", "ATMP_GAP_MIRROR"):
        given.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _a_day_on_which_no_corpus_is_old() -> None:
    pytest.MonkeyPatch().setattr("atmp_gap.cli.dates.today", lambda: datetime.date(2026, 6, 1))


@pytest.fixture(autouse=True, scope="module")
def _memory() -> Iterator[None]:
    """What commands set apart from the collector for good goes: a test run is many commands."""
    yield
    gc.unfreeze()
    gc.collect()
