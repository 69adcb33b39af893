"""A workbook or sheet of reviewers is held against the copies, as what ``settle`` is told."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from test_settle import files, reviews, said

from atmp_gap.cli.run import run

HEAD = (
    "record,id,subject,document,section,file,page,by,date,anchors,reason,statement,slot,answer,"
    "agency,grade"
)
LOOK = "confirmation,FDA-COLD-001,freezer-records,MADE-VECTOR"
OWN = "statement,OWN-1,freezer-records,MADE-VECTOR,3,{vector},2,Ann Lee,2026-11-28"
WRONG = {
    "a day ahead": (f"{LOOK},3,{{vector}},2,Ann Lee,2062-11-28", "2:9", "lies ahead"),
    "no day": (f"{LOOK},3,{{vector}},2,Ann Lee,28.11.2026", "2:9", "is no date"),
    "another subject": (
        "confirmation,FDA-COLD-001,freezer-alarm,MADE-VECTOR,3,{vector},2,Ann Lee,2026-11-28",
        "2:2",
        "FDA-COLD-001 is on freezer-records, not on freezer-alarm",
    ),
    "another agency": (
        f"{LOOK},3,{{vector}},2,Ann Lee,2026-11-28,,,,,,EMA",
        "2:2",
        "FDA-COLD-001 is a statement of FDA",
    ),
    "no such page": (f"{LOOK},3,{{vector}},9,Ann Lee,2026-11-28", "2:7", "has no page 9"),
    "another page": (f"{LOOK},3,{{vector}},1,Ann Lee,2026-11-28", "2:7", "stands on page 2"),
    "no such section": (f"{LOOK},7,{{vector}},,Ann Lee,2026-11-28", "2:5", "no section '7'"),
    "other words": (
        f"{LOOK},3,{{vector}},2,Ann Lee,2026-11-28,16 years",
        "2:10",
        "'16 years' does not stand in the passage",
    ),
    "words of another page": (
        f"{LOOK},page 1,{{vector}},1,Ann Lee,2026-11-28,15 years",
        "2:10",
        "'15 years' does not stand in the passage",
    ),
    "another number": (
        f"{OWN},,,Kept for 16 years.,time,16 year,FDA",
        "2:14",
        "16 year does not stand in the passage",
    ),
    "silence in a section that is not there": (
        "absence,,freezer-alarm,MADE-CELLS,7,{cells},,Ann Lee,2026-11-28,,,,,,EMA,read",
        "2:5",
        "MADE-CELLS has no section '7'",
    ),
}


def layer(place: Path, line: str) -> int:
    hashes = {
        name: f"sha256:{sha256((place / 'library' / file).read_bytes()).hexdigest()}"
        for name, file in (("vector", "MADE-VECTOR.pdf"), ("cells", "MADE-CELLS.pdf"))
    }
    (place / "rows.csv").write_text(f"{HEAD}\n{line.format(**hashes)}\n", "utf-8")
    return run(["layer", "--from", "rows.csv", "--into", "mine"])


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_stand_where_a_row_says_is_told_by_cell(
    case: str, stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, cell, why = WRONG[case]
    assert layer(stocked, line) == 3
    told = said(capsys)
    assert f"rows.csv:{cell}:" in told and why in told
    assert files(stocked / "mine") == {}


GOOD = {
    "a section": f"{LOOK},3,{{vector}},2,Ann Lee,2026-11-28,15 years",
    "a page": f"{LOOK},page 1,{{vector}},1,Ann Lee,2026-11-28,March 2020",
    "a number": f"{OWN},15 years,,Kept for 15 years.,time,15 year,FDA",
    "silence": "absence,,freezer-alarm,MADE-CELLS,1; 2,{cells},,Ann Lee,2026-11-28,,,,,,EMA,read",
}


@pytest.mark.parametrize("case", GOOD)
def test_what_stands_there_is_taken(
    case: str, stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert layer(stocked, GOOD[case]) == 0
    told = said(capsys)
    assert "check accepts it" in told and "not among your copies" not in told


def test_a_row_of_a_file_that_is_not_there_is_taken_and_said_to_be_unchecked(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert layer(stocked, f"{LOOK},7,sha256:aaaaaaaaaaaa,9,Ann Lee,2026-11-28") == 0
    assert "rows.csv:2:6: this file is not among your copies" in said(capsys)
    assert reviews(stocked)[0]["section"] == "7"
