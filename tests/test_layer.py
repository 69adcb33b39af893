"""Reviewers' rows become a layer that ``check`` reads, and nothing that stands is changed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from atmp_gap.cli.run import run
from atmp_gap.workbook.layout import REVIEW_COLUMNS
from support import ema, fda, files, write

ASKS = {"test": {"kind": "asked"}}
HEAD = (
    "record,id,subject,scope,agency,verdict,reason,statement,answer,document,section,grade,via,"
    "by,date\n"
)
ROWS = (
    HEAD + "judgement,,s,stage: phase-1,,match,They mean the same.,,,,,,,AB,2026-02-01\n"
    "absence,,s,stage: marketing,EMA,,,,,EMA-DOC,2; 3,reported,A. Body 2024,AB,2026-02-01\n"
    "statement,FDA-9,s,stage: marketing,FDA,,,A test is done.,expected,FDA-DOC,4,recalled,,AB,"
    "2026-02-01\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trials = {"stage": ["investigational"]}
    entries = [fda({"test": "expected"}), ema({"test": "optional"}, applies_to=trials)]
    return write(tmp_path / "mine", files(ASKS, entries))


def layer(file: Path, text: str, into: Path) -> int:
    file.write_text(text, encoding="utf-8")
    return run(["layer", "--from", str(file), "--into", str(into)])


def test_rows_become_records_with_who_and_when(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert layer(tmp_path / "rows.csv", ROWS, folder) == 0
    told = (folder / "t" / "judgements.yaml").read_text()
    assert told.count('by: "AB"') == 2
    assert 'sections": ["2", "3"]' in told
    assert "Added by AB on 2026-02-01." in (folder / "t" / "fda.yaml").read_text()
    own = ["--no-bundled", "--requirements", str(folder)]
    capsys.readouterr()
    assert run(["compare", *own, "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert "They mean the same." in out
    assert "FDA-9" in out
    assert '"suspect-judgement"' not in out


def test_a_workbook_is_read_as_well(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in ROWS.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.active["O2"].value = "2026-02-01"
    path = tmp_path / "rows.xlsx"
    book.save(path)
    assert run(["layer", "--from", str(path), "--into", str(folder)]) == 0
    assert "FDA-9" in (folder / "t" / "fda.yaml").read_text()


WRONG = {
    "an id that stands": (ROWS.replace("FDA-9", "FDA-1"), "4:2", "FDA-1 stands"),
    "an unknown document": (ROWS.replace("EMA-DOC", "EMA-DOK"), "3:", "EMA-DOK"),
    "an unknown record": (ROWS.replace("absence", "absense"), "3:1", "no record"),
    "nobody": (ROWS.replace("AB,2026-02-01\nabs", ",2026-02-01\nabs"), "2:", "by is empty"),
    "a scope": (ROWS.replace("stage: phase-1", "phase-1"), "2:4", "no scope"),
    "a column twice": (ROWS.replace("grade,via", "grade,grade"), "1:13", "stands twice"),
    "a surplus cell": (ROWS.replace("same.,", "same, so.,"), "2:16", "16 cells"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_by_cell_and_nothing_written(
    case: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, where, said = WRONG[case]
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert layer(tmp_path / "rows.csv", text, folder) == 3
    told = capsys.readouterr().err
    assert said in told
    assert f"rows.csv:{where}" in told
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_the_same_rows_again_change_nothing_but_ids_are_refused(
    folder: Path, tmp_path: Path
) -> None:
    rows = "".join(ROWS.splitlines(keepends=True)[:3])
    assert layer(tmp_path / "rows.csv", rows, folder) == 0
    before = (folder / "t" / "judgements.yaml").read_bytes()
    assert layer(tmp_path / "rows.csv", rows, folder) == 0
    assert (folder / "t" / "judgements.yaml").read_bytes() == before


def test_what_check_would_refuse_is_not_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
    silent_where_it_speaks = ROWS.replace(
        "absence,,s,stage: marketing", "absence,,s,stage: phase-1"
    )
    assert layer(tmp_path / "rows.csv", silent_where_it_speaks, folder) == 3
    assert {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))} == before
    said = capsys.readouterr().err
    assert "error[AG103] EMA is recorded as silent, but EMA-1 speaks" in said
    assert "nothing was written" in said


def test_the_workbook_s_own_review_sheet_is_empty_is_kept_and_is_read(
    folder: Path, tmp_path: Path
) -> None:
    own = ["--no-bundled", "--requirements", str(folder)]
    path = tmp_path / "gap.xlsx"
    assert run(["compare", *own, "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    heads = [str(cell.value) for cell in sheet[1]]
    assert sheet.max_row == 1 and heads == list(REVIEW_COLUMNS)
    row = {
        "record": "judgement",
        "subject": "s",
        "scope": "stage: phase-1",
        "verdict": "match",
        "reason": "They mean the same.",
        "by": "AB",
        "date": "2026-02-01",
    }
    sheet.append([row.get(name) for name in heads])
    book.save(path)
    assert run(["compare", *own, "--update", str(path)]) == 0
    kept = openpyxl.load_workbook(path)
    assert kept["Review"]["A2"].value == "judgement"
    assert kept.sheetnames.count("Review") == 1
    assert run(["layer", "--from", str(path), "--into", str(folder)]) == 0
    assert "They mean the same." in (folder / "t" / "judgements.yaml").read_text()
    clean = tmp_path / "clean.xlsx"
    assert run(["compare", *own, "--update", str(path), "--clean", "-o", str(clean)]) == 0
    assert "Review" not in openpyxl.load_workbook(clean).sheetnames
