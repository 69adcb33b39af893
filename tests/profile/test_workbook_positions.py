"""Positions read back from the tool's own workbook, and workbooks that cannot be used."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus.problem import Problem
from atmp_gap.profile.positions import Held, read_positions
from atmp_gap.profile.read import InvalidProfileError, read_profile
from profile_support import HEAD, corpus_of, written
from support import ema, fda

AMOUNT = {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}
ONE = {"amount": AMOUNT}
TWO = {"amount": AMOUNT, "test": {"kind": "asked", "title": "the test"}}
WAYS = {
    "ways": {
        "kind": "any-of",
        "values": {"nat": "nucleic-acid test, validated", "culture": "culture"},
    }
}
SAYS: dict[str, dict[str, Any]] = {
    "amount": {"amount": "< 10 ng/dose"},
    "test": {"amount": "< 10 ng/dose", "test": "expected"},
    "ways": {"ways": ["culture"]},
}
Fill = Callable[[Any], None]


def book(folder: Path, asks: dict[str, Any], fill: Fill, name: str = "P") -> tuple[Any, Path]:
    """A corpus with trials apart from marketing, and its workbook as somebody filled it."""
    says = SAYS[list(asks)[-1]]
    entries = [
        fda(says, applies_to={"stage": ["investigational"]}),
        fda(says, 2, applies_to={"stage": ["marketing"]}, note="Another."),
        ema(says),
    ]
    corpus = corpus_of(folder, asks, entries)
    profile = written(folder, HEAD.replace("name: P", f"name: {name}") + "  product: aav\n")
    path = folder / "keep.xlsx"
    own = ["--no-bundled", "--requirements", str(folder / "corpus"), "--profile", str(profile)]
    assert run(["compare", *own, "-o", str(path)]) == 0
    opened = openpyxl.load_workbook(path)
    fill(opened["Rows"])
    opened.save(path)
    return corpus, path


def read(folder: Path, asks: dict[str, Any], fill: Fill, product: str = "P") -> list[Held]:
    corpus, path = book(folder, asks, fill)
    text = HEAD.replace("name: P", f"name: {product}") + "  product: aav\n"
    return read_positions(read_profile(written(folder, text), corpus), path, corpus)


def refused(folder: Path, asks: dict[str, Any], fill: Fill, product: str = "P") -> list[Problem]:
    with pytest.raises(InvalidProfileError) as found:
        read(folder, asks, fill, product)
    return found.value.problems


def position(text: object, line: int = 2) -> Fill:
    def fill(sheet: Any) -> None:
        sheet.cell(line, column(sheet, "Our position")).value = text

    return fill


def column(sheet: Any, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


READ = [
    (ONE, "< 5 ng/dose", {"amount": "< 5 ng/dose"}),
    (ONE, "below 5 ng/dose", {"amount": "< 5 ng/dose"}),
    (ONE, "amount: at most 5 ng/dose", {"amount": "<= 5 ng/dose"}),
    (TWO, "Amount: < 5 ng/dose; The test: done", {"amount": "< 5 ng/dose", "test": "expected"}),
    (TWO, "amount: < 5 ng/dose\ntest: not done", {"amount": "< 5 ng/dose", "test": "not-expected"}),
    (WAYS, "culture, nucleic-acid test, validated", {"ways": "nat, culture"}),
]


@pytest.mark.parametrize(("asks", "text", "answers"), READ)
def test_answers_are_read(
    asks: dict[str, Any], text: str, answers: dict[str, str], tmp_path: Path
) -> None:
    (held,) = read(tmp_path, asks, position(text))
    assert {name: answer.text for name, answer in held.answers.items()} == answers
    assert held.in_words == ""


@pytest.mark.parametrize("text", ["< LOQ", "Below LOD", "minimised by design", "over time"])
def test_what_holds_no_number_is_words(text: str, tmp_path: Path) -> None:
    (held,) = read(tmp_path, ONE, position(text))
    assert (dict(held.answers), held.in_words) == ({}, text)


@pytest.mark.parametrize("asks", [ONE, TWO, WAYS])
def test_words_stay_words(asks: dict[str, Any], tmp_path: Path) -> None:
    text = "As agreed with QA; see 3.2.S.4.1"
    (held,) = read(tmp_path, asks, position(text))
    assert (dict(held.answers), held.in_words) == ({}, text)


def test_words_are_shown_and_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, path = book(tmp_path, ONE, position("As agreed with QA"))
    own = ["--no-bundled", "--requirements", str(tmp_path / "corpus")]
    asked = ["assess", str(tmp_path / "profile.yaml"), *own, "--positions", str(path)]
    capsys.readouterr()
    assert run(asked) == 0
    assert "in your words, not compared: As agreed with QA" in capsys.readouterr().out


REFUSED: dict[str, tuple[dict[str, Any], object, str]] = {
    "a decimal comma": (ONE, "< 0,5 ng/dose", "'< 0.5 ng/dose'"),
    "a bound in words": (ONE, "less than 5 ng/dose", "'< 5 ng/dose'"),
    "about": (ONE, "about 5 ng/dose", "before the number"),
    "thousands, or a decimal": (ONE, "< 1.000 ng/dose", "'< 1000 ng/dose'"),
    "a local bound": (ONE, "NMT 5 ng/dose", "'<= 5 ng/dose'"),
    "no unit": (ONE, 5, "before the number"),
    "a formula": (ONE, "=5+1", "paste its value"),
    "a date": (ONE, datetime.date(2027, 1, 5), "format the cell as text"),
    "which slot": (TWO, "< 5 ng/dose", "amount: ..."),
    "a slot twice": (TWO, "amount: < 5 ng/dose; amount: < 5 ng/dose", "keep one"),
    "words before a slot": (TWO, "QA says; amount: < 5 ng/dose", "Justification"),
    "an unknown way": (WAYS, "culture, guessing", "known: nat, culture"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_looks_like_an_answer_is_refused_by_cell(case: str, tmp_path: Path) -> None:
    asks, value, hint = REFUSED[case]
    (problem,) = refused(tmp_path, asks, position(value))
    assert str(problem.place).endswith("keep.xlsx:Rows!N2")
    assert hint in (problem.help or "")


def two_rows(sheet: Any) -> None:
    for number, cell in enumerate(sheet[2], 1):
        sheet.cell(4, number).value = cell.value
    position("< 5 ng/dose")(sheet)
    position("< 5 ng/dose", 4)(sheet)


def test_two_filled_rows_for_the_same_are_refused_though_equal(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, ONE, two_rows)
    assert (problem.code, str(problem.place)[-7:]) == ("AG007", "Rows!N4")


def test_a_copy_of_the_sheet_is_not_passed_over(tmp_path: Path) -> None:
    def copied(sheet: Any) -> None:
        twin = sheet.parent.copy_worksheet(sheet)
        position("< 4 ng/dose")(twin)

    (problem,) = refused(tmp_path, ONE, copied)
    assert "several sheets: Rows, Rows Copy" in problem.message


def test_a_subject_of_the_profile_and_of_the_workbook_is_one_error(tmp_path: Path) -> None:
    corpus, path = book(tmp_path, ONE, position("< 5 ng/dose"))
    held = "positions:\n  - {subject: s, answer: < 5 ng/dose}\n"
    profile = read_profile(written(tmp_path, HEAD + "  product: aav\n" + held), corpus)
    with pytest.raises(InvalidProfileError) as found:
        read_positions(profile, path, corpus)
    (problem,) = found.value.problems
    assert problem.message.startswith("s has a position already, in ")


def test_parts_are_held_apart(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for line in range(2, sheet.max_row + 1):
            position(f"< {line} ng/dose", line)(sheet)

    held = read(tmp_path, ONE, fill)
    assert len(held) == len({str(item.scope) for item in held}) > 1
    assert len({item.answers["amount"].text for item in held}) == len(held)


def due(value: object, look: str = "General") -> Fill:
    def fill(sheet: Any) -> None:
        cell = sheet.cell(2, column(sheet, "Due date"))
        cell.value, cell.number_format = value, look

    return fill


def test_dates_are_read_as_days(tmp_path: Path) -> None:
    (held,) = read(tmp_path, ONE, due(datetime.datetime(2027, 3, 31), "dd/mm/yyyy"))
    assert held.position.due == "2027-03-31"


@pytest.mark.parametrize(
    ("value", "hint"), [("31.03.2027", "write 2027-03-31"), (46477, "2027-03-31")]
)
def test_local_dates_and_numbers_are_refused(value: object, hint: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, ONE, due(value))
    assert str(problem.place).endswith("Rows!S2")
    assert hint in (problem.help or "")


def test_the_workbook_of_another_product_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, ONE, position("< 5 ng/dose"), product="Q")
    assert "the product 'P'" in problem.message


# --- files that cannot be used -------------------------------------------------------------------


def ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


def stranger() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    raw = io.BytesIO(stranger())
    with zipfile.ZipFile(raw, "a") as file:
        file.writestr(name, content)
    return raw.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "password": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old format"),
    "OpenDocument": (ods, "OpenDocument"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "a stranger's": (stranger, "no sheet 'atmp-gap'"),
    "entities": (lambda: with_part("xl/x.xml", b"<!DOCTYPE a>"), "document type"),
    "100,000 rows": (
        lambda: with_part("xl/worksheets/sheet9.xml", b"<row r='1'/>" * 100_000),
        "100000 rows",
    ),
    "cut off": (lambda: stranger()[:900], "broken"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_workbook_of_ours_is_said_in_a_line(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, said = BAD[case]
    _, path = book(tmp_path, ONE, position("< 5 ng/dose"))
    made = make()
    path.write_bytes(made)
    own = ["--no-bundled", "--requirements", str(tmp_path / "corpus")]
    profile = str(tmp_path / "profile.yaml")
    for asked in (
        ["assess", profile, *own, "--positions", str(path)],
        ["compare", "--profile", profile, *own, "--update", str(path)],
    ):
        capsys.readouterr()
        assert run(asked) in (2, 3)
        told = capsys.readouterr().err
        assert said in told
        assert "help:" in told
        assert path.read_bytes() == made


def test_merged_cells_are_named(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, ONE, lambda sheet: sheet.merge_cells("N2:N3"))
    assert str(problem.place).endswith("Rows!N2")


def test_two_columns_of_one_name_are_named(tmp_path: Path) -> None:
    def twice(sheet: Any) -> None:
        sheet["Y1"] = "Our position"

    (problem,) = refused(tmp_path, ONE, twice)
    assert str(problem.place).endswith("Rows!Y1")
