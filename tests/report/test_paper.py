"""A report that is no comparison, in every format: the same points, in a comparison's look."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from atmp_gap.cli.run import run
from atmp_gap.report import formatter
from atmp_gap.report.interface import Options, Sheet
from atmp_gap.report.paper import Cited, Column, Item, Line, Lines, Paper, Part

ROOT = Path(__file__).parents[2]
AAV = ROOT / "examples" / "profiles" / "aav-in-vivo.yaml"
EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> [x](javascript:y)"

CITED = (Cited("Law, section 1", "recalled", "draft", "Law"), Cited("Law, 2", "read", "", "Law"))
PAPER = Paper(
    "Positions",
    "A <product>",
    "2026-11-28",
    (("As of", "2026-11-28"),),
    ("2 points.", "1 more."),
    (
        Part("short of both", "differ", (Item(EVIL, "outside", (Line("FDA", "5", (), CITED),)),)),
        Part("not addressed", "open", (Item("Another", "", ()),), "None yet.", folded=True),
    ),
    ("--all lists them.",),
    (("read", "the passage itself."),),
    ("Beside it.",),
    "From there.",
    "No advice.",
    Sheet("Positions", ("a", "b"), (("1", "2"),)),
    (
        Lines(
            "Points",
            (Column("Question", 30), Column("Ours", 20, True, ("yes", "no"))),
            (("differ", (EVIL, "")),),
            0,
        ),
    ),
    documents=(("Law", "The Law, in full"), ("Other", "Cited by nobody")),
)


def drawn(name: str, full: bool = False) -> str | bytes:
    return formatter(name, Options(width=100, full=full)).paper(PAPER)


@pytest.mark.parametrize("name", ["table", "markdown"])
def test_texts_count_what_is_folded_away(name: str) -> None:
    text = drawn(name)
    assert isinstance(text, str)
    assert "Another" not in text and "lists them." in text
    assert "Law, section 1 (recalled, draft)" in text
    assert text.index("2 points.") < text.index("From there.") < text.index("No advice.")
    assert "<script>" not in text or name == "table"


def test_the_page_holds_all_of_it_and_runs_nothing() -> None:
    page = drawn("html")
    assert isinstance(page, str)
    assert "<script>alert" not in page
    assert re.search(r'<section class="rows open">.*<details class="fold">.*Another', page, re.S)
    assert '<i class="recalled">recalled</i>' in page
    assert "Law, section 1 (draft); Law, 2" in page
    assert "A &lt;product&gt;" in page


@pytest.mark.parametrize("full", [False, True])
def test_the_memo_has_the_product_on_its_title_page(full: bool) -> None:
    raw = drawn("docx", full)
    assert isinstance(raw, bytes)
    memo = Document(io.BytesIO(raw))
    texts = [paragraph.text for paragraph in memo.paragraphs]
    assert texts[0] == "A <product>"
    assert ("Not addressed (1)" in texts) is full
    assert ("--all lists them." in texts) is not full
    assert any(text.startswith("Law: The Law") for text in texts)
    assert not any("Cited by nobody" in text for text in texts)


def test_the_workbook_is_to_be_filled_and_holds_no_formula() -> None:
    raw = drawn("xlsx")
    assert isinstance(raw, bytes)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["Points", "Summary", "Documents"]
    sheet = book["Points"]
    assert sheet["A2"].data_type == "s" and sheet["A2"].value.startswith("=cmd")
    assert sheet["A2"].fill.fgColor.rgb.endswith("F9D5D2")
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"yes,no"']
    assert sheet.auto_filter.ref == "A1:B2"


@pytest.mark.parametrize(("ending", "start"), [("html", b"<!doctype"), ("docx", b"PK")])
def test_assess_writes_page_and_memo(ending: str, start: bytes, tmp_path: Path) -> None:
    out = tmp_path / f"aav.{ending}"
    assert run(["assess", str(AAV), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(start)


def test_only_keeps_the_groups_named_and_counts_all(tmp_path: Path) -> None:
    out = tmp_path / "aav.xlsx"
    assert run(["assess", str(AAV), "--only", "short of both", "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    marks = {row[3].value for row in book["Positions"].iter_rows(min_row=2)}
    assert marks == {"as neither cited text asks; waived"}
    told = [str(cell.value) for cell in book["Summary"]["A"]]
    assert any("within both cited limits" in text for text in told)
