"""atmp-gap settle: what is open, what a person says of a passage, and what becomes of the row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from settle_texts import SOLD

from atmp_gap.cli import settle_session
from atmp_gap.cli.run import run

BY = ("--by", "Ann Lee", "--into", "mine")


def settle(*words: str) -> int:
    return run(["settle", *words])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    got = capsys.readouterr()
    return " ".join((got.out + got.err).split())


def row(capsys: pytest.CaptureFixture[str], subject: str = "freezer-records") -> dict[str, object]:
    """The row of the comparison over the person's layer."""
    capsys.readouterr()
    words = ["compare", "--topic", "cold-chain", "--requirements", "mine", "--format", "json"]
    assert run(words) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    found: dict[str, object] = next(item for item in rows if item["subject"] == subject)
    return found


def reviews(place: Path) -> list[dict[str, object]]:
    data = yaml.safe_load((place / "mine" / "reviews.yaml").read_text("utf-8"))
    found: list[dict[str, object]] = data["reviews"]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


# --- the list ----------------------------------------------------------------------------------


def test_what_is_open_is_listed_with_passages_and_says_nothing_of_silence(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--topic", "cold-chain") == 0
    told = said(capsys)
    assert "freezer-records, FDA: recalled from memory" in told
    assert "freezer-records, EMA: reported by others" in told
    assert "freezer-alarm, FDA: nothing recorded yet" in told
    assert "1. MADE-VECTOR, p. 2, section 3" in told and "15 years" in told
    assert "A search misses passages, one in four in a long text" in told


def test_the_text_that_settles_most_comes_first(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--topic", "cold-chain", "--format", "json")
    work = json.loads(capsys.readouterr().out)
    assert [item["open_rows"] for item in work] == sorted(
        (item["open_rows"] for item in work), reverse=True
    )
    assert work[0]["subject"] == "freezer-records" and work[0]["agency"] == "FDA"
    assert work[0]["passages"][0]["document"] == "MADE-VECTOR"
    assert work[0]["passages"][0]["file"].startswith("sha256:")


def test_the_whole_section_is_shown(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle("freezer-records", "--side", "FDA", "--passage", "1", "--whole") == 0
    assert "Records of the temperature should be kept for 15 years after" in said(capsys)


# --- confirm, refute, answer, nothing ----------------------------------------------------------


def test_a_confirmed_statement_counts_as_read_with_the_name(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY) == 0
    assert "check accepts it" in said(capsys)
    (record,) = reviews(stocked)
    assert record["act"] == "looked-at" and record["page"] == 2 and record["section"] == "3"
    assert str(record["file"]).startswith("sha256:") and str(record["at"]).endswith("Z")
    assert row(capsys)["provisional"] is False
    assert run(["compare", "--topic", "cold-chain", "--requirements", "mine"]) == 0
    assert "seen by Ann Lee" in said(capsys)
    assert run(["check", "mine"]) == 0


def test_a_statement_that_changes_is_recalled_again(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY)
    path = stocked / "team" / "cold-chain" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("15 year", "20 year"), "utf-8")
    assert row(capsys)["provisional"] is True
    assert run(["check", "mine"]) == 0
    assert "changed since Ann Lee saw it" in said(capsys)


def test_a_passage_of_another_text_confirms_nothing(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--confirm", "FDA-COLD-001", "--document", "MADE-CELLS", "--section", "2")
    assert settle(*words, *BY) == 2
    assert "FDA-COLD-001 cites MADE-VECTOR" in said(capsys)
    assert not (stocked / "mine" / "reviews.yaml").exists()


def test_a_number_that_was_not_found_is_told(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--confirm", "EMA-COLD-001", "--document", "MADE-CELLS", "--section", "2")
    assert settle(*words, *BY) == 0
    assert "was not found so in that section" in said(capsys)


def test_a_refuted_statement_decides_nothing_and_no_absence_follows(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--refute", "EMA-COLD-001", "--document", "MADE-CELLS", "--section", "2")
    assert settle(*words, *BY) == 2
    assert "add --reason TEXT" in said(capsys)
    assert settle(*words, "--reason", "It is about transport.", *BY) == 0
    found = row(capsys)
    assert found["verdict"] == "unassessed"
    entries: list[dict[str, object]] = found["entries"]  # type: ignore[assignment]
    assert "EMA-COLD-001" in [entry["id"] for entry in entries]


def test_an_answer_from_a_passage_becomes_an_entry(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    assert settle(*words, "--answer", "expected", *BY) == 2
    assert "add --anchor WORDS" in said(capsys)
    anchor = ("--anchor", "should give an alarm")
    assert settle(*words, "--answer", "alarm=expected", *anchor, *BY) == 0
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    (made,) = yaml.safe_load(text)["requirements"]
    assert made["id"] == "OWN-FDA-CC-001" and made["answers"] == {"alarm": "expected"}
    assert made["reading"]["grade"] == "read" and made["reading"]["by"] == "Ann Lee"
    assert made["source"] == {"document": "MADE-VECTOR", "locator": "2"}
    assert run(["check", "mine"]) == 0


def test_a_correction_replaces_what_it_names(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("freezer-records", "--side", "FDA", "--passage", "1", "--answer", "15 year")
    assert settle(*words, *BY) == 2
    assert "FDA-COLD-001 answers that already" in said(capsys)
    assert settle(*words, "--instead-of", "FDA-COLD-001", *BY) == 0
    found = row(capsys)
    assert found["provisional"] is False
    parts: list[dict[str, list[dict[str, object]]]] = found["parts"]  # type: ignore[assignment]
    assert parts[0]["sides"][0]["entries"] == ["OWN-FDA-CC-001"]


WRONG = {
    "another number": ("time=16 year", "16 year does not stand in the passage with its unit"),
    "another unit": ("time=15 month", "15 month does not stand in the passage with its unit"),
    "no answer of the slot": ("time=15 mg", "mg"),
    "no such slot": ("length=15 year", "is not a quantity"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_answer_that_the_passage_does_not_bear_is_refused(
    case: str, stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, why = WRONG[case]
    words = ("freezer-records", "--side", "FDA", "--passage", "1", "--answer", answer)
    assert settle(*words, "--instead-of", "FDA-COLD-001", *BY) == 2
    assert why in said(capsys)
    assert files(stocked / "mine") == {}


SILENT = {
    "nothing read": (("--nothing",), "a search misses many passages"),
    "a section it does not have": (("--read-whole", "MADE-CELLS: 7"), "has no section '7'"),
    "no sections": (("--read-whole", "MADE-CELLS"), "which sections of MADE-CELLS were read?"),
    "a text of the other side": (("--read-whole", "MADE-VECTOR: 2"), "is no text of EMA"),
    "another text only": (("--read-whole", "MADE-QA: full"), "may stand in MADE-CELLS as well"),
}


@pytest.mark.parametrize("case", SILENT)
def test_silence_is_only_taken_from_sections_read_whole(
    case: str, stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, why = SILENT[case]
    assert settle("freezer-records", "--side", "EMA", *words, *BY) == 2
    assert why in said(capsys)
    assert files(stocked / "mine") == {}


def test_what_was_read_whole_and_says_nothing_settles_the_row(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("freezer-alarm", "--side", "EMA", "--read-whole", "MADE-CELLS: 1; 2")
    assert settle(*words, *BY) == 0
    assert run(["check", "mine"]) == 0
    found = row(capsys, "freezer-alarm")
    parts: list[dict[str, list[dict[str, object]]]] = found["parts"]  # type: ignore[assignment]
    assert parts[0]["absences"][0]["by"] == "Ann Lee"


def test_silence_is_refused_where_a_page_has_no_text(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fpdf import FPDF
    from library_texts import CELLS

    made = FPDF()
    made.set_font("Helvetica", size=11)
    for text in (CELLS, None, "3. Rest\nThe rest of the text stands here, in words that are read."):
        made.add_page()
        if text is None:
            made.image(picture(), 10, 10, 180, 250)
            continue
        for line in text.splitlines():
            made.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    (place / "cells.pdf").write_bytes(bytes(made.output()))
    assert run(["library", "add", "cells.pdf"]) == 0
    capsys.readouterr()
    words = ("freezer-alarm", "--side", "EMA", "--read-whole")
    assert settle(*words, "MADE-CELLS: full", *BY) == 2
    assert "page 2 has no text that can be read" in said(capsys)


def picture() -> object:
    from io import BytesIO

    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (60, 80), "grey").save(made, "PNG")
    return made


def test_of_a_licensed_text_nothing_is_copied(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stocked / "sold.txt").write_text(SOLD, "utf-8")
    assert run(["library", "add", "sold.txt", "--as", "MADE-SOLD"]) == 0
    words = ("freezer-records", "--side", "FDA", "--document", "MADE-SOLD", "--section", "1")
    more = ("--answer", "12 year", "--beside", *BY)
    copied = "Temperature records of a freezer are kept for 12 years by whoever owns the freezer."
    capsys.readouterr()
    assert settle(*words, "--statement", copied, *more) == 2
    assert "copies MADE-SOLD, which is licensed" in said(capsys)
    assert settle(*words, *more) == 0
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    assert "whoever owns" not in text and '"12 years"' in text
    settle("freezer-records", "--side", "FDA", "--format", "json")
    assert "whoever owns" not in capsys.readouterr().out


# --- the layer ---------------------------------------------------------------------------------


def test_undo_takes_back_and_loses_nothing(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY)
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    settle(*words, "--answer", "expected", "--anchor", "should give an alarm", *BY)
    assert settle("--undo", *BY) == 0
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["requirements"] == []
    assert row(capsys)["provisional"] is False
    assert settle("--undo", *BY) == 0
    assert [record["act"] for record in reviews(stocked)] == ["looked-at", "revoked"]
    assert row(capsys)["provisional"] is True
    assert run(["check", "mine"]) == 0
    assert "should give an alarm" in (stocked / "mine" / "settled.jsonl").read_text("utf-8")
    assert settle("--undo", *BY) == 2


def test_what_was_edited_since_is_not_taken_out(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    settle(*words, "--answer", "expected", "--anchor", "should give an alarm", *BY)
    path = stocked / "mine" / "cold-chain" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("Freezer alarm", "My alarm"), "utf-8")
    before = files(stocked / "mine")
    assert settle("--undo", *BY) == 2
    assert "was edited since" in said(capsys) and files(stocked / "mine") == before


@pytest.mark.parametrize("where", ["put", "faults"])
def test_what_an_interrupted_run_was_told_is_written_by_the_next(
    where: str, stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(settle_session.files, where, interrupt)
        assert settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY) == 130
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    assert settle(*words, "--answer", "expected", "--anchor", "should give an alarm", *BY) == 0
    assert "a run was interrupted: FDA-COLD-001 seen by Ann Lee" in said(capsys)
    assert len(reviews(stocked)) == 1 and row(capsys)["provisional"] is False


def test_a_line_that_broke_off_is_no_line(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY)
    with (stocked / "mine" / "settled.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"number": 2, "by": "Ann')
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    assert settle(*words, "--answer", "expected", "--anchor", "should give an alarm", *BY) == 0
    assert settle("--undo", *BY) == 0


def test_what_check_refuses_is_not_written_and_kept_in_the_journal(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("freezer-records", "--side", "EMA", "--read-whole", "MADE-CELLS: full")
    assert settle(*words, *BY) == 3
    assert "EMA is recorded as silent, but EMA-COLD-001 speaks" in said(capsys)
    assert files(stocked / "mine") == {}
    journal = (stocked / "mine" / "settled.jsonl").read_text("utf-8")
    assert '"became": "dropped"' in journal and "MADE-CELLS: full" in journal


def test_a_clock_that_went_back_is_told(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settle("--confirm", "FDA-COLD-001", "--passage", "1", *BY)
    path = stocked / "mine" / "reviews.yaml"
    path.write_text(path.read_text("utf-8").replace('at: "20', 'at: "21'), "utf-8")
    words = ("--confirm", "EMA-COLD-001", "--document", "MADE-CELLS", "--section", "2")
    assert settle(*words, *BY) == 2
    assert "the clock went back" in said(capsys)


def test_a_name_and_a_layer_are_needed(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle("--confirm", "FDA-COLD-001", "--passage", "1", "--into", "mine") == 2
    assert "who looks?" in said(capsys)
    assert settle("--confirm", "FDA-COLD-001", "--passage", "1", "--by", "A B") == 2
    assert "add --into DIR" in said(capsys)


# --- prompts, workbook, patch ------------------------------------------------------------------


def answered(monkeypatch: pytest.MonkeyPatch, *replies: str | BaseException) -> None:
    import typer

    left = list(replies)

    def prompt(text: str, default: str = "", **_: object) -> str:
        reply = left.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return reply or default

    monkeypatch.setattr(typer, "prompt", prompt)


def test_questions_lead_to_the_same_records(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "x", "w 1", "c 1", "q")
    assert settle("--topic", "cold-chain", *BY) == 0
    told = said(capsys)
    assert "is nothing to do here" in told and "after the last vial was taken out" in told
    assert [record["entry"] for record in reviews(stocked)] == ["FDA-COLD-001"]


def test_replies_of_an_unfinished_answer_are_offered_again(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "a 1", "15 year", KeyboardInterrupt())
    assert settle("freezer-records", *BY) == 130
    assert "15 year" in (stocked / "mine" / ".settle-replies.json").read_text("utf-8")
    answered(monkeypatch, "a 1", "", "", "wrong", "", "", "q")
    assert settle("freezer-records", *BY) == 0
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["requirements"][0]["overrides"] == ["FDA-COLD-001"]
    assert not (stocked / "mine" / ".settle-replies.json").exists()


def test_a_workbook_is_filled_and_read_back(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    assert settle("--topic", "cold-chain", "--sheet", "open.xlsx") == 0
    book = openpyxl.load_workbook("open.xlsx")
    sheet = book["Review"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert "15 years" in sheet.cell(2, heads["info: passage"]).value
    filled = {"record": "confirmation", "by": "Ben Ode", "date": "2026-11-28"}
    for name, value in filled.items():
        sheet.cell(2, heads[name]).value = value
    book.save("open.xlsx")
    assert run(["layer", "--from", "open.xlsx", "--into", "mine"]) == 0, said(capsys)
    (record,) = reviews(stocked)
    assert record["by"] == "Ben Ode" and record["entry"] == "FDA-COLD-001"
    assert row(capsys)["provisional"] is False


def test_a_line_filled_without_record_is_told_and_one_not_filled_says_nothing(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    settle("--topic", "cold-chain", "--sheet", "open.xlsx")
    assert run(["layer", "--from", "open.xlsx", "--into", "mine"]) == 3
    assert "has no filled row" in said(capsys)
    book = openpyxl.load_workbook("open.xlsx")
    heads = {cell.value: cell.column for cell in book["Review"][1]}
    book["Review"].cell(2, heads["by"]).value = "Ben Ode"
    book.save("open.xlsx")
    assert run(["layer", "--from", "open.xlsx", "--into", "mine"]) == 3
    assert "'nothing' is no record" in said(capsys)


def test_a_patch_raises_what_was_seen_and_adds_what_is_new(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = ("--anchor", "15 years")
    settle("--confirm", "FDA-COLD-001", "--passage", "1", *anchor, *BY)
    words = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
    settle(*words, "--answer", "expected", "--anchor", "should give an alarm", *BY)
    capsys.readouterr()
    assert settle("--propose", "--into", "mine") == 0
    patch = capsys.readouterr().out
    assert "-      grade: recalled" in patch and "+      grade: read" in patch
    assert "+  - id:" in patch and "OWN-" not in patch


def test_a_confidential_layer_is_not_proposed_unasked(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", "--passage", "1", "--anchor", "15 years", *BY)
    head = "version: '1'\ndate: 2026-11-28\nconfidential: true\n"
    (stocked / "mine" / "corpus.yaml").write_text(head, "utf-8")
    assert settle("--propose", "--into", "mine") == 2
    assert "this would hand on what is confidential: the layer mine" in said(capsys)
    assert settle("--propose", "--into", "mine", "--confidential") == 0
