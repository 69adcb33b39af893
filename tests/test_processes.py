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
from atmp_gap.check import run as checking
from atmp_gap.check.paths import target
from atmp_gap.cli.run import run
from atmp_gap.corpus import bundled, validate
from atmp_gap.corpus.bundled import gathered_files, memory_of, open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.load import keys_of
from atmp_gap.corpus.pack import DamagedPackError
from atmp_gap.corpus.problem import InvalidCorpusError
from atmp_gap.gap import pieces, piecewise
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.pieces import Comparison, Piece
from atmp_gap.gap.piecewise import Wanted, in_pieces
from atmp_gap.model.record import replace
from atmp_gap.processes import Helper, shares
from atmp_gap.report.table import Table
from support import ema, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
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


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([99, 101], [range(1), range(1, 2)]),
        ([101, 99], [range(1), range(1, 2)]),
        ([1, 1, 100], [range(2), range(2, 3)]),
        ([100, 1, 1], [range(1), range(1, 3)]),
        ([50, 50, 50, 50], [range(2), range(2, 4)]),
        ([200], [range(1)]),
    ],
)
def test_shares_weigh_about_the_same(
    weights: list[int], expected: list[range], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    assert shares(weights, 10) == expected


def test_little_work_is_not_shared() -> None:
    assert shares([10, 10], 1000) == [range(2)]


def test_what_is_shared_is_not_shared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    with processes.taken():
        assert shares([10, 10], 1) == [range(2)]
    assert shares([10, 10], 1) == [range(1), range(1, 2)]


@forks
def test_a_helper_answers() -> None:
    assert Helper(lambda: {"a": [1, 2]}).answer() == {"a": [1, 2]}


@forks
def test_a_helper_that_is_not_wanted_any_more_is_ended() -> None:
    helper = Helper(lambda: signal.pause())
    helper.stop()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


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
    for module in (validate, piecewise, pieces):
        monkeypatch.setattr(module, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 3)


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("answers", [True, False])
def test_shared_reading_gives_the_same_requirements(
    answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not answers:
        monkeypatch.setattr(Helper, "answer", lambda self: None)
    found = open_corpus().requirements
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    alone = open_corpus().requirements
    assert {name: item[:2] for name, item in found.items()} == {
        name: item[:2] for name, item in alone.items()
    }


@forks
@pytest.mark.usefixtures("shared")
def test_what_is_wrong_in_a_helpers_share_is_told_with_its_place(tmp_path: Path) -> None:
    folder = write(tmp_path / "c", files(ASKS, [fda({"amount": "< 1 ng/dose"}), ema({})]))
    (folder / "vocabulary.yaml").write_text("dimensions: []\nunit: []\n", "utf-8")
    with pytest.raises(InvalidCorpusError, match=r"vocabulary\.yaml:2:1: error\[AG006\]"):
        open_corpus([folder], bundled=False)


def topics(folder: Path, number: int = 5) -> Path:
    """A corpus of several topics with a subject each; in every other one the sides differ."""
    content: dict[str, Any] = {}
    for index in range(number):
        amounts = (index + 1, index + 1 + index % 2)
        entries = [
            {**maker({"amount": f"< {amount} ng/dose"}, index + 1), "subject": f"s{index}"}
            for maker, amount in zip((fda, ema), amounts, strict=True)
        ]
        made = files(ASKS, entries, subject={"id": f"s{index}"})
        topic = f"t{index}"
        for name, data in made.items():
            if name.startswith("t/"):
                name = f"{topic}/{name[2:]}"
                data = {**data, "id": topic} if "subjects" in data else data
                data = {**data, "topic": topic} if "topic" in data else data
            content[name] = data
    return write(folder, content)


def request(corpus: Corpus) -> Request:
    return Request(("FDA", "EMA"), corpus.date)


def together(folder: Path, *, rows: bool = True) -> Comparison | None:
    """A comparison side by side, with its text, and its rows where they are wanted."""
    gathered = gathered_files([folder], bundled=False)
    return in_pieces(gathered, None, Wanted(request, Table().piece, rows))


@forks
@pytest.mark.usefixtures("shared")
def test_topics_compared_side_by_side_give_the_same_result_and_report(tmp_path: Path) -> None:
    folder = topics(tmp_path / "c")
    found = together(folder)
    assert found is not None
    assert len(found.pieces) == 3
    corpus = open_corpus([folder], bundled=False)
    whole = compare(corpus, request(corpus))
    assert [row.verdict for row in whole.rows] == ["match", "diverge", "match", "diverge", "match"]
    assert found.result == whole
    assert found.bare == replace(whole, rows=())
    assert Table().whole(found.bare, found.texts(Table().piece)) == Table().comparison(whole)


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("kept", [True, False])
def test_pieces_are_written_by_helpers_too(tmp_path: Path, kept: bool) -> None:
    found = together(topics(tmp_path / "c"))
    assert found is not None
    expected = found.texts(Table().piece)
    again = Comparison(found.bare, [Piece(stored=piece.stored) for piece in found.pieces])
    if not kept:
        again = Comparison(found.bare, [Piece(rows=piece.rows) for piece in found.pieces])
    assert again.texts(Table().piece) == expected


@forks
@pytest.mark.usefixtures("shared")
def test_rows_that_nobody_wants_stay_where_they_were_made(tmp_path: Path) -> None:
    found = together(topics(tmp_path / "c"), rows=False)
    assert found is not None
    assert all(piece.text for piece in found.pieces)
    with pytest.raises(DamagedPackError):
        found.pieces[-1].rows  # noqa: B018


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("t4/fda.yaml", "subject: s4", "subject: s0"),
        ("t4/fda.yaml", "id: FDA-5", "id: FDA-1"),
        ("t4/topic.yaml", "id: s4", "id: s0"),
        ("t4/fda.yaml", "grade: reported", "grade: heard"),
        ("t0/fda.yaml", "grade: reported", "grade: heard"),
        ("t4/fda.yaml", "agency: FDA", "agency: [FDA"),
    ],
    ids=["other topic", "id twice", "subject twice", "wrong there", "wrong here", "no YAML"],
)
def test_what_has_to_be_read_as_a_whole_is_left_to_that(
    tmp_path: Path, name: str, before: str, after: str
) -> None:
    folder = topics(tmp_path / "c")
    path = folder / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert together(folder) is None


@forks
@pytest.mark.usefixtures("shared")
def test_a_comparison_whose_helper_is_stopped_is_made_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Helper, "answer", lambda self: None)
    assert together(topics(tmp_path / "c")) is None


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "words", [(), ("--format", "json"), ("--only", "diverge"), ("--position",)]
)
def test_one_processor_and_several_print_the_same(
    tmp_path: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["compare", "--no-bundled", "--requirements", str(topics(tmp_path / "c")), *words]
    printed = []
    for cache in ("", str(tmp_path / "cache"), str(tmp_path / "cache")):
        monkeypatch.setenv("ATMP_GAP_CACHE", cache)
        assert run([*command, "--fail-on", "diverge"]) == 1
        printed.append(capsys.readouterr().out)
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    assert run([*command, "--no-cache"]) == 0
    printed.append(capsys.readouterr().out)
    assert len(set(printed)) == 1
    assert printed[0]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("words", [("--by-stage",), ("-o", "report.xlsx")])
def test_what_needs_the_corpus_beside_the_comparison_reads_it_once(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    linked: list[object] = []
    real = bundled.corpus_of

    def counted(*given: Any) -> Corpus:
        linked.append(given)
        return real(*given)

    monkeypatch.setattr(bundled, "corpus_of", counted)
    monkeypatch.setattr(piecewise, "corpus_of", counted)
    command = ["compare", "--no-cache", "--no-bundled", "--requirements", str(topics(Path("c")))]
    assert run([*command, *words]) == 0
    assert len(linked) == 1


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("answers", [True, False])
def test_rules_side_by_side_find_the_same(
    tmp_path: Path, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = topics(tmp_path / "c")
    looked_at = target([folder])
    (folder / "t4" / "ema.yaml").unlink()
    monkeypatch.setattr(checking, "WORTH_A_PROCESS", 1)
    if not answers:
        monkeypatch.setattr(Helper, "answer", lambda self: None)
    found = checking.check(looked_at, checking.Options())
    assert "AG218" in {finding.rule for finding in found.findings}, "by a rule that compares"
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    assert found == checking.check(looked_at, checking.Options())


@forks
@pytest.mark.usefixtures("shared")
def test_what_helpers_read_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATMP_GAP_CACHE", str(tmp_path / "cache"))
    folder = topics(tmp_path / "c")
    assert run(["compare", "--no-bundled", "--requirements", str(folder)]) == 0
    gathered = gathered_files([folder], bundled=False)
    assert memory_of(gathered).knows(keys_of(gathered))
    path = folder / "t4" / "fda.yaml"
    path.write_text(path.read_text("utf-8") + "# edited\n", "utf-8")
    gathered = gathered_files([folder], bundled=False)
    assert not memory_of(gathered).knows(keys_of(gathered))
    assert run(["compare", "--no-bundled", "--requirements", str(folder)]) == 0
    assert memory_of(gathered).knows(keys_of(gathered))
