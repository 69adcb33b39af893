"""Several agencies in one view: what each says, the verdict of each pair, and who was not read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from support import document, ema, entry, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
NAMES = "FDA,EMA,NMA"


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def base(tmp_path: Path) -> list[str]:
    """Two agencies that differ, a third that agrees with one, and a fourth nobody has read."""
    first = write(
        tmp_path / "base",
        files(ASKS, [fda({"amount": "< 10 ng/dose"}), ema({"amount": "none"})]),
    )
    layer = write(
        tmp_path / "third",
        {
            "agencies.yaml": {
                "agencies": [
                    {"id": "NMA", "name": "A made-up agency", "side": "NW"},
                    {"id": "QMA", "name": "One without texts", "side": "QW"},
                ]
            },
            "documents/nowhere.yaml": {"documents": [document("NMA-DOC", "NMA")]},
            "t/nma.yaml": {
                "agency": "NMA",
                "topic": "t",
                "requirements": [entry("NMA-1", "NMA-DOC", {"amount": "< 10000 pg/dose"})],
            },
        },
    )
    return ["compare", "--no-bundled", "--requirements", str(first), "--requirements", str(layer)]


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code, out, err = ran(capsys, *arguments, "--format", "json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_every_pair_has_the_verdict_of_its_own_comparison(
    capsys: pytest.CaptureFixture[str], base: list[str]
) -> None:
    told = _json(capsys, *base, "--agencies", NAMES)
    (row,) = told["rows"]
    found = {tuple(each["between"]): each for each in row["verdicts"]}
    assert {pair: each["verdict"] for pair, each in found.items()} == {
        ("FDA", "EMA"): "diverge",
        ("FDA", "NMA"): "match",
        ("EMA", "NMA"): "diverge",
    }
    for pair, each in found.items():
        alone = _json(capsys, *base, "--between", *pair)
        (other,) = alone["rows"]
        assert (each["verdict"], each["stricter"]) == (other["verdict"], other["stricter"])
    assert [each["answers"][0]["text"] for each in row["says"]] == [
        "below 10 ng/dose",
        "no number given",
        "below 10000 pg/dose",
    ]


def test_an_agency_without_texts_is_never_called_silent(
    capsys: pytest.CaptureFixture[str], base: list[str]
) -> None:
    code, out, _ = ran(capsys, *base, "--agencies", "FDA,QMA,NMA", "--format", "csv")
    assert code == 0
    (row,) = csv.DictReader(io.StringIO(out.lstrip("\ufeff")))
    assert row["QMA"] == "no text of QMA was read here"
    assert row["FDA / QMA"] == row["QMA / NMA"] == "open"
    assert row["FDA / NMA"] == "the same"
    code, out, err = ran(capsys, *base, "--between", "FDA", "QMA")
    assert code == 0
    assert "no text of QMA was read in these requirements" in err
    code, out, _ = ran(capsys, *base, "--agencies", "FDA,QMA")
    assert "No text of QMA was read here" in " ".join(out.split())


@pytest.mark.parametrize("ending", ["md", "html", "xlsx", "docx", "csv", "txt"])
def test_every_format_shows_it(
    capsys: pytest.CaptureFixture[str], base: list[str], tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"view.{ending}"
    code, _, err = ran(capsys, *base, "--agencies", NAMES, "-o", str(path))
    assert code == 0, err
    assert path.stat().st_size > 300


def test_filters_keep_what_one_pair_keeps(
    capsys: pytest.CaptureFixture[str], base: list[str]
) -> None:
    kept = _json(capsys, *base, "--agencies", NAMES, "--only", "match")
    assert len(kept["rows"]) == 1
    gone = _json(capsys, *base, "--agencies", NAMES, "--only", "unjudged")
    assert gone["rows"] == []


def test_open_rows_are_counted_unless_all_is_asked(
    capsys: pytest.CaptureFixture[str], base: list[str]
) -> None:
    code, out, _ = ran(capsys, *base, "--agencies", "QMA,FDA")
    assert code == 0
    assert "Open between every two: 1 of 1 question" in " ".join(out.split())
    code, out, _ = ran(capsys, *base, "--agencies", "QMA,FDA", "--all")
    assert "no text of QMA was read here" in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--agencies", "FDA"], "two agencies or more"),
        (["--agencies", "FDA,FDA,EMA"], "names FDA twice"),
        (["--agencies", "FDA,EMAA"], "EMA"),
        (["--agencies", NAMES, "--between", "FDA", "EMA"], "leave one of them out"),
        (["--agencies", NAMES, "--position"], "four reports"),
        (["--agencies", NAMES, "--update", "mine.xlsx"], "leave --agencies out"),
    ],
)
def test_what_cannot_be_asked_is_said(
    capsys: pytest.CaptureFixture[str], base: list[str], words: list[str], says: str
) -> None:
    code, _, err = ran(capsys, *base, *words)
    assert code == 2
    assert says in err


def test_fail_on_looks_at_every_pair(capsys: pytest.CaptureFixture[str], base: list[str]) -> None:
    assert ran(capsys, *base, "--agencies", "FDA,NMA", "--fail-on", "diverge")[0] == 0
    assert ran(capsys, *base, "--agencies", NAMES, "--fail-on", "diverge")[0] == 1
