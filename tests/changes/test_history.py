"""The history of verdicts: what a release writes is read back, and tells each row's steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.changes.release import history_text, released
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.history import standings, steps, steps_of
from atmp_gap.corpus.problem import InvalidCorpusError
from atmp_gap.model.history import Standing
from support import ema, fda, files, open_files

SIDES = ("FDA", "EMA")
ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose"}}


def version(folder: Path, number: str, fda_limit: str, history: str | None = None) -> str:
    """What a release of a one-row corpus writes."""
    content = files(ASKS, [fda({"amount": fda_limit}), ema({"amount": "< 10 ng/dose"})]) | {
        "corpus.yaml": {"version": number, "date": f"2026-0{number[-1]}-01"}
    }
    if history is not None:
        content["history.yaml"] = history
    return history_text(released(open_files(folder, content), SIDES))


def test_a_release_adds_the_rows_that_changed(tmp_path: Path) -> None:
    first = version(tmp_path / "1", "0.1", "< 10 ng/dose")
    second = version(tmp_path / "2", "0.2", "< 5 ng/dose", first)
    third = version(tmp_path / "3", "0.3", "< 5 ng/dose", second)
    again = version(tmp_path / "4", "0.3", "< 5 ng/dose", third)
    assert again == third
    content = files(ASKS, []) | {"history.yaml": third}
    history = open_files(tmp_path / "5", content).history
    assert [release.version for release in history] == ["0.3", "0.2", "0.1"]
    assert history[0].rows == ()
    same, differ = Standing("match", "equal"), Standing("diverge", "FDA")
    told = [(s.version, s.before, s.after, s.first) for s in steps_of(history, "s")]
    assert told == [("0.2", same, differ, False), ("0.1", None, same, True)]
    assert standings(history) == {"s": differ}
    assert standings(history[2:]) == {"s": same}


def test_a_row_that_goes_is_told_and_known_no_more(tmp_path: Path) -> None:
    first = version(tmp_path / "1", "0.1", "< 10 ng/dose")
    content = files(ASKS, [fda({"amount": "none"})]) | {
        "corpus.yaml": {"version": "0.2", "date": "2026-02-01"},
        "history.yaml": first,
    }
    content["t/topic.yaml"]["subjects"][0]["id"] = "other"
    content["t/fda.yaml"]["requirements"][0]["subject"] = "other"
    history = released(open_files(tmp_path / "2", content), SIDES)
    (gone,) = (step for step in steps(history) if step.after is None)
    assert (gone.subject, gone.before) == ("s", Standing("match", "equal"))
    assert set(standings(history)) == {"other"}


def test_a_wrong_history_is_refused_with_its_place(tmp_path: Path) -> None:
    text = version(tmp_path / "1", "0.1", "< 10 ng/dose").replace("match", "alike")
    content = files(ASKS, []) | {"history.yaml": text}
    with pytest.raises(InvalidCorpusError, match=r"history\.yaml:9:\d+: error\[AG005\]"):
        open_files(tmp_path / "2", content)


def test_the_bundled_corpus_has_a_first_version_with_every_row_it_had() -> None:
    history = open_corpus().history
    first = history[-1]
    assert len(first.rows) > 300
    assert all(row.before is None and row.after for row in first.rows)
    assert [step for step in steps(history) if not step.first] or len(history) == 1
