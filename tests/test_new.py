"""``atmp-gap new`` writes files that ``check`` accepts, and leaves the rest of a file alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.run import run
from atmp_gap.scaffold import added, next_id


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_topic_from_nothing_passes_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ("topic", "cold-chain", "--title", "Cold chain: shipping"),
        ("subject", "shipping-test", "--topic", "cold-chain", "--question", "Is it: tested?"),
        ("subject", "dna", "--topic", "cold-chain", "--slot", "amount=limit:mass-per-dose:lower"),
        (
            *("requirement", "--subject", "shipping-test", "--agency", "FDA"),
            *("--document", "FDA-LTFU-2020", "--locator", "III.B #4"),
            *("--statement", "Shipping must be tested: always."),
        ),
        ("requirement", "--subject", "dna", "--agency", "FDA", "--document", "FDA-LTFU-2020"),
    ):
        code, out, err = call(capsys, "new", *words)
        assert (code, out) == (ExitCode.DONE, "")
        assert err.startswith("wrote requirements/cold-chain/")
    code, out, _ = call(capsys, "check")
    assert code == 0, out
    assert " error" not in out
    text = (here / "requirements" / "cold-chain" / "fda.yaml").read_text("utf-8")
    assert "id: FDA-CC-001" in text and "id: FDA-CC-002" in text
    assert 'locator: "III.B #4"' in text
    assert "obligation: must" in text
    assert call(capsys, "check", "--fix", "--diff")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("topic", "impurities"), "the topic 'impurities' is known already"),
        (("topic", "Cold Chain"), "'Cold Chain' is no id"),
        (("subject", "x", "--topic", "gone"), "does not exist"),
        (("subject", "viability", "--topic", "own", "--group", "g"), "unknown group 'g'"),
        (("subject", "x", "--topic", "own", "--slot", "amount"), "'amount' is no slot"),
        (("subject", "x", "--topic", "own", "--slot", "amount=limt"), "AG005"),
        (("requirement", "--subject", "zz", "--agency", "FDA", "--document", "X"), "unknown"),
        (
            ("requirement", "--subject", "own-1", "--agency", "FDAA", "--document", "X"),
            "did you mean 'FDA'?",
        ),
        (
            ("requirement", "--subject", "own-1", "--agency", "FDA", "--document", "FDA-LTFU"),
            "did you mean",
        ),
    ],
)
def test_wrong_words_are_named_and_nothing_is_written(
    words: tuple[str, ...], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(capsys, "new", "topic", "own")
    call(capsys, "new", "subject", "own-1", "--topic", "own")
    before = {path: path.read_bytes() for path in here.rglob("*.yaml")}
    code, _, err = call(capsys, "new", *words)
    assert code in (ExitCode.USAGE, ExitCode.INPUT)
    assert said in err
    assert {path: path.read_bytes() for path in here.rglob("*.yaml")} == before


FILE = """id: t  # a comment
subjects:

  # the first
  - id: a
    asks: {x: y}  # kept

  - id: b
    note: >
      folded

      text
  # behind the last
groups: []
"""


def test_an_item_is_put_behind_the_last_and_the_rest_stays() -> None:
    text = added(FILE, "f", "subjects", ["id: c", "title: C"])
    assert text == FILE.replace("      text\n", "      text\n\n  - id: c\n    title: C\n")


def test_lists_that_are_empty_missing_or_at_the_edge() -> None:
    assert added("a: 1\nxs: []\n", "f", "xs", ["id: c"]) == "a: 1\nxs:\n  - id: c\n"
    assert added("a: 1\nxs:\n", "f", "xs", ["id: c"]) == "a: 1\nxs:\n  - id: c\n"
    assert added("a: 1", "f", "xs", ["id: c"]) == "a: 1\nxs:\n  - id: c\n"
    assert added("xs:\n- id: a", "f", "xs", ["id: c", "t: 1"]) == "xs:\n- id: a\n- id: c\n  t: 1\n"
    assert added("xs:\r\n- id: a\r\n", "f", "xs", ["id: c"]) == "xs:\r\n- id: a\r\n- id: c\r\n"
    with pytest.raises(ValueError, match="in brackets"):
        added("xs: [{id: a}]\n", "f", "xs", ["id: c"])


def test_ids_go_on_in_the_form_of_the_file() -> None:
    assert next_id("FDA", "impurities", {"FDA-IMP-340"}, ["FDA-IMP-099", "FDA-IMP-340"]) == (
        "FDA-IMP-341"
    )
    assert next_id("FDA", "impurities", {"FDA-IMP-001"}, []) == "FDA-IMP-002"
    assert next_id("EMA", "viral-safety", set(), []) == "EMA-VS-001"
