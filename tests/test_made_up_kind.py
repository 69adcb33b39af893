"""A slot kind is one file: a made-up one is compared, reported, assessed and checked."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus import validate
from atmp_gap.kinds import KINDS, kinds_in
from support import ema, fda, files, write

KIND = '''
"""The made-up kind grade: A is stricter than B, and B than C."""

from atmp_gap.kinds.base import FIRST, SECOND, Answer, AnswerError, Kind, Outcome, one_text


class Grade(Kind):
    """A letter; the earlier is the stricter."""

    name = "grade"
    facet = "cleanliness"
    facet_label = "how clean"
    how_to_write = "a letter from A to C"

    def parse(self, raw, slot, words):
        text = one_text(raw)
        if text not in ("A", "B", "C"):
            raise AnswerError(f"{text!r} is no grade", "write A, B or C")
        return Answer(text)

    def combine(self, answers, words):
        return min(answers, key=lambda answer: answer.text)

    def compare(self, first, second, words, lacks):
        if first.text == second.text:
            return Outcome("equal", position=first.text)
        stricter = FIRST if first.text < second.text else SECOND
        return Outcome("differs", stricter, position=min(first.text, second.text))
'''


@pytest.fixture
def grade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up kind, found in one file."""
    path = tmp_path / "grade.py"
    path.write_text(KIND, "utf-8")
    spec = importlib.util.spec_from_file_location("made_up_grade", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "made_up_grade", module)
    spec.loader.exec_module(module)
    (kind,) = kinds_in(module)
    monkeypatch.setitem(KINDS, kind.name, kind)
    monkeypatch.setattr(validate, "_ADAPTERS", {})
    yield


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept with one set of kinds is of no use with another."""
    monkeypatch.setenv("ATMP_GAP_CACHE", "")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    asks = {"room": {"kind": "grade", "title": "room"}}
    return write(tmp_path / "c", files(asks, [fda({"room": "B"}), ema({"room": "A"})]))


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run([*words]) == code
    return capsys.readouterr().out


@pytest.mark.usefixtures("grade")
def test_it_is_compared_and_reported(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = ("--no-bundled", "--requirements", str(corpus))
    row = " ".join(printed(capsys, "compare", *own).split())
    assert "DIFFER (1) Subject EMA stricter FDA B" in row and " EMA A " in row
    shown = printed(capsys, "show", "s", *own)
    assert "differ, EMA stricter" in shown
    assert [" ".join(line.split())[:6] for line in shown.splitlines() if "both" in line] == [
        "both A"
    ]


@pytest.mark.usefixtures("grade")
@pytest.mark.parametrize(
    ("held", "outcome"), [("A", "as both cited texts ask (1)"), ("C", "as neither cited text asks")]
)
def test_it_is_assessed(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], held: str, outcome: str
) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: P\nfacts: {product: aav}\n"
        f"positions:\n  - subject: s\n    answers: {{room: {held}}}\n",
        "utf-8",
    )
    own = ("--no-bundled", "--requirements", str(corpus))
    assert outcome in printed(capsys, "assess", str(profile), *own).lower()
    template = printed(capsys, "assess", str(profile), *own, "--template", "yaml")
    assert "grade: a letter from A to C" in template


@pytest.mark.usefixtures("grade")
def test_a_wrong_answer_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "w", files({"room": {"kind": "grade"}}, [fda({"room": "D"})]))
    assert run(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "error[AG010] 'D' is no grade" in out
    assert "write A, B or C" in out


def test_without_its_file_the_kind_is_unknown(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "--no-bundled", "--requirements", str(corpus)]) == 3
    assert "'kind' must be one of" in capsys.readouterr().err
