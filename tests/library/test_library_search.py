"""library, library list and library search: what is there, what is missing, where it stands."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from library_cli import printed, say
from library_texts import CELLS, QA, VECTOR, pdf


@pytest.fixture
def stocked(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A library of three texts, with an index of its own."""
    monkeypatch.setenv("ATMP_GAP_CACHE", str(place / "cache"))
    saved = place / "Downloads"
    saved.mkdir()
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    (saved / "b.txt").write_text(CELLS, "utf-8")
    (saved / "c.html").write_text(QA, "utf-8")
    assert say("library", "add", "Downloads") == 0
    capsys.readouterr()
    return place


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    say("library", "search", "--format", "json", *words)
    data: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return data


def test_a_passage_is_found_with_its_place(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (hit,) = found(capsys, "alarm", '"10 minutes"')
    assert (hit["document"], hit["page"], hit["section"]) == ("MADE-VECTOR", 1, "2.1")
    assert str(hit["passage"]).startswith("2.1 Alarm")
    (hit,) = found(capsys, '"the last vial"')
    assert (hit["page"], hit["section"]) == (2, "3")


def test_the_words_are_marked_and_the_way_to_sign_is_said(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("library", "search", "alarm", "10 minutes") == 0
    out = printed(capsys)
    assert "p. 1, section 2.1" in out and "[alarm]" in out and "[10 minutes]" in out
    assert "settle --confirm ID --by NAME --into DIR --document MADE-VECTOR --page 1" in out


def test_a_phrase_is_more_than_its_words(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, '"temperature of at most"')
    assert not found(capsys, '"most temperature"')
    assert say("library", "search", "nowhere-to-be-found") == 1
    assert "does not show that the texts are silent" in printed(capsys)


def test_what_a_thing_is_also_called_is_found(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = found(capsys, "hcDNA")
    assert [hit["document"] for hit in hits] == ["MADE-CELLS"]


def test_questions_are_passages_of_their_own(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (hit,) = found(capsys, "nurse")
    assert hit["section"] == "question 2"


def test_agency_and_document_narrow_it(stocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {hit["document"] for hit in found(capsys, "cold OR made")} != {"MADE-CELLS"}
    assert {hit["document"] for hit in found(capsys, "text", "--agency", "FDA")} == {"MADE-VECTOR"}
    assert not found(capsys, "alarm", "--agency", "EMA")
    assert not found(capsys, "alarm", "--document", "made-cells")
    assert say("library", "search", "alarm", "--document", "nonsense") == 2
    assert say("library", "search", "alarm", "--agency", "EMA", "--document", "MADE-VECTOR") == 2
    assert "MADE-VECTOR is no text of EMA" in printed(capsys)


@pytest.mark.parametrize("words", ['"', "AND", "NEAR(", "*", "a:b", "--", "';drop", "(", "^x"])
def test_no_words_break_the_index(
    stocked: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert say("library", "search", "--", words) in (0, 1)
    assert "internal" not in printed(capsys)


def test_a_text_cannot_act_on_the_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "evil.txt").write_text(VECTOR.replace("alarm.", "alarm \x1b[31m\x02 x."), "utf-8")
    say("library", "add", "evil.txt")
    capsys.readouterr()
    assert say("library", "search", "alarm") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_index_is_made_once_and_again_where_it_is_damaged(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, "alarm")
    (index,) = (stocked / "cache").rglob("library.sqlite")
    with sqlite3.connect(index) as base:
        assert base.execute("select count(*) from files").fetchone() == (3,)
    base.close()
    index.write_bytes(b"this is no database " * 400)
    assert found(capsys, "alarm")
    raw = bytearray(index.read_bytes())
    raw[4096:] = b"\xff" * len(raw[4096:])
    index.write_bytes(bytes(raw))
    assert found(capsys, "alarm")


def test_it_works_with_nothing_kept(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATMP_GAP_CACHE", "")
    assert found(capsys, "alarm")


def test_looking_changes_nothing_in_the_library(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = stocked / "library"
    before = {path: path.stat().st_mtime_ns for path in (library, *library.iterdir())}
    say("library")
    say("library", "list")
    say("library", "search", "alarm")
    assert {path: path.stat().st_mtime_ns for path in (library, *library.iterdir())} == before


def test_what_is_there_and_what_is_missing(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stocked / "library" / "stray.txt").write_text("Take water and salt. " * 40, "utf-8")
    (stocked / "library" / "MADE-CELLS.txt").write_text(CELLS + "More.\n", "utf-8")
    assert say("library", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    copies = {copy["document"]: copy for copy in data["copies"]}
    assert copies["MADE-VECTOR"]["pages"] == 2
    assert copies["MADE-VECTOR"]["edition"] == "12 March 2020"
    assert copies["MADE-CELLS"]["changed"] and not copies["MADE-QA"]["changed"]
    assert data["unknown"] == ["library/stray.txt"] or data["unknown"][0].endswith("stray.txt")
    counts = [len(item["rows"]) for item in data["missing"]]
    assert counts == sorted(counts, reverse=True) and counts[0] > 20


def test_an_empty_library_says_what_to_do(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("library") == 0
    assert "0 texts in 0 copies" in printed(capsys)
    assert say("library", "search", "alarm") == 3
    assert "library list --page" in printed(capsys)


def test_the_page_of_links_begins_with_what_settles_most(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("library", "list", "--all", "--page", "links.html") == 0
    page = (stocked / "links.html").read_text("utf-8")
    counts = [item.count(",") for item in re.findall(r"open rows: ([^<]*)", page)]
    assert counts == sorted(counts, reverse=True) and len(counts) > 20
    assert '<a href="https://www.fda.gov/media/1/download">Guideline on the storage' in page
    assert '<a href="https://www.fda.gov/vector-page">its page</a>' in page
    assert "<script" not in page
    assert "MADE-VECTOR; is there; its file" in page and "MADE-SOLD; is sold" in page
