"""The files of a library: which are named, which are passed over, what is written and when."""

import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from test_verify_run import GUIDE, cli
from test_verify_run import place as place
from test_verify_text import pdf

pytestmark = pytest.mark.requirement("TR-11")

RUN = ("verify", "--library", "library", "--by", "First Reader", "--jobs", "1")


def copy_to(place: Path, name: str, text: str = GUIDE) -> None:
    for old in (place / "library").glob("guide.*"):
        old.unlink()
    path = place / "library" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("there", "written"),
    [
        ("sub/a.txt", r"sub\a.txt"),
        ("sub/a.txt", r".\sub\a.txt"),
        ("Sub/Guide A.txt", r"sub\guide a.TXT"),
        (unicodedata.normalize("NFC", "Prüfung.txt"), unicodedata.normalize("NFD", "Prüfung.txt")),
        (unicodedata.normalize("NFD", "Prüfung.txt"), unicodedata.normalize("NFC", "Prüfung.txt")),
        (unicodedata.normalize("NFD", "é/Ré.txt"), unicodedata.normalize("NFC", r"É\ré.txt")),
    ],
)
def test_names_as_other_systems_write_them(
    place: Path, capsys: pytest.CaptureFixture[str], there: str, written: str
) -> None:
    copy_to(place, there)
    index = json.dumps({"documents": {"FDA-DOC": written}})
    (place / "library" / "library.yaml").write_text(index, "utf-8")
    assert cli(*RUN) == 0
    said = capsys.readouterr().out
    assert "FDA-1 (read): confirmed" in said and "named in library.yaml" in said


def test_a_name_that_fits_two_files_is_not_guessed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_to(place, "A.txt")
    (place / "library" / "a.TXT").write_text(GUIDE, "utf-8")
    (place / "library" / "library.yaml").write_text("documents: {FDA-DOC: a.txt}", "utf-8")
    assert cli(*RUN) == 3
    assert "there is no file 'a.txt'" in capsys.readouterr().err


def test_files_of_other_kinds_are_named_with_what_to_do(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = place / "library"
    (library / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0 old word")
    (library / "c.rtf").write_bytes(b"{\\rtf1 }")
    (library / "scan.TIF").write_bytes(b"II*\x00")
    (library / "noending").write_bytes(b"what is it")
    (library / "gone.pdf").symlink_to(library / "nowhere.pdf")
    (library / ".hidden.doc").write_bytes(b"x")
    (library / "~$b.docx").write_bytes(b"x")
    for number in range(7):
        (library / f"table{number}.xlsx").write_bytes(b"x")
    assert cli(*RUN) == 0
    said = capsys.readouterr().err
    assert "warning: skipped library/b.doc: is an old Word file; save it as DOCX or PDF" in said
    assert "warning: skipped library/c.rtf: holds no text" in said
    assert "scan.TIF: is a picture; it needs text recognition first" in said
    assert "noending: is of a kind that is not read (no ending)" in said
    assert "gone.pdf: is a link that leads nowhere" in said
    assert "skipped 7 files: each is a spreadsheet; save it as PDF: table0.xlsx" in said
    assert "hidden" not in said and "~$" not in said


def test_a_file_that_breaks_its_reader_keeps_no_other_from_being_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = "<text:span>" * 60_000 + "x" + "</text:span>" * 60_000
    with zipfile.ZipFile(place / "library" / "deep.odt", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "content.xml",
            '<a xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f"<text:p>{deep}</text:p></a>",
        )
    assert cli(*RUN) == 0
    said = capsys.readouterr()
    assert "deep.odt: is nested too deeply to be read" in said.err
    assert "FDA-1 (read): confirmed" in said.out


def test_statements_of_a_file_that_cannot_be_read_cannot_be_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "library" / "guide.pdf").unlink()
    (place / "library" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0 old word")
    pdf(place / "library" / "locked.pdf", [GUIDE], "secret")
    for name in ("old.doc", "locked.pdf"):
        (place / "library" / "library.yaml").write_text(f"documents: {{FDA-DOC: {name}}}", "utf-8")
        capsys.readouterr()
        assert cli(*RUN, "--format", "json", "--ledger", "l.yaml") == 3
        data = json.loads(capsys.readouterr().out)
        assert {item["result"] for item in data["statements"]} == {"cannot-tell"}
        assert data["missing"] == ["EMA-DOC"]
        detail = data["statements"][0]["detail"]
        assert detail.startswith(f"cannot be told: {name} is ")
    assert not (place / "l.yaml").exists()


def test_a_scanned_page_is_told_of_the_file_and_of_its_statements_on_every_run(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_to(place, "guide.txt", GUIDE.replace("2. LIMITS", "\f\f2. LIMITS").replace("cell DNA", ""))
    for _ in range(2):
        assert cli(*RUN, "--ledger", "l.yaml") == 0
        said = capsys.readouterr()
        assert "guide.txt: 1 of 3 pages holds no text: p. 2" in said.out
        assert "warning: guide.txt: 1 of 3 pages holds no text: p. 2" in said.err
        assert "FDA-1 (read): cannot-tell in guide.txt" in said.out
        assert "cannot be told: page 2 holds no text; in what was read:" in said.out
    assert "unchanged since the last run" in said.out


def test_a_draft_is_recognised_though_its_title_is_cut_by_line_numbers(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = GUIDE.replace("Guidance on residual", "Guidance on\nresidual").splitlines()
    for form in ("{0} {1}", "{1} {0}"):
        text = "\n".join(form.format(n, line) for n, line in enumerate(lines, 1))
        copy_to(place, "draft.txt", text)
        assert cli(*RUN) == 0
        assert "FDA-DOC: draft.txt (title" in capsys.readouterr().out


def test_a_file_whose_first_page_is_a_picture_is_not_said_to_be_another(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_to(place, "scan.txt", f"\f{GUIDE[120:]}")
    assert cli(*RUN) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert "not recognised: library/scan.txt: page 1 holds no text" in said
    assert "a copy may be among the files that could not be read" in said


def test_a_ledger_is_kept_where_asked_or_where_there_is_one(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = place / "atmp-gap-ledger.yaml"
    assert cli(*RUN) == 0
    said = capsys.readouterr().err
    assert not list(place.glob("*ledger*"))
    assert (
        "no ledger is kept; to keep one, and to record what you see: --ledger atmp-gap-ledger.yaml"
        in said
    )
    assert cli("verify", "--record", "FDA-1", "--by", "A") == 3
    assert "atmp-gap verify --library DIR --ledger atmp-gap-ledger.yaml" in capsys.readouterr().err
    assert cli(*RUN, "--ledger", "atmp-gap-ledger.yaml") == 0
    assert "ledger: atmp-gap-ledger.yaml" in capsys.readouterr().err
    before = ledger.read_bytes()
    assert cli(*RUN[:3], "--again", "--by", "Another") == 0
    assert ledger.read_bytes() != before
    monkeypatch.setenv("ATMP_GAP_LEDGER", "mine.json")
    assert cli(*RUN) == 0
    assert (place / "mine.json").is_file()


def test_nothing_found_writes_no_ledger(place: Path) -> None:
    copy_to(place, "other.txt", "Some other words of no document at all. " * 40)
    assert cli(*RUN, "--ledger", "l.yaml") == 3
    assert not (place / "l.yaml").exists()


def test_a_ledger_in_the_library_is_no_copy(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert cli(*RUN, "--ledger", "library/mine.json") == 0
        assert "mine.json:" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--library", "library", "--record", "FDA-1", "--by", "B"),
        ("--library", "library", "--propose"),
        ("--record", "FDA-1", "--propose", "--by", "B"),
        (),
    ],
)
def test_exactly_one_thing_at_a_time(
    place: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert cli("verify", *words) == 2
    said = capsys.readouterr().err
    assert "exactly one of --library, --record, --revoke, --audit and --propose" in said


@pytest.mark.skipif(os.name != "posix", reason="sends a signal to a group of processes")
def test_an_interrupt_gives_one_line_and_leaves_nothing(place: Path) -> None:
    """The readers get the signal too, as from a terminal, and keep quiet."""
    page = f"{GUIDE}\n" * 2
    for name in "ab":
        (place / "library" / f"{name}.txt").write_text("\f".join([page] * 9000), "utf-8")
    run = subprocess.Popen(
        [
            *(sys.executable, "-m", "atmp_gap", "verify", "--library", "library", "--jobs", "2"),
            *("--ledger", "l.yaml", "--requirements", "corpus", "--no-bundled"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    time.sleep(3)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    # Ends only when nobody holds the pipes any more: no reader is left behind.
    out, err = run.communicate(timeout=20)
    assert (run.returncode, out, err) == (130, "", "interrupted\n")
    assert not (place / "l.yaml").exists()
