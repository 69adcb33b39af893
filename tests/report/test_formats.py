"""The circulated formats of a small comparison: what a reader finds where."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from atmp_gap.cli import output
from atmp_gap.cli.exits import Stop
from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report import formatter
from atmp_gap.report.sides import answers
from atmp_gap.report.wording import words_of
from atmp_gap.workbook.layout import FILLED
from support import write


def test_answers_stand_side_by_side_with_what_the_other_lacks(result: Result) -> None:
    (row,) = result.rows
    (part,) = row.headline_parts
    (line,) = answers(row, part, words_of(result, row))
    assert (line.title, line.relation) == ("agents tested", "differs")
    assert line.sides[0][0].elements == (("HIV-1 and -2", False), ("cytomegalovirus", True))
    assert line.sides[1][0].elements == (("HIV-1 and -2", False),)


def test_html_marks_the_difference_and_tells_the_search(result: Result) -> None:
    page = formatter("html").comparison(result)
    assert isinstance(page, str)
    assert "<mark>cytomegalovirus</mark>" in page
    assert "EMA: searched in vain in" in page
    assert "EMA-DOC" in page
    assert '<article class="row differ" id="s"' in page
    assert result.notice in page
    assert "src=" not in page


def test_xlsx_has_one_sheet_of_rows_to_fill_in(result: Result) -> None:
    raw = formatter("xlsx").comparison(result)
    assert isinstance(raw, bytes)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    names = ["Rows", "Summary", "Statements", "Documents", "Method", "Review", "atmp-gap"]
    assert book.sheetnames == names
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["atmp-gap"]
    sheet = book["Rows"]
    head, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert len(lines) == len(told) == 2
    assert {name.partition("#")[0] for name in told} == {"s"}
    marketing = next(line for line in told.values() if "marketing" in line["Stage and scope"])
    assert marketing["Verdict"] == "differ"
    assert marketing["FDA answer"] == "HIV-1 and -2, cytomegalovirus"
    assert marketing["EMA citation"].startswith("EMA-DOC")
    for column in FILLED:
        assert marketing[column.heading] is None
    trials = next(line for line in told.values() if line is not marketing)
    assert trials["EMA answer"].startswith("nothing found in")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:X3"


def test_docx_is_a_memo_with_headings_and_repeated_header_rows(result: Result) -> None:
    raw = formatter("docx").comparison(result)
    assert isinstance(raw, bytes)
    memo = docx.Document(io.BytesIO(raw))
    headings = [p.text for p in memo.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings == [
        "Topic: FDA and EMA",
        "Differ (1)",
        "Quality",
        "How to read this",
        "Documents",
    ]
    told = memo.tables[-1]
    assert told.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    lines = [" | ".join(cell.text for cell in row.cells) for row in told.rows]
    assert lines[0] == " | Answer | Where it stands | Read as"
    assert any(
        line.startswith("FDA | ") and line.endswith("FDA-DOC, 1 | reported") for line in lines
    ), lines
    assert any(line.startswith("both | HIV-1 and -2, cytomegalovirus") for line in lines)


@pytest.mark.parametrize("name", ["report.html", "report.xlsx", "report.docx", "report.md"])
def test_the_format_is_guessed_from_the_ending(
    name: str, tmp_path: Path, content: dict[str, Any]
) -> None:
    folder = write(tmp_path / "corpus", content)
    own = ["--no-bundled", "--requirements", str(folder)]
    path = tmp_path / name
    for command in (["compare"], ["show", "s"], ["topics"], ["documents"], ["terms"]):
        assert run([*command, *own, "-o", str(path)]) == 0
        start = {".html": b"<!doctype html>", ".md": b""}.get(path.suffix, b"PK\x03\x04")
        assert path.read_bytes().startswith(start)
    assert [item.name for item in sorted(tmp_path.iterdir())] == ["corpus", name]


def test_an_unknown_ending_is_no_table_by_accident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "-o", str(tmp_path / "report.xls")]) == 2
    assert ".xlsx" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "package"), [("html", "jinja2"), ("xlsx", "xlsxwriter"), ("docx", "docx")]
)
def test_a_broken_installation_is_said_in_a_line(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [m for m in sys.modules if m.startswith(f"atmp_gap.report.{name}")]:
        monkeypatch.delitem(sys.modules, module)
    for module in [m for m in sys.modules if m.partition(".")[0] == package] or [package]:
        monkeypatch.setitem(sys.modules, module, None)
    assert run(["compare", "--format", name]) == 2
    assert "the installation is not whole" in capsys.readouterr().err


def test_bytes_are_not_printed_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    with pytest.raises(Stop, match="no text"):
        output.write(b"PK", None)


def test_bytes_go_into_a_pipe(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    output.write(b"PK\x00\xff", None)
    assert capsysbinary.readouterr().out == b"PK\x00\xff"


@pytest.mark.parametrize("words", [["--flat"], ["--no-bom"], ["--flat", "--format", "csv"]])
def test_options_of_other_formats_are_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", *words]) == 2
    assert "add --format" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["markdown", "csv", "html", "xlsx", "docx"])
def test_a_report_says_the_same_whenever_it_is_written(name: str, result: Result) -> None:
    assert formatter(name).comparison(result) == formatter(name).comparison(result)


@pytest.mark.parametrize("verdict", ["unassessed", "match"])
@pytest.mark.parametrize("name", ["table", "markdown", "docx"])
def test_rows_are_spelled_out_where_their_verdict_is_named(name: str, verdict: str) -> None:
    """Else open rows are counted, and those that agree are told in a line without a side's name."""
    corpus = open_corpus([], bundled=True)
    request = Request(("FDA", "EMA"), corpus.date, topics=("potency",), only=(verdict,))
    result = compare(corpus, request)
    told = formatter(name).comparison(result)
    if isinstance(told, bytes):
        rows = [row for table in docx.Document(io.BytesIO(told)).tables for row in table.rows]
        told = "\n".join(row.cells[0].text for row in rows)
    answers_of_ema = re.findall(r"^\W*EMA\b", told, re.MULTILINE)
    assert len(answers_of_ema) >= len(result.rows) > 2
