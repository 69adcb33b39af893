"""Work shared between processors: all of it is done once, whatever becomes of a helper."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap import processes
from atmp_gap.corpus import validate
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.problem import InvalidCorpusError
from atmp_gap.gap import compare as comparing
from atmp_gap.gap.compare import Request, compare
from atmp_gap.processes import Helper, shares

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@given(st.lists(st.integers(0, 1000)), st.integers(1, 500), st.integers(1, 8))
def test_shares_hold_every_item_once_and_in_order(
    weights: list[int], least: int, processors: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_processors", lambda: processors)
        found = shares(weights, least)
    assert [index for share in found for index in share] == list(range(len(weights)))
    assert 1 <= len(found) <= max(1, min(processors, processes.MOST))


def test_little_work_is_not_shared() -> None:
    assert shares([10, 10], 1000) == [range(2)]


@forks
def test_a_helper_answers() -> None:
    assert Helper(lambda: {"a": [1, 2]}).answer() == {"a": [1, 2]}


@forks
@pytest.mark.parametrize(
    "work",
    [
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: os._exit(3),
        lambda: [][0],
        lambda: lambda: None,
    ],
)
def test_a_helper_that_fails_has_no_answer(work: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert Helper(work).answer() is None


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even small work is shared."""
    monkeypatch.setattr(validate, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(comparing, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 3)


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("answers", [True, False])
def test_shared_work_gives_the_same_comparison(
    answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not answers:
        monkeypatch.setattr(Helper, "answer", lambda self: None)
    corpus = open_corpus()
    request = Request(("FDA", "EMA"), corpus.date)
    found = compare(corpus, request)
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    assert found == compare(open_corpus(), request)


@forks
@pytest.mark.usefixtures("shared")
def test_what_is_wrong_in_a_helpers_share_is_told_with_its_place(tmp_path: Path) -> None:
    from support import ema, fda, files, write

    asks = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
    folder = write(tmp_path / "c", files(asks, [fda({"amount": "< 1 ng/dose"}), ema({})]))
    (folder / "vocabulary.yaml").write_text("dimensions: []\nunit: []\n", "utf-8")
    with pytest.raises(InvalidCorpusError, match=r"vocabulary\.yaml:2:1: error\[AG006\]"):
        open_corpus([folder], bundled=False)
