"""A workbook that people fill: written over by nobody, brought to a new state, nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.comments import Comment

from atmp_gap.cli.run import run
from support import ema, fda, files, write

pytestmark = pytest.mark.requirement("TR-12")

ASKS = {
    "amount": {
        "kind": "limit",
        "title": "amount",
        "dimension": "mass-per-dose",
        "stricter": "lower",
    }
}
TRIALS = {"stage": ["investigational"]}
MARKET = {"stage": ["marketing"]}
DOMAIN = {"stage": ["investigational", "marketing"]}


def corpus(folder: Path, limit: str = "< 10 ng/dose", parts: bool = True, **more: Any) -> Path:
    entries = [fda({"amount": limit}, applies_to=TRIALS), ema({"amount": "< 5 ng/dose"})]
    if parts:
        entries.append(fda({"amount": "< 1 ng/dose"}, 2, applies_to=MARKET))
    made = files(ASKS, entries, domain=DOMAIN if parts else TRIALS)
    return write(folder / "corpus", {**made, **more})


def compare(folder: Path, *more: str) -> int:
    own = ["--no-bundled", "--requirements", str(folder / "corpus")]
    return run(["compare", *own, *more])


def filled(path: Path, change: Callable[[Any], None] = lambda book: None) -> dict[str, int]:
    """Fill a workbook as a person does; the columns by heading."""
    book = openpyxl.load_workbook(path)
    sheet = book["Rows"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        where = sheet.cell(line, heads["Stage and scope"]).value
        sheet.cell(line, heads["Our position"]).value = f"ours, {where}"
        sheet.cell(line, heads["Comment"]).value = f"=LEN(A{line})"
    change(book)
    book.save(path)
    return heads


def rows(path: Path, sheet: str = "Rows") -> list[dict[str, Any]]:
    head, *lines = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines if any(line)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    corpus(tmp_path)
    file = tmp_path / "keep.xlsx"
    assert compare(tmp_path, "-o", str(file)) == 0
    return file


# --- writing over ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv", "r.docx"])
def test_what_people_fill_is_not_written_over(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path)
    file = tmp_path / name
    assert compare(tmp_path, "-o", str(file)) == 0
    assert compare(tmp_path, "-o", str(file)) == 0, "what the program wrote may be replaced"
    corpus(tmp_path, "< 7 ng/dose")
    assert compare(tmp_path, "-o", str(file)) == 0, "with other content as well"
    file.write_bytes(file.read_bytes() + b"\n")
    before = file.read_bytes()
    capsys.readouterr()
    assert compare(tmp_path, "-o", str(file)) == 2
    assert file.read_bytes() == before
    told = capsys.readouterr().err
    assert "--force" in told
    assert ("--update" in told) == (name == "r.xlsx")
    book = openpyxl.Workbook()
    if name == "r.xlsx":
        book.save(file)
        assert compare(tmp_path, "-o", str(file)) == 2
        assert "--update" not in capsys.readouterr().err, "it is no comparison"
    assert compare(tmp_path, "-o", str(file), "--force") == 0
    assert file.read_bytes() != before


@pytest.mark.parametrize("name", ["r.md", "r.html", "r.json", "r.txt"])
def test_other_reports_are_written_over(name: str, tmp_path: Path) -> None:
    corpus(tmp_path)
    (tmp_path / name).write_text("old")
    assert compare(tmp_path, "-o", str(tmp_path / name)) == 0
    assert (tmp_path / name).read_text() != "old"


def test_a_positions_file_is_not_written_over(tmp_path: Path) -> None:
    corpus(tmp_path)
    profile = tmp_path / "p.yaml"
    profile.write_text("format: atmp-gap/profile/1\nname: P\nfacts:\n  product: aav\n")
    own = ["--no-bundled", "--requirements", str(tmp_path / "corpus")]
    asked = ["assess", str(profile), *own, "--template"]
    assert run([*asked, "yaml", "-o", str(profile)]) == 2
    assert "name: P" in profile.read_text()
    assert run([*asked, "yaml", "-o", str(tmp_path / "new.yaml")]) == 0


@pytest.mark.parametrize("lock", ["~$keep.xlsx", "~$ep.xlsx", ".~lock.keep.xlsx#"])
@pytest.mark.parametrize("how", [["--update"], ["--force", "-o"]])
def test_a_file_that_is_open_elsewhere_is_left_alone(
    how: list[str], lock: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.with_name(lock).write_bytes(b"")
    before = path.read_bytes()
    assert compare(path.parent, *how, str(path)) == 2
    assert "open in another program" in capsys.readouterr().err
    assert path.read_bytes() == before


# --- updating ----------------------------------------------------------------------------------


def update(path: Path, *more: str) -> int:
    return compare(path.parent, "--update", str(path), *more)


CHANGES = {
    "changes.yaml": {
        "changes": [
            {
                "kind": "law",
                "version": "1",
                "date": "2026-06-01",
                "subjects": ["s"],
                "entries": ["FDA-1"],
                "what": "The limit was lowered.",
            }
        ]
    }
}


def test_a_changed_row_says_what_it_was_and_why(path: Path) -> None:
    filled(path)
    corpus(path.parent, "< 7 ng/dose", **CHANGES)
    assert update(path) == 0
    trials, market = sorted(rows(path), key=lambda row: row["FDA answer"], reverse=True)
    assert trials["FDA answer"] == "below 7 ng/dose"
    assert "FDA answer was: below 10 ng/dose" in trials["Changed"]
    assert "Why: the law changed: The limit was lowered." in trials["Changed"]
    assert market["Changed"] is None
    assert all(row["Our position"] == f"ours, {row['Stage and scope']}" for row in (trials, market))
    assert all(row["Comment"].startswith("=LEN(A") for row in (trials, market))
    told = trials["Changed"]
    assert update(path) == 0
    assert [row["Changed"] for row in rows(path) if row["Changed"]] == [told]


def test_a_row_whose_sentence_was_wrong_says_so(path: Path) -> None:
    filled(path)
    told = {**CHANGES["changes.yaml"]["changes"][0], "kind": "wrong", "what": "Misread."}
    corpus(path.parent, **{"changes.yaml": {"changes": [told]}})
    assert update(path) == 0
    trials, market = rows(path)
    assert trials["Changed"] == (
        "2026-06-01: a statement behind this row was corrected. we were wrong: Misread."
    )
    assert market["Changed"] is None, "it rests on another statement"


def test_a_row_that_is_gone_moves_to_a_sheet_of_its_own(path: Path) -> None:
    filled(path)
    there = rows(path)
    corpus(path.parent, parts=False)
    assert update(path) == 0
    kept = rows(path, "Rows gone")
    assert {row["Our position"] for row in kept} == {row["Our position"] for row in there}
    assert all(row["Gone since"] == "2026-06-01" for row in kept)
    (left,) = rows(path)
    assert left["Our position"] is None
    assert "rows of this question moved to 'Rows gone'" in left["Changed"]


def test_links_and_notes_stay_with_their_row(path: Path) -> None:
    """Evidence of one row must not stand beside another once rows above it are gone."""

    def linked(book: Any) -> None:
        sheet = book["Rows"]
        for line in range(2, sheet.max_row + 1):
            cell = sheet.cell(line, 16)
            cell.value = f"report {line}"
            cell.hyperlink = f"https://example.org/{line}"
            sheet.cell(line, 21).comment = Comment(f"note {line}", "Ben")

    corpus(path.parent)
    topic = (path.parent / "corpus" / "t" / "topic.yaml").read_text()
    entry = fda({"amount": "< 3 ng/dose"}, 9, subject="z")
    second = topic.replace("id: s\n", "id: z\n").partition("subjects:\n")[2]
    fda_file = path.parent / "corpus" / "t" / "fda.yaml"
    both = {**yaml.safe_load(fda_file.read_text())}
    both["requirements"].append(entry)
    write(path.parent / "corpus", {"t/topic.yaml": topic + second, "t/fda.yaml": both})
    assert update(path) == 0
    filled(path, linked)
    told = links(path, "Rows")
    assert len(told) == 3
    write(path.parent / "corpus", {"t/topic.yaml": topic.replace("id: s\n", "id: z\n")})
    both["requirements"] = [entry]
    write(path.parent / "corpus", {"t/fda.yaml": both})
    (path.parent / "corpus" / "t" / "ema.yaml").unlink()
    assert update(path) == 0
    left, gone = links(path, "Rows"), links(path, "Rows gone")
    assert len(left) == 1 and len(gone) == 2
    assert left | gone == told


def links(path: Path, sheet: str) -> dict[str, tuple[str, str, str]]:
    """What was linked and pinned to each row, by its ID."""
    found = {}
    cells = openpyxl.load_workbook(path)[sheet]
    heads = {cell.value: cell.column for cell in cells[1]}
    for line in range(2, cells.max_row + 1):
        cell = cells.cell(line, heads["Evidence"])
        if cell.hyperlink:
            note = cells.cell(line, heads["Comment"]).comment.text
            key = cells.cell(line, heads["ID"]).value
            found[key] = (cell.value, cell.hyperlink.target, note)
    return found


def test_a_row_that_is_asked_again_takes_back_what_was_filled_in(path: Path) -> None:
    filled(path)
    there = {row["ID"]: (row["Our position"], row["Comment"]) for row in rows(path)}
    corpus(path.parent, parts=False)
    assert update(path) == 0
    corpus(path.parent)
    assert update(path) == 0
    back = {row["ID"]: (row["Our position"], row["Comment"]) for row in rows(path)}
    assert {key: position for key, (position, _) in back.items()} == {
        key: position for key, (position, _) in there.items()
    }
    assert all("taken from 'Rows gone'" in row["Changed"] for row in rows(path))
    assert {row["ID"] for row in rows(path, "Rows gone")} >= set(there)


def test_a_filter_does_not_take_rows_out_of_a_filled_workbook(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(path)
    before = path.read_bytes()
    assert update(path, "--only", "match") == 2
    assert "other filters: none named; now: verdict match" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_filled_row_whose_id_was_mistyped_is_named(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def mistyped(book: Any) -> None:
        book["Rows"]["A2"] = "no-such-row"

    filled(path, mistyped)
    copy = path.parent / "copy.xlsx"
    assert update(path, "--clean", "-o", str(copy)) == 0
    assert "Rows!A2: its ID is none of this workbook; left out" in capsys.readouterr().err
    assert update(path) == 0
    assert "Rows!A2: its ID is none of this workbook; left as it is" in capsys.readouterr().err
    corpus(path.parent, parts=False)
    assert update(path, "--clean", "-o", str(copy), "--force") == 0
    assert "is asked no more; left out" in capsys.readouterr().err


def test_a_note_pinned_to_another_sheet_is_kept(path: Path) -> None:
    def pinned(book: Any) -> None:
        book["Statements"]["B2"].comment = Comment("I looked this up", "Ben")

    filled(path, pinned)
    assert update(path) == 0
    kept = openpyxl.load_workbook(path)["Statements (edited)"]["B2"]
    assert kept.comment.text == "I looked this up"


def test_formulas_move_with_their_row(path: Path) -> None:
    heads = filled(path)
    content = (path.parent / "corpus" / "t" / "topic.yaml").read_text()
    second = content.replace("id: s\n", "id: a\n").partition("subjects:\n")[2]
    topic = {"t/topic.yaml": content + second}
    write(path.parent / "corpus", topic)
    assert update(path) == 0
    assert {row["ID"].partition("#")[0] for row in rows(path)} == {"s", "a"}
    assert all(row["Our position"] is None for row in rows(path) if row["ID"][0] == "a")
    book = openpyxl.load_workbook(path)
    line = book["Rows"].max_row
    book["Rows"].cell(line, heads["Comment"]).value = f"=LEN(B{line})"
    book.save(path)
    entries = [fda({"amount": "< 10 ng/dose"}, applies_to=TRIALS), ema({"amount": "< 5 ng/dose"})]
    gone = files(ASKS, entries, domain=TRIALS)["t/topic.yaml"]
    gone["subjects"].append({**gone["subjects"][0], "id": "a", "domain": "all"})
    write(path.parent / "corpus", {"t/topic.yaml": content.replace("id: s\n", "id: a\n")})
    for name in ("fda", "ema"):
        file = path.parent / "corpus" / "t" / f"{name}.yaml"
        file.write_text(file.read_text().replace("subject: s", "subject: a"))
    assert update(path) == 0
    sheet = openpyxl.load_workbook(path)["Rows"]
    told = [cell.value for cell in sheet[sheet.max_row]]
    for line in range(2, sheet.max_row + 1):
        value = sheet.cell(line, heads["Comment"]).value
        assert value in (None, f"=LEN(B{line})"), told


def sort(book: Any) -> None:
    sheet = book["Rows"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, line in enumerate(reversed(lines), 2):
        for column, value in enumerate(line, 1):
            sheet.cell(number, column).value = value


def rename(book: Any) -> None:
    book["Rows"].title = "Zeilen"
    book["Summary"].title = "Zusammenfassung"


def translate(book: Any) -> None:
    for cell, word in zip(book["Rows"][1], ("Nr", "Frage", "Umfang"), strict=False):
        cell.value = word


def insert(book: Any) -> None:
    book["Rows"].insert_cols(3)
    book["Rows"]["C1"] = "Site"
    book["Rows"]["C2"] = "Leiden"


def drop(book: Any) -> None:
    book["Rows"].delete_cols(4, 2)


def drop_ids(book: Any) -> None:
    book["Rows"].delete_cols(1)


def title_above(book: Any) -> None:
    book["Rows"].insert_rows(1)
    book["Rows"]["A1"] = "Our gap analysis"


def hide(book: Any) -> None:
    book["Rows"].row_dimensions[2].hidden = True


def add_sheet(book: Any) -> None:
    book.create_sheet("Ours", 0)["B2"] = "=Rows!N2"


DONE = (sort, rename, translate, insert, drop, drop_ids, title_above, hide, add_sheet)


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize("office", [False, True], ids=["saved", "through LibreOffice"])
def test_whatever_people_do_to_the_sheet_nothing_is_lost(
    done: Callable[[Any], None], office: bool, path: Path
) -> None:
    if office and (shutil.which("soffice") is None or done not in (sort, rename, insert)):
        pytest.skip("LibreOffice is for a few of them")
    filled(path, done)
    if office:
        through_office(path)
    before = everything(path)
    corpus(path.parent, "< 7 ng/dose")
    assert update(path) == 0
    after = everything(path)
    mine = {text for text in before if "ours" in text or text in ("Leiden", "Our gap analysis")}
    assert mine <= after
    assert "=Rows!N2" in after or done is not add_sheet
    assert any("FDA answer was: below 10 ng/dose" in text for text in after)
    assert "below 7 ng/dose" in after
    assert len([text for text in after if "Why:" in text]) == 1


def everything(path: Path) -> set[str]:
    return {
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        if sheet.title != "atmp-gap"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def through_office(path: Path) -> None:
    """Open and save a file in LibreOffice."""
    out = path.parent / "office"
    profile = f"-env:UserInstallation=file://{path.parent}/lo"
    asked = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*asked, str(path)], check=True, capture_output=True, timeout=120)
    shutil.move(out / path.name, path)


def test_what_was_typed_over_the_tools_words_is_told(path: Path) -> None:
    def typed(book: Any) -> None:
        book["Rows"]["H2"] = "NMT 10 ng, we think"

    filled(path, typed)
    assert update(path) == 0
    assert any(
        row["Changed"] == "you had typed in FDA answer: NMT 10 ng, we think" for row in rows(path)
    )


def test_an_edited_sheet_is_kept_beside_the_new_one(path: Path) -> None:
    def noted(book: Any) -> None:
        book["Summary"]["D9"] = "my note"

    filled(path, noted)
    assert update(path) == 0
    book = openpyxl.load_workbook(path)
    assert book["Summary (edited)"]["D9"].value == "my note"
    assert book["Summary"]["D9"].value is None
    assert update(path) == 0
    assert openpyxl.load_workbook(path).sheetnames.count("Summary") == 1


def test_a_workbook_of_another_question_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert update(path, "--subject", "s") == 2
    assert "other questions" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_clean_copy_names_nobody(path: Path) -> None:
    def owned(book: Any) -> None:
        book["Rows"]["Q2"] = "J. Doe"
        book.create_sheet("Private")["A1"] = "secret"
        book.properties.creator = "J. Doe"

    filled(path, owned)
    copy = path.parent / "copy.xlsx"
    before = path.read_bytes()
    assert update(path, "--clean") == 2
    assert update(path, "--clean", "-o", str(copy)) == 0
    assert path.read_bytes() == before
    assert {row["Our position"] for row in rows(copy)} == {
        row["Our position"] for row in rows(path)
    }
    book = openpyxl.load_workbook(copy)
    assert "J. Doe" not in everything(copy) | {str(book.properties.creator)}
    assert not any("LEN" in text or "secret" in text for text in everything(copy))
    assert all(sheet.sheet_state == "visible" for sheet in book)
