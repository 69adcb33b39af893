"""``atmp-gap recall``: an old export held against today, in every format, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.changes.reasons import mark, unknown_to
from atmp_gap.model.change import CorpusChange
from atmp_gap.text.versions import in_order
from changes_support import Captured, after, before, call, change, versions
from support import write

pytestmark = pytest.mark.requirement("TR-16")

__all__ = ["versions"]
Pair = tuple[Path, Path]
FORMATS = ("xlsx", "csv", "json", "docx")


def exported(folder: Path, name: str, capsys: Captured, *more: str) -> Path:
    path = folder.parent / name
    words = ("compare", "--no-bundled", "--requirements", folder, "-o", path, "--force", *more)
    assert call(capsys, *words)[0] == 0
    return path


def recall(capsys: Captured, path: Path, new: Path, *more: str | Path) -> tuple[int, Any, str]:
    words = ("recall", path, "--no-bundled", "--requirements", new, "--format", "json", *more)
    code, out, err = call(capsys, *words)
    return code, json.loads(out) if out else None, err


@pytest.mark.parametrize("ending", FORMATS)
def test_what_would_be_different_today(versions: Pair, capsys: Captured, ending: str) -> None:
    old, new = versions
    path = exported(old, f"export.{ending}", capsys)
    code, found, _ = recall(capsys, path, new)
    assert code == 1
    rows = {row["subject"]: row for row in found["rows"]}
    assert {name: row["kinds"] for name, row in rows.items()} == {
        "s": ["wrong"],
        "duty": ["settled"],
        "idle": [],
    }
    assert list(rows) == ["s", "duty", "idle"]
    assert "verdict" in {text["field"] for text in rows["s"]["texts"]}
    assert (found["same"], found["passed_over"]) == (0, [])
    assert rows["s"]["title"] == "Subject"
    assert all(row["certain"] for row in rows.values())
    assert not found["other_facts"]


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_of_today_says_the_same(versions: Pair, capsys: Captured, ending: str) -> None:
    path = exported(versions[1], f"export.{ending}", capsys, "--only", "match")
    code, found, _ = recall(capsys, path, versions[1])
    assert (code, found["rows"], found["same"]) == (0, [], 2)


@pytest.mark.parametrize("ending", FORMATS)
def test_rows_that_a_filter_would_hide_today_are_found(
    versions: Pair, capsys: Captured, ending: str
) -> None:
    path = exported(versions[0], f"export.{ending}", capsys, "--only", "diverge")
    _, found, _ = recall(capsys, path, versions[1])
    assert [(row["subject"], row["what"]) for row in found["rows"]] == [("s", "changed")]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_scope_of_the_export_is_asked_again(
    versions: Pair, capsys: Captured, ending: str
) -> None:
    path = exported(
        versions[1], f"export.{ending}", capsys, "--product", "aav", "--stage", "phase-1"
    )
    code, found, _ = recall(capsys, path, versions[1])
    assert (code, found["rows"], found["same"]) == (0, [], 3)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("again", [True, False])
def test_that_only_reviewed_rows_decided_is_asked_again(
    versions: Pair, capsys: Captured, ending: str, again: bool
) -> None:
    profile = versions[0].parent / "p.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: One\ndecides: reviewed\nfacts: {product: aav}\n", "utf-8"
    )
    more = ("--profile", str(profile))
    path = exported(versions[1], f"export.{ending}", capsys, *more)
    code, found, err = recall(capsys, path, versions[1], *(more if again else ()))
    assert code == 0, err
    assert (found["rows"], found["same"], found["other_facts"]) == ([], 3, False)


def test_without_a_wrong_row_it_exits_with_0(tmp_path: Path, capsys: Captured) -> None:
    content = after()
    content["t/fda.yaml"]["requirements"][0] = before()["t/fda.yaml"]["requirements"][0]
    old, new = write(tmp_path / "old", before()), write(tmp_path / "new", content)
    code, found, _ = recall(capsys, exported(old, "export.json", capsys), new)
    assert code == 0
    assert [row["subject"] for row in found["rows"]] == ["duty", "idle"]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_sentence_that_was_wrong_is_recalled_though_the_answers_are_the_same(
    tmp_path: Path, capsys: Captured, ending: str
) -> None:
    content = before()
    content["corpus.yaml"] = {"version": "2", "date": "2026-06-01"}
    content["t/fda.yaml"]["requirements"][0]["statement"] = "Said of the dose, not of the batch."
    content["changes.yaml"] = {
        "changes": [
            change("wrong", ["s"], "The sentence was misread.", entries=["FDA-1"]),
            change("wrong", ["duty"], "Said of another entry.", entries=["FDA-9"]),
        ]
    }
    old, new = write(tmp_path / "old", before()), write(tmp_path / "new", content)
    code, found, _ = recall(capsys, exported(old, f"export.{ending}", capsys), new)
    assert [(row["subject"], row["kinds"]) for row in found["rows"]] == [("s", ["wrong"])]
    assert (code, found["same"]) == (1, 2)
    code, out, _ = call(
        capsys, "recall", tmp_path / f"export.{ending}", "--no-bundled", "--requirements", new
    )
    assert code == 1
    assert "we were wrong: The sentence was misread." in " ".join(out.split())


def test_for_people(versions: Pair, capsys: Captured) -> None:
    path = exported(versions[0], "export.csv", capsys)
    words = ("recall", path, "--no-bundled", "--requirements", versions[1])
    code, out, _ = call(capsys, *words)
    assert code == 1
    assert "we were wrong [1]" in " ".join(out.split())
    assert "[1] we were wrong: The limit was misread; it is 10." in out
    assert "3 rows would be different today: we were wrong 1, settled since 1, no reason" in out


def test_a_row_gone_and_one_cut_anew(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    del content["t/topic.yaml"]["subjects"][2]
    del content["t/fda.yaml"]["requirements"][2]
    content["t/ema.yaml"]["requirements"][0]["applies_to"] = {"stage": ["marketing"]}
    old, new = write(tmp_path / "old", before()), write(tmp_path / "new", content)
    _, found, _ = recall(capsys, exported(old, "export.csv", capsys), new)
    told = {row["subject"]: row["what"] for row in found["rows"]}
    assert told == {"s": "cut anew", "idle": "gone"}


# --- reasons --------------------------------------------------------------------------------------


def one(**more: Any) -> CorpusChange:
    return CorpusChange(**change("wrong", ["s"], "Wrong.", **more))


def test_the_mark_of_a_change_stays_what_workbooks_have() -> None:
    assert mark(one()) == "a9e2d0c0"
    assert mark(one(since="1")) != mark(one())


def test_which_changes_an_export_did_not_know() -> None:
    changes = [one(version=version) for version in ("0.9", "0.10", "0.11")]
    new, uncertain = unknown_to(changes, "0.10", None, "2026-01-01")
    assert (new, uncertain) == ([changes[2]], [changes[1]])
    assert unknown_to(changes, "0.10", [mark(changes[2])], "2026-01-01") == (changes[:2], [])
    assert unknown_to([one(version="3", since="2")], "1", None, "2026-01-01") == ([], [])
    assert unknown_to([one(version="3", since="2")], "2", None, "2026-01-01")[0]
    assert unknown_to([one(version="3", from_="2025")], "2", None, "2024-12-31") == ([], [])


@pytest.mark.parametrize(
    ("first", "second"), [("1", "1"), ("0.9.0", "0.10.0"), ("1.0rc1", "1.0"), ("1.0", "1.0.1")]
)
def test_versions_in_order(first: str, second: str) -> None:
    assert in_order(first, second)
    assert first == second or not in_order(second, first)


def test_what_the_export_may_have_known_is_marked(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    content["corpus.yaml"] = after()["corpus.yaml"]
    old, new = write(tmp_path / "old", content), write(tmp_path / "new", after())
    path = exported(old, "export.csv", capsys)
    _, found, _ = recall(capsys, path, new)
    assert not found["rows"][0]["certain"]
    code, out, _ = call(capsys, "recall", path, "--no-bundled", "--requirements", new)
    assert code == 1
    assert "does not say whether it knew this" in " ".join(out.split())
    _, found, _ = recall(capsys, exported(old, "export.xlsx", capsys), new)
    assert found["rows"][0]["certain"]


def test_a_text_named_otherwise_was_not_wrong(tmp_path: Path, capsys: Captured) -> None:
    content, named = before(), before()
    content["changes.yaml"] = {"changes": []}
    named["documents/all.yaml"]["documents"] = [
        {**item, "short": "Another name"} if item["id"] == "FDA-DOC" else item
        for item in named["documents/all.yaml"]["documents"]
    ]
    named["changes.yaml"] = {"changes": after()["changes.yaml"]["changes"][1:]}
    old, new = write(tmp_path / "old", content), write(tmp_path / "new", named)
    for ending in ("xlsx", "docx"):
        code, found, _ = recall(capsys, exported(old, f"export.{ending}", capsys), new)
        assert code == 0
        assert {row["what"] for row in found["rows"]} == {"cited otherwise"}
        assert all(row["why"] == [] for row in found["rows"])


# --- what people did to it ------------------------------------------------------------------------


def rewritten(path: Path, change_lines: Callable[[list[list[str]]], None], **form: Any) -> Path:
    """A CSV file saved again with other lines, as a spreadsheet does."""
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    change_lines(lines)
    out = io.StringIO()
    csv.writer(out, delimiter=form.get("delimiter", ",")).writerows(lines)
    path.write_text(out.getvalue(), encoding=form.get("encoding", "utf-8"), newline="")
    return path


@pytest.mark.parametrize(
    "form",
    [{}, {"delimiter": ";"}, {"delimiter": "\t", "encoding": "utf-16"}, {"encoding": "utf-8-sig"}],
)
def test_a_sorted_csv_saved_by_a_spreadsheet(
    versions: Pair, capsys: Captured, form: dict[str, str]
) -> None:
    def turned(lines: list[list[str]]) -> None:
        lines[1:] = [[*line, "mine"] for line in reversed(lines[1:])]
        lines[0] = [head.upper() for head in lines[0]] + ["My notes"]

    path = rewritten(exported(versions[0], "export.csv", capsys), turned, **form)
    code, found, _ = recall(capsys, path, versions[1])
    assert (code, len(found["rows"]), found["passed_over"]) == (1, 3, [])
    assert found["rows"][0]["place"].endswith("export.csv:4:1")


def test_lines_that_were_edited_are_named_and_not_compared(
    versions: Pair, capsys: Captured
) -> None:
    def edited(lines: list[list[str]]) -> None:
        at = lines[0].index("verdict")
        (line,) = [line for line in lines if line[0] == "s"]
        line[at] = "abweichend"
        lines.append(["", *[""] * (at - 1), "a line of mine"])
        (other,) = [line for line in lines if line[0] == "idle"]
        lines.append([*other])
        other[lines[0].index("corpus")] = "0 (123456)"
        lines.append([*next(line for line in lines if line[0] == "duty")])

    path = rewritten(exported(versions[0], "export.csv", capsys), edited)
    code, found, err = recall(capsys, path, versions[1])
    assert code == 0
    assert [row["subject"] for row in found["rows"]] == ["duty", "idle"]
    told = [item["message"] for item in found["passed_over"]]
    assert len(told) == 4
    for words in (
        "edited or translated",
        "no id: a line of somebody's own",
        "another export",
        "duty stands twice",
    ):
        assert any(words in text for text in told)
        assert words in err
    assert "export.csv:2:1: s: its cells were edited" in err.replace("\\", "/")


def test_a_csv_without_its_last_columns_is_compared_and_says_so(
    versions: Pair, capsys: Captured
) -> None:
    def cut(lines: list[list[str]]) -> None:
        lines[:] = [line[:-2] for line in lines]

    path = rewritten(exported(versions[0], "export.csv", capsys), cut)
    code, found, _ = recall(capsys, path, versions[1])
    assert (code, len(found["rows"])) == (1, 3)
    assert any("cells that somebody edited look like changes" in note for note in found["notes"])
    path = exported(versions[0], "scoped.csv", capsys, "--product", "aav")
    code, found, err = recall(capsys, rewritten(path, cut), versions[1])
    assert (code, found) == (3, None)
    assert "was written with filters that a CSV does not hold" in err


def test_a_workbook_that_was_sorted_translated_and_cut(versions: Pair, capsys: Captured) -> None:
    import openpyxl

    path = exported(versions[0], "export.xlsx", capsys)
    book = openpyxl.load_workbook(path)
    sheet = book["Rows"]
    sheet.title = "Zeilen"
    sheet.cell(1, 6).value = "Urteil"
    for line in range(2, 5):
        sheet.cell(line, 6).value = "abweichend"
    ids = [sheet.cell(line, 1).value for line in range(2, 5)]
    sheet.delete_rows(ids.index("duty") + 2)
    book.save(path)
    code, found, _ = recall(capsys, path, versions[1])
    assert code == 1
    assert {row["subject"] for row in found["rows"]} == {"s", "idle"}
    assert found["notes"] == ["1 of its rows were deleted, and are not looked at"]
    (text,) = [t for t in found["rows"][0]["texts"] if t["field"] == "verdict"]
    assert text["before"] == "differ"


def test_blanks_are_no_change(versions: Pair, capsys: Captured) -> None:
    path = exported(versions[1], "export.json", capsys)
    path.write_text(path.read_text().replace("Statement of", "Statement  of"))
    assert recall(capsys, path, versions[1])[1]["rows"] == []


def test_another_day_is_named_where_nothing_else_explains(versions: Pair, capsys: Captured) -> None:
    path = exported(versions[0], "export.csv", capsys, "--as-of", "2026-01-01")
    own = ("--no-bundled", "--requirements", versions[1])
    _, out, _ = call(capsys, "recall", path, *own)
    assert "asked as of 2026-06-01, before as of 2026-01-01" in " ".join(out.split())


def test_drafts_left_out_then_are_left_out_now(versions: Pair, capsys: Captured) -> None:
    content = after()
    content["t/fda.yaml"]["requirements"][0]["source"]["document"] = "FDA-DRAFT"
    new = write(versions[1].parent / "drafts", content)
    path = exported(new, "export.json", capsys, "--no-drafts")
    assert recall(capsys, path, new)[1]["rows"] == []


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_what_an_export_says_is_shown_and_does_nothing(
    versions: Pair, capsys: Captured, form: str
) -> None:
    evil = "\x1b[2J\u202e\n::error::x"
    path = exported(versions[0], "export.json", capsys)
    data = json.loads(path.read_text())
    for row in data["rows"]:
        row["title"] = row["entries"][0]["statement"] = evil
    path.write_text(json.dumps(data | {"tool": evil, "as_of": evil}))
    own = ("--no-bundled", "--requirements", versions[1], "--format", form)
    code, out, _ = call(capsys, "recall", path, *own)
    assert code == 1
    assert "<U+202E>" in out or r"\<U+202E\>" in out
    for line in out.splitlines():
        assert line.isprintable(), line
        assert not line.lstrip().startswith("::"), line


# --- what is refused ------------------------------------------------------------------------------


def docx(path: Path) -> None:
    import docx as word

    word.Document().save(str(path))


def archive(path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "x")


def sheet(path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"name;price\nx;1\n", "is no export of ours"),
        ("a.csv", b"id,subject_id,as_of,corpus,tool,filters\n", "answers are not both there"),
        ("a.json", b"{", "is no JSON"),
        ("a.json", b"[1]", "is JSON of somebody else"),
        ("a.json", b'{"schema": "x/1"}', "is JSON of 'x/1', not of 'atmp-gap/compare/1'"),
        ("a.json", b'{"schema": "atmp-gap/compare/1"}', "lacks what 'atmp-gap/compare/1' has"),
        ("a.json", b"[" * 100_000, "is no JSON"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.xlsx", b"PK\x03\x04 and no more", "is broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0 and so on", "old format"),
        ("a.docx", docx, "without what a memo says about itself"),
        ("a.zip", archive, "is a zip, and no workbook or memo"),
        ("a.xlsx", sheet, "has no sheet 'atmp-gap'"),
    ],
)
def test_a_strangers_file_is_refused(
    versions: Pair,
    tmp_path: Path,
    capsys: Captured,
    name: str,
    content: bytes | Callable[[Path], None],
    said: str,
) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    code, found, err = recall(capsys, path, versions[1])
    assert (code, found) == (3, None)
    assert said in err
    assert "help: " in err


def test_other_refusals(versions: Pair, tmp_path: Path, capsys: Captured) -> None:
    old, new = versions
    code, _, err = recall(capsys, tmp_path / "none.csv", new)
    assert (code, "none.csv" in err) == (3, True)
    path = exported(old, "clean.xlsx", capsys, "--clean")
    assert recall(capsys, path, new)[0] == 3
    path = exported(old, "export.json", capsys)
    whole = json.loads(path.read_text())
    for change_, said in (
        ({"agencies": ["FDA", "PMDA"]}, "compares PMDA, unknown today"),
        ({"filters": {"product": ["dragon"]}}, "was cut to product dragon, which"),
        ({"filters": {"colour": ["red"]}}, "was cut to colour red, which"),
        ({"filters": {"profile": "P", "dose": ["1 mL"]}}, "was written for the dose of 'P'"),
        ({"filters": []}, ""),
    ):
        path.write_text(json.dumps(whole | change_))
        code, found, err = recall(capsys, path, new)
        assert (code, found) == (3, None) if said else code == 1
        assert said in err


def test_a_layer_that_is_not_laid_over_is_asked_for(
    tmp_path: Path, versions: Pair, capsys: Captured
) -> None:
    content = before()
    content["t/fda.yaml"]["requirements"][2]["id"] = "FDA-OWN-1"
    old = write(tmp_path / "own", content)
    path = exported(old, "export.csv", capsys)
    _, found, _ = recall(capsys, path, versions[1])
    assert found["unknown"] == ["FDA-OWN-1"]
    _, out, _ = call(capsys, "recall", path, "--no-bundled", "--requirements", versions[1])
    assert "no change names (FDA-OWN-1)" in " ".join(out.split())
    assert recall(capsys, exported(versions[0], "a.csv", capsys), versions[1])[1]["unknown"] == []


def test_an_export_of_other_requirements_is_refused(
    tmp_path: Path, versions: Pair, capsys: Captured
) -> None:
    content = before()
    for item in content["t/topic.yaml"]["subjects"]:
        item["id"] += "-elsewhere"
    for name in ("fda", "ema"):
        for item in content[f"t/{name}.yaml"]["requirements"]:
            item["subject"] += "-elsewhere"
    path = exported(write(tmp_path / "other", content), "export.xlsx", capsys)
    code, found, err = recall(capsys, path, versions[1])
    assert (code, found) == (3, None)
    assert "asks nothing that today's requirements ask" in err


def test_diff_takes_an_export_too(versions: Pair, capsys: Captured) -> None:
    old, new = versions
    path = exported(old, "export.csv", capsys)
    own = ("--no-bundled", "--requirements", new)
    assert call(capsys, "diff", path, *own)[0] == 0
    assert call(capsys, "diff", path, *own, "--fail-on", "unexplained")[0] == 1
    code, _, err = call(capsys, "diff", path, new)
    assert (code, "is an export, which is compared with today" in err) == (2, True)
    code, _, err = call(capsys, "diff", path, *own, "--fail-on", "entries")
    assert (code, "an export holds no entries" in err) == (2, True)
    assert call(capsys, "diff", path, *own, "--topic", "t")[0] == 2


@pytest.mark.parametrize("ending", FORMATS)
def test_a_products_dose_is_asked_for_and_a_changed_one_is_said(
    versions: Pair, tmp_path: Path, capsys: Captured, ending: str
) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: P\nfacts: {product: aav}\ndose: {total_mass: 1 mg}\n"
    )
    path = exported(versions[1], f"export.{ending}", capsys, "--profile", str(profile))
    code, _, err = recall(capsys, path, versions[1])
    assert (code, "add --profile FILE" in err) == (3, True)
    code, found, _ = recall(capsys, path, versions[1], "--profile", profile)
    assert (code, found["rows"], found["other_facts"]) == (0, [], False)
    profile.write_text(profile.read_text().replace("1 mg", "2 mg"))
    _, found, _ = recall(capsys, path, versions[1], "--profile", profile)
    assert found["other_facts"]
    profile.write_text(profile.read_text().replace("name: P", "name: Q"))
    code, _, err = recall(capsys, path, versions[1], "--profile", profile)
    assert (code, "was written for the product 'P'" in err) == (3, True)
