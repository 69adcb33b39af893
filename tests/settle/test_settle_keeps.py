"""Nothing that a person typed is lost or overwritten, and nothing is built on what was not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from filelock import FileLock
from test_settle import BY, answered, files, reviews, row, said, settle
from test_settle_review import state

from atmp_gap.cli import settle_session
from atmp_gap.cli.run import run
from atmp_gap.settle import passages

ALARM = ("freezer-alarm", "--side", "FDA", "--document", "MADE-VECTOR", "--section", "2")
SHOWS = ("--answer", "expected", "--anchor", "should give an alarm")
SECTION = ("--document", "MADE-VECTOR", "--section", "3")


def by(name: str) -> tuple[str, ...]:
    return ("--by", name, "--into", "mine")


def proposed(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert settle("--propose", "--into", "mine") == 0
    return capsys.readouterr().out


# --- what is shown -----------------------------------------------------------------------------


def test_passages_are_ranked_by_the_words_that_were_measured(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the benchmark asks by is what is asked by here: no list of words of its own."""
    monkeypatch.setattr(passages, "subject_texts", lambda corpus, subject: ["residual plasmid"])
    assert settle("freezer-records", "--side", "FDA", "--format", "json") == 0
    (side,) = json.loads(capsys.readouterr().out)
    assert [item["section"] for item in side["passages"]] == ["2.1"]


def test_what_was_not_searched_is_told(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stocked / "library" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (stocked / "library" / "unknown.txt").write_text("Some other words. " * 40, "utf-8")
    page = "<html><head><title>T</title></head><body><p>{text}</p><iframe src='a.html'></iframe>"
    (stocked / "labels.html").write_text(page.format(text="Words of a page. " * 40), "utf-8")
    assert run(["library", "add", "labels.html", "--as", "MADE-QA"]) == 0
    for words in (["settle", "--topic", "cold-chain"], ["library", "search", "freezer"]):
        capsys.readouterr()
        assert run(words) == 0
        told = said(capsys)
        assert "not searched, could not be read: library/broken.pdf" in told
        assert "not searched, not recognised as a text of the register: unknown.txt" in told
        assert "not searched, without text that can be read: MADE-QA (frame a.html)" in told


def test_a_text_that_is_not_there_is_not_searched(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["library", "search", "labels", "--document", "MADE-QA"]) == 1
    assert "not searched, there is no copy: MADE-QA" in said(capsys)
    (stocked / "library" / "MADE-CELLS.pdf").unlink()
    text = (stocked / "library" / "library.yaml").read_text("utf-8")
    head, cells, vector = text.partition("- document: MADE-VECTOR")
    kept = head.partition("- document:")[0] + cells + vector
    (stocked / "library" / "library.yaml").write_text(kept, "utf-8")
    assert settle("freezer-alarm", "--side", "EMA") == 0
    assert "nothing was searched: there is no copy of a text of EMA" in said(capsys)


def test_a_copy_that_was_replaced_is_told(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from library_texts import VECTOR_2024, pdf

    (stocked / "library" / "MADE-VECTOR.pdf").write_bytes(pdf(VECTOR_2024))
    assert settle("--topic", "cold-chain") == 0
    assert "MADE-VECTOR.pdf is not the file that was taken in for MADE-VECTOR" in said(capsys)


def test_a_copy_of_another_edition_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from library_texts import VECTOR_2024

    (place / "new.txt").write_text(VECTOR_2024, "utf-8")
    assert run(["library", "add", "new.txt"]) == 0
    note = (
        "MADE-VECTOR: the date of the registered edition, 2020-03-12, does not stand at the "
        "beginning of MADE-VECTOR.txt, which says 5 May 2024: it may be another edition"
    )
    capsys.readouterr()
    assert settle("--topic", "cold-chain") == 0
    assert said(capsys).count(note) == 1
    for words in (
        ("--confirm", "FDA-COLD-001", *SECTION),
        (*ALARM, *SHOWS),
        ("freezer-records", "--side", "FDA", "--read-whole", "MADE-VECTOR: 1"),
    ):
        settle(*words, *BY)
        assert note in said(capsys)


def test_a_file_that_is_not_usable_is_called_by_its_name(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stocked / "library" / "MADE-CELLS.pdf").unlink()
    assert settle("--topic", "cold-chain") == 3
    told = said(capsys)
    assert "library/library.yaml:4:3: error[AG001] there is no file 'MADE-CELLS.pdf'" in told
    assert told.endswith("library/library.yaml is not usable: 1 error")


def test_a_list_that_was_cut_says_so(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle("--topic", "cold-chain", "--most", "2") == 0
    assert "2 of 4 open sides" in said(capsys)


# --- what is written ---------------------------------------------------------------------------


def test_two_subjects_can_be_silent_in_the_same_sections(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refute = ("--refute", "EMA-COLD-001", "--document", "MADE-CELLS", "--section", "2")
    settle(*refute, "--reason", "It is about transport.", *BY)
    for subject in ("freezer-alarm", "freezer-records"):
        assert settle(subject, "--side", "EMA", "--read-whole", "MADE-CELLS: 1; 2", *BY) == 0
    text = (stocked / "mine" / "cold-chain" / "judgements.yaml").read_text("utf-8")
    silent = [item["subject"] for item in yaml.safe_load(text)["absences"]]
    assert silent == ["freezer-alarm", "freezer-records"]


def test_a_file_laid_out_otherwise_is_written_once_and_taken_out_of(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    path = stocked / "mine" / "reviews.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    path.write_bytes(yaml.safe_dump(data).replace("\n", "\r\n").encode())
    journal = stocked / "mine" / "settled.jsonl"
    said_, _ended = journal.read_text("utf-8").splitlines()
    journal.write_text(f"{said_}\n", "utf-8")
    assert settle(*ALARM, *SHOWS, *BY) == 0
    assert len(reviews(stocked)) == 1
    assert settle("--undo", *BY) == 0
    assert row(capsys, "freezer-alarm")["verdict"] == "unassessed"


def test_an_interrupted_check_leaves_nothing_unchecked_in_the_layer(
    stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(settle_session.files, "faults", interrupt)
        assert settle("--confirm", "FDA-COLD-001", *SECTION, *BY) == 130
    assert files(stocked / "mine") == {}
    assert "FDA-COLD-001" in (stocked / "mine" / "settled.jsonl").read_text("utf-8")


def test_what_an_interrupted_run_was_told_and_is_refused_now_is_named(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    silent = ("freezer-records", "--side", "EMA", "--read-whole", "MADE-CELLS: full")
    with monkeypatch.context() as patch:
        patch.setattr(settle_session.files, "faults", interrupt)
        assert settle(*silent, *BY) == 130
    assert settle("--confirm", "FDA-COLD-001", *SECTION, *BY) == 3
    told = said(capsys)
    assert "it cannot be written now: freezer-records, EMA: nothing in MADE-CELLS: full" in told
    assert "What you say now was not taken either" in told
    assert settle("--confirm", "FDA-COLD-001", *SECTION, *BY) == 0


def test_rows_are_not_written_into_a_layer_at_which_somebody_works(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stocked / "rows.csv").write_text(
        "record,subject,agency,document,section,by,date\n"
        "absence,freezer-alarm,EMA,MADE-CELLS,2,Ben Ode,2026-11-28\n",
        "utf-8",
    )
    (stocked / "mine").mkdir()
    with FileLock(stocked / "mine" / ".settle.lock"):
        assert run(["layer", "--from", "rows.csv", "--into", "mine"]) == 2
    assert "another run is at work in mine" in said(capsys)
    assert files(stocked / "mine") == {}
    assert run(["layer", "--from", "rows.csv", "--into", "mine"]) == 0


def test_unfinished_replies_of_one_side_outlast_those_of_another(
    stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "a 1", "15 year", KeyboardInterrupt())
    assert settle("freezer-records", *BY) == 130
    answered(monkeypatch, "a 1", "expected", "should give an alarm", "", "", "q")
    assert settle("freezer-alarm", "--side", "FDA", *BY) == 0
    answered(monkeypatch, "a 1", "", "", "wrong", "", "", "q")
    assert settle("freezer-records", *BY) == 0
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    made = [item["answers"] for item in yaml.safe_load(text)["requirements"]]
    assert made == [{"alarm": "expected"}, {"time": "15 year"}]
    assert not (stocked / "mine" / ".settle-replies.json").exists()


def test_a_reply_that_is_offered_again_can_be_taken_back(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "a 1", "15 year", "no such words", "wrong", "", "", "q")
    assert settle("freezer-records", *BY) == 0
    assert "'no such words' does not stand in the passage" in said(capsys)
    answered(monkeypatch, "a 1", "", "-", "", "", "", "q")
    assert settle("freezer-records", *BY) == 0
    assert "time: 15 year in MADE-VECTOR" in said(capsys)


@pytest.mark.parametrize("text", ["[]", "{", '{"side": 1}', '"x"'])
def test_damaged_replies_are_none(
    text: str, stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stocked / "mine").mkdir()
    (stocked / "mine" / ".settle-replies.json").write_text(text, "utf-8")
    answered(monkeypatch, "a 1", "15 year", "", "wrong", "", "", "q")
    assert settle("freezer-records", *BY) == 0


def test_silence_is_asked_of_the_texts_of_the_side(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "n", "MADE-CELLS: 1; 2", "q")
    assert settle("freezer-alarm", "--side", "EMA", *BY) == 0
    assert "freezer-alarm, EMA: nothing in MADE-CELLS: 1, 2" in said(capsys)


# --- what it rests on --------------------------------------------------------------------------


def test_words_have_to_stand_on_the_page_that_is_named(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--confirm", "FDA-COLD-001", "--page")
    assert settle(*words, "1", "--anchor", "kept for 15 years", *BY) == 2
    assert "'kept for 15 years' does not stand in the passage" in said(capsys)
    assert files(stocked / "mine") == {}
    assert settle(*words, "1", *BY) == 0
    assert "15 year was not found so on that page" in said(capsys)
    assert settle(*words, "2", "--anchor", "kept for 15 years", *BY) == 0
    assert "was not found" not in said(capsys)
    assert [record["page"] for record in reviews(stocked)] == [1, 2]


def test_words_that_stand_everywhere_show_nothing(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ((*ALARM, "--answer", "expected"), ("--confirm", "FDA-COLD-001", *SECTION)):
        assert settle(*words, "--anchor", "the", *BY) == 2
        assert "'the' shows nothing: it stands everywhere" in said(capsys)
    assert settle("--dispute", "FDA-COLD-001", *SECTION, "--reason", " ", *BY) == 2
    assert "add --reason TEXT" in said(capsys)
    assert files(stocked / "mine") == {}


def test_of_a_page_without_text_nothing_is_taken_as_shown(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fpdf import FPDF
    from library_texts import VECTOR
    from test_settle import picture

    made = FPDF()
    made.set_font("Helvetica", size=11)
    made.add_page()
    for line in VECTOR.splitlines():
        made.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    made.add_page()
    made.image(picture(), 10, 10, 180, 250)
    (place / "vector.pdf").write_bytes(bytes(made.output()))
    assert run(["library", "add", "vector.pdf"]) == 0
    words = ("--confirm", "FDA-COLD-001", "--page", "2")
    assert settle(*words, "--anchor", "15 years", *BY) == 2
    assert "page 2 has no text that can be read" in said(capsys)
    assert settle(*words, *BY) == 0
    assert "nothing was checked" in said(capsys)


def test_a_section_on_another_page_is_refused(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--confirm", "FDA-COLD-001", *SECTION, "--page", "1", *BY) == 2
    assert "section 3 of MADE-VECTOR stands on page 2, not 1" in said(capsys)
    assert settle("--confirm", "FDA-COLD-001", *SECTION, "--page", "2", *BY) == 0


def test_who_confirms_again_can_add_words_that_stand_there(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    assert proposed(capsys) == ""
    assert settle("--confirm", "FDA-COLD-001", *SECTION, *BY) == 0
    assert "nothing was written" in said(capsys) and len(reviews(stocked)) == 1
    assert settle("--confirm", "FDA-COLD-001", *SECTION, "--anchor", "15 years", *BY) == 0
    assert "+      grade: read" in proposed(capsys)


def test_a_first_look_said_again_leaves_the_review_as_it_is(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    settle("--review", "FDA-COLD-001", *by("Ben Ode"))
    settle("--confirm", "FDA-COLD-001", *SECTION, "--anchor", "15 years", *BY)
    assert state(capsys) == "reviewed"
    assert settle("--confirm", "FDA-COLD-001", *SECTION, "--anchor", "15", *by("B. Ode")) == 2
    assert "FDA-COLD-001 was reviewed by Ben Ode, which says more" in said(capsys)
    assert state(capsys) == "reviewed"


# --- taking back -------------------------------------------------------------------------------


def test_everybody_takes_back_what_they_said_themselves(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(*ALARM, *SHOWS, *by("Ben Ode"))
    assert settle("--undo", *by("Cy Poe")) == 2
    assert "nothing that Cy Poe said stands in mine; last was, by Ben Ode" in said(capsys)
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    settle("--confirm", "OWN-FDA-CC-001", *SECTION[:3], "2", *by("Cy Poe"))
    assert settle("--undo", *by("Ben Ode")) == 2
    assert "Cy Poe said something of it since: OWN-FDA-CC-001 seen by Cy Poe" in said(capsys)
    assert settle("--undo", *by("Poe, Cy")) == 0 and settle("--undo", *by("Ben Ode")) == 0
    acts = [(record["entry"], record["act"], record["by"]) for record in reviews(stocked)]
    assert ("FDA-COLD-001", "looked-at", "Ann Lee") in acts and len(acts) == 3
    text = (stocked / "mine" / "cold-chain" / "fda.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["requirements"] == []


def test_what_was_replaced_does_not_count_again_unsaid(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    settle("--confirm", "FDA-COLD-001", *SECTION, "--anchor", "15 years", *BY)
    capsys.readouterr()
    assert settle("--undo", *BY) == 0
    assert "what you said of FDA-COLD-001 before, which does not count again" in said(capsys)
    assert state(capsys) is None
    assert settle("--confirm", "FDA-COLD-001", *SECTION, *BY) == 0
    assert settle("--undo", *BY) == 0
    assert state(capsys) is None


def test_a_statement_that_is_gone_is_named_where_its_review_is_taken_back(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--confirm", "FDA-COLD-001", *SECTION, *BY)
    path = stocked / "team" / "cold-chain" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("FDA-COLD-001", "FDA-COLD-009"), "utf-8")
    before = files(stocked / "mine")
    assert settle("--undo", *BY) == 2
    assert "there is no statement FDA-COLD-001 any more" in said(capsys)
    assert files(stocked / "mine") == before


# --- the command line --------------------------------------------------------------------------

UNUSED = {
    "a look beside words": ("freezer-records --passage 1 --whole --answer x", "--whole and"),
    "a sheet beside words": ("--confirm FDA-COLD-001 --sheet x.xlsx", "--sheet and --confirm"),
    "a reason of nothing": ("freezer-alarm --nothing --reason x", "--reason says nothing with"),
    "a scope of a look": ("--confirm FDA-COLD-001 --scope x", "--scope says nothing with --conf"),
    "an undo of a subject": ("freezer-alarm --undo", "--undo takes no subject"),
    "a place and no words": ("freezer-records --passage 1", "leave it out: it is asked for"),
    "an empty id": ("--confirm=", "unknown statement ''"),
}


@pytest.mark.parametrize("case", UNUSED)
def test_nothing_typed_is_passed_over(
    case: str, stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, why = UNUSED[case]
    assert settle(*words.split(), *BY) == 2
    assert why in said(capsys)
    assert not (stocked / "mine" / "settled.jsonl").exists()
    assert not (stocked / "x.xlsx").exists()


def test_a_reason_without_words_to_say_is_told(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("freezer-records", "--reason", "It is about transport.") == 2
    assert "--reason is of something that you say, and nothing is said" in said(capsys)
    assert settle("freezer-records", "--by", "Ann Lee") == 2
    assert "add --into DIR" in said(capsys)


def test_a_layer_that_is_not_there_is_not_made_to_take_back_from(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("--undo", "--by", "Ann Lee"), ("--propose",)):
        assert settle(*words, "--into", "mien") == 2
        assert "there is no layer mien" in said(capsys)
    assert not (stocked / "mien").exists()
