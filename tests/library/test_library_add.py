"""library add: what a person saved from a browser is recognised, or named as not."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest
from library_cli import files, printed, recorded, say
from library_texts import CELLS, QA, VECTOR, VECTOR_2024, landing, pdf


@pytest.fixture
def saved(place: Path) -> Path:
    folder = place / "Downloads"
    folder.mkdir()
    return folder


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_full_disk_is_no_damage_of_the_archive(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    packed(saved / "texts.zip", **{"a.pdf": pdf(VECTOR)})
    monkeypatch.setattr("atmp_gap.library.add._unfold", full)
    assert say("library", "add", "Downloads/texts.zip") == 1
    said = printed(capsys)
    assert "texts.zip: No space left on device" in said and "damaged" not in said


def test_a_folder_of_what_was_saved(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "download (3).pdf").write_bytes(pdf(VECTOR))
    (saved / "no ending").write_bytes(pdf(CELLS))
    (saved / "labels.html").write_text(QA, "utf-8")
    os.utime(saved / "labels.html", (1_700_000_000, 1_700_000_000))
    assert say("library", "add", "Downloads") == 0
    assert files(place) == ["MADE-CELLS.pdf", "MADE-QA.html", "MADE-VECTOR.pdf", "library.yaml"]
    days = {copy["document"]: copy["day"] for copy in recorded(place)}
    assert days["MADE-QA"] == "2023-11-14", "a page is of the day on which it was saved"
    assert len(list(saved.iterdir())) == 3, "nothing is moved"
    assert "3 of 3 files taken" in printed(capsys)


def test_what_is_not_recognised_is_named_and_the_rest_is_taken(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    (saved / "half.pdf").write_bytes(pdf(CELLS)[:-900])
    (saved / "soup.txt").write_text("Take water and salt, and cook. " * 30, "utf-8")
    (saved / "page.html").write_text(
        landing("Guideline on the transport of made-up cells in cold boxes"), "utf-8"
    )
    (saved / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    assert say("library", "add", "Downloads") == 1
    out = printed(capsys)
    assert "half.pdf: is a PDF that breaks off before its end" in out
    assert "soup.txt: is not recognised as a text of the register" in out
    assert "page.html: is the page about MADE-CELLS, not the text" in out
    assert "photo.jpg: is a picture" in out
    assert files(place) == ["MADE-VECTOR.pdf", "library.yaml"]


def test_two_editions_are_kept_and_the_later_one_counts(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "new.pdf").write_bytes(pdf(VECTOR_2024))
    (saved / "old.pdf").write_bytes(pdf(VECTOR))
    assert say("library", "add", "Downloads/new.pdf") == 0
    assert say("library", "add", "Downloads/old.pdf") == 0
    assert files(place) == ["MADE-VECTOR-2.pdf", "MADE-VECTOR.pdf", "library.yaml"]
    capsys.readouterr()
    assert say("library", "search", "records of the temperature") == 0
    assert "20 years" in (out := printed(capsys)) and "15 years" not in out


def test_the_same_text_is_not_kept_twice(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "a.txt").write_text(VECTOR, "utf-8")
    (saved / "b.txt").write_text(VECTOR, "utf-8")
    assert say("library", "add", "Downloads") == 0
    assert len(recorded(place)) == 1
    assert "there already as MADE-VECTOR.txt" in printed(capsys)


def test_no_file_is_written_over_whatever_its_name(place: Path, saved: Path) -> None:
    library = place / "library"
    library.mkdir()
    (library / "made-vector.PDF").write_bytes(b"something of my own")
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    assert say("library", "add", "Downloads/a.pdf") == 0
    assert (library / "made-vector.PDF").read_bytes() == b"something of my own"
    assert recorded(place)[0]["file"] == "MADE-VECTOR-2.pdf"


def test_what_a_person_wrote_in_the_index_stays(place: Path, saved: Path) -> None:
    library = place / "library"
    library.mkdir()
    mine = "# my own words\ndocuments:\n  MADE-CELLS: own.txt # the paper copy\n"
    (library / "library.yaml").write_text(mine, "utf-8")
    (library / "own.txt").write_text(CELLS, "utf-8")
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    assert say("library", "add", "Downloads/a.pdf") == 0
    assert (library / "library.yaml").read_text("utf-8").startswith(mine)
    assert [copy["document"] for copy in recorded(place)] == ["MADE-VECTOR"]


def test_an_index_that_cannot_be_added_to_is_left_as_it_is(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = place / "library"
    library.mkdir()
    mine = "copies: []\ndocuments: {}\n"
    (library / "library.yaml").write_text(mine, "utf-8")
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    assert say("library", "add", "Downloads/a.pdf") == 1
    assert "move `copies:` to the end" in printed(capsys)
    assert (library / "library.yaml").read_text("utf-8") == mine
    assert files(place) == ["library.yaml"]


def test_a_person_may_know_better(place: Path, saved: Path) -> None:
    (saved / "scan.txt").write_text("The storage of vectors. " + "It must be cold. " * 60, "utf-8")
    assert say("library", "add", "Downloads/scan.txt") == 1
    assert say("library", "add", "--as", "made-vector", "Downloads/scan.txt") == 0
    assert recorded(place)[0]["recognised"] == "you said so"
    packed(saved / "texts.zip", **{"a.txt": b"Something else. " * 60})
    for several in ("Downloads", "Downloads/texts.zip"):
        assert say("library", "add", "--as", "made-vector", several) == 2
    assert len(recorded(place)) == 1


def test_a_zip_is_looked_into(place: Path, saved: Path) -> None:
    packed(saved / "texts.zip", **{"in/a.pdf": pdf(VECTOR), "__MACOSX/._a.pdf": b"x"})
    assert say("library", "add", "Downloads/texts.zip") == 0
    assert files(place) == ["MADE-VECTOR.pdf", "library.yaml"]


def test_hostile_archives_do_no_harm(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.pdf", pdf(VECTOR))
    packed(
        saved / "bad.zip",
        **{
            "../../climbed.pdf": pdf(VECTOR),
            "..\\climbed.pdf": pdf(VECTOR),
            "/etc/climbed.pdf": pdf(VECTOR),
            "bomb.txt": b"0" * 60_000_000,
            "inner.zip": inner.getvalue(),
            "good.pdf": pdf(CELLS),
        },
    )
    (saved / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert say("library", "add", "Downloads") == 1
    out = printed(capsys)
    assert out.count("leads out of the archive") == 3
    assert "bomb.txt: unfolds to more than is taken" in out
    assert "inner.zip: is an archive in an archive" in out and "broken.zip: is damaged" in out
    assert files(place) == ["MADE-CELLS.pdf", "library.yaml"]
    assert not list(place.rglob("climbed*"))


def test_a_library_that_cannot_be_written_is_said(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "a-file").write_text("x")
    (saved / "a.pdf").write_bytes(pdf(VECTOR))
    assert say("library", "add", "--library", "a-file/library", "Downloads") == 2
    assert "cannot write to a-file/library" in printed(capsys)


def test_verify_looks_into_the_copy_that_counts(
    place: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "old.pdf").write_bytes(pdf(VECTOR))
    (saved / "new.pdf").write_bytes(pdf(VECTOR_2024))
    say("library", "add", "Downloads")
    capsys.readouterr()
    say("verify", "--jobs", "1")
    out = printed(capsys)
    assert "MADE-VECTOR-2.pdf" in out or "MADE-VECTOR.pdf" in out
    assert "looks like it" not in out and "several files" not in out
