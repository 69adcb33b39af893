"""What all tests share: nothing is kept in, or taken from, the cache of whoever runs them."""

from __future__ import annotations

import datetime

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.MonkeyPatch().setenv("ATMP_GAP_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True, scope="session")
def _a_day_on_which_no_corpus_is_old() -> None:
    pytest.MonkeyPatch().setattr("atmp_gap.cli.dates.today", lambda: datetime.date(2026, 6, 1))
