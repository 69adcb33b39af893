"""The specification skeleton: what it lists, what silence means in it, and one's own table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from atmp_gap.cli.run import run
from atmp_gap.model.method import Attribute
from atmp_gap.profile.own_specification import read_own
from support import absence, ema, fda, files, write

ROOT = Path(__file__).parents[2]
PROFILES = sorted((ROOT / "examples" / "profiles").glob("*.yaml"))
AAV = str(ROOT / "examples" / "profiles" / "aav-in-vivo.yaml")
Captured = pytest.CaptureFixture[str]
AMOUNT = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
    "test": {"kind": "asked"},
}
METHODS: dict[str, Any] = {
    "pairs": [
        {"id": "p", "title": "Pair", "us": ["FDA-DOC"], "eu": [], "harmonised": "not-recorded"}
    ],
    "attributes": [
        {
            "id": "dna",
            "title": "Residual DNA",
            "synonyms": ["hcDNA", "DNA"],
            "ctd": "3.2.S.4.1",
            "limit": ["s"],
            "pairs": ["p"],
        },
        {"id": "ph", "title": "pH", "ctd": "3.2.P.5.1"},
    ],
}


def corpus(folder: Path, entries: list[Any], **more: Any) -> list[str]:
    """A corpus with one attribute asked about and one listed by habit, and a profile."""
    made = files(AMOUNT, entries, **more) | {"methods.yaml": METHODS}
    write(folder / "c", made)
    profile = folder / "p.yaml"
    profile.write_text("format: atmp-gap/profile/1\nname: P\nfacts: {stage: phase-1}\n")
    own = ["--no-bundled", "--requirements", str(folder / "c")]
    return ["spec", "--profile", str(profile), *own]


def told(capsys: Captured, command: list[str]) -> str:
    code = run(command)
    out, err = capsys.readouterr()
    assert code == 0, err
    return " ".join(out.split())


def test_a_limit_is_told_apart_from_a_test(tmp_path: Path, capsys: Captured) -> None:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"test": "expected"})]
    out = told(capsys, corpus(tmp_path, entries))
    assert (
        "test point FDA not assessed: nothing recorded for FDA yet test point EMA expected" in out
    )
    assert "limit FDA below 10 ng/dose" in out
    assert "limit EMA not assessed: nothing recorded for EMA yet" in out
    assert "question as a whole:" in out


def test_a_search_in_vain_is_told_apart_from_none_at_all(tmp_path: Path, capsys: Captured) -> None:
    entries = [fda({"amount": "< 10 ng/dose"})]
    out = told(capsys, corpus(tmp_path, entries, absences=[absence("EMA")]))
    assert "limit EMA none found by a recorded search (EMA-DOC" in out
    assert "limit EMA not assessed" not in out


def test_a_convention_is_marked_as_one(tmp_path: Path, capsys: Captured) -> None:
    quoted = fda({"amount": "< 7 ng/dose"}, 1, standing="convention")
    out = told(capsys, corpus(tmp_path, [quoted, ema({"amount": "< 9 ng/dose"}, 2)]))
    assert "convention below 7 ng/dose, quoted for FDA; no text of it is known to state this" in out
    assert "limit FDA not assessed" in out


def test_an_attribute_without_questions_says_by_what_it_is_listed(
    tmp_path: Path, capsys: Captured
) -> None:
    out = told(capsys, corpus(tmp_path, [fda({"test": "expected"}), ema({"test": "expected"})]))
    assert "listed by habit, checked against no text general knowledge (recalled)" in out
    assert "chapters Pair: " in out and "no Ph. Eur. chapter registered" in out


def test_prose_is_no_limit(tmp_path: Path, capsys: Captured) -> None:
    asks = {"amount": AMOUNT["amount"]}
    entries = [fda({}, statement="It is kept low."), ema({"amount": "< 9 ng/dose"})]
    write(tmp_path / "c", files(asks, entries) | {"methods.yaml": METHODS})
    profile = tmp_path / "p.yaml"
    profile.write_text("format: atmp-gap/profile/1\nname: P\nfacts: {stage: phase-1}\n")
    own = ["--no-bundled", "--requirements", str(tmp_path / "c")]
    out = told(capsys, ["spec", "--profile", str(profile), *own])
    assert "limit FDA in prose, no limit typed: It is kept low." in out
    assert "limit EMA below 9 ng/dose" in out


def test_the_longest_name_in_a_line_says_what_it_is(tmp_path: Path) -> None:
    listed = {
        name: Attribute(id=name, title=title, ctd="3.2.P.5.1")
        for name, title in (("dna", "DNA"), ("plasmid", "plasmid DNA"))
    }
    own = tmp_path / "own.csv"
    own.write_text("test,limit\nresidual plasmid DNA (qPCR),1\nDNAse,1\n", "utf-8")
    assert [line.attribute for line in read_own(own, listed)] == ["plasmid", None]


def test_what_is_asked_of_the_vector_of_cells_stands_with_the_materials(capsys: Captured) -> None:
    profile = ROOT / "examples" / "profiles" / "car-t-autologous.yaml"
    assert run(["spec", "--profile", str(profile), "--format", "json"]) == 0
    rows = {row["Attribute"]: row["CTD"] for row in json.loads(capsys.readouterr().out)}
    assert rows["Host-cell protein"] == "3.2.S.2.3"
    assert rows["Sterility"] == "3.2.P.5.1"


OWN = (
    "Test;Acceptance criterion;Method\nResidual hcDNA (qPCR);<= 10 ng/dose;\nColour;white;visual\n"
)


def test_what_one_s_own_table_lacks(tmp_path: Path, capsys: Captured) -> None:
    command = corpus(tmp_path, [fda({"test": "expected"}), ema({"test": "expected"})])
    own = tmp_path / "own.csv"
    own.write_text(OWN, "utf-8")
    out = told(capsys, [*command, "--own", str(own)])
    assert "1 attribute missing, 1 without limit or method, 1 line read as none" in out
    assert "YOUR TABLE HAS NO LINE FOR (1) pH missing" in out
    assert "Residual DNA no method yours limit: <= 10 ng/dose" in out
    assert "own.csv:3:1" in out


@pytest.mark.parametrize(
    "limit", ["TBD", "t.b.d.", "to be determined", "-", "\u2014", "[to be set]"]
)
def test_a_cell_that_waits_to_be_filled_is_no_limit(limit: str, tmp_path: Path) -> None:
    attribute = Attribute(id="dna", title="Residual DNA", ctd="3.2.S.4.1", limit=("s",))
    path = tmp_path / "own.csv"
    path.write_text(f"attribute,limit,method\nResidual DNA,{limit},qPCR\n", encoding="utf-8")
    (line,) = read_own(path, {"dna": attribute})
    assert (line.limit, line.method) == ("", "qPCR")


def test_a_filled_skeleton_is_read_back(tmp_path: Path, capsys: Captured) -> None:
    command = corpus(tmp_path, [fda({"test": "expected"}), ema({"test": "expected"})])
    path = tmp_path / "spec.xlsx"
    assert run([*command, "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Specification"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Our limit") + 1).value = "<= 10 ng/dose"
    sheet.cell(2, heads.index("Our method") + 1).value = "qPCR"
    book.save(path)
    capsys.readouterr()
    out = told(capsys, [*command, "--own", str(path)])
    assert "0 attributes missing, 1 without limit or method" in out
    assert "limit: <= 10 ng/dose; method: qPCR" in out
    # What was filled in is not written over.
    assert run([*command, "-o", str(path)]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Test;Limit\n;< 5\n", ":2:1: error[AG005] a line with a limit or a method names no"),
        (
            "Test;Limit;Criterion\npH;7;8\n",
            ":1:3: error[AG003] the columns 'Limit' and 'Criterion'",
        ),
        ("what;how\na;b\n", "no column is read"),
        ("", "no column is read"),
        ('Test;Limit\n"pH;7\n', "is not CSV"),
    ],
)
def test_a_broken_table_is_refused_by_cell(
    text: str, said: str, tmp_path: Path, capsys: Captured
) -> None:
    command = corpus(tmp_path, [fda({"test": "expected"})])
    own = tmp_path / "own.csv"
    own.write_text(text, "utf-8")
    assert run([*command, "--own", str(own)]) == 3
    assert said in capsys.readouterr().err


def test_a_formula_in_a_workbook_is_named_by_its_cell(tmp_path: Path, capsys: Captured) -> None:
    command = corpus(tmp_path, [fda({"test": "expected"})])
    book = openpyxl.Workbook()
    book.active.append(["Test", "Limit"])
    book.active.append(["pH", "=1+1"])
    book.save(tmp_path / "own.xlsx")
    assert run([*command, "--own", str(tmp_path / "own.xlsx")]) == 3
    assert "own.xlsx:Sheet!B2: error[AG005] holds a formula" in capsys.readouterr().err


def test_a_file_that_only_bears_the_name_of_a_workbook(tmp_path: Path, capsys: Captured) -> None:
    command = corpus(tmp_path, [fda({"test": "expected"})])
    own = tmp_path / "own.xlsx"
    own.write_bytes(bytes(range(256)))
    assert run([*command, "--own", str(own)]) == 3
    assert "own.xlsx: error[AG001] is no workbook" in capsys.readouterr().err


def test_names_of_one_s_own_table_are_read_as_attributes(capsys: Captured, tmp_path: Path) -> None:
    names = {
        "Endotoxin (LAL)": "Endotoxin and other pyrogens",
        "vg titer by ddPCR": "Vector genome titre",
        "% full capsids": "Empty and full capsids",
        "Sub-visible particles": "Subvisible particles",
        "Osmolality, mOsm/kg": "Osmolality",
    }
    own = tmp_path / "own.csv"
    with own.open("w", newline="") as file:
        csv.writer(file).writerows([["attribute", "limit"], *([name, "x"] for name in names)])
    assert run(["spec", "--profile", AAV, "--own", str(own), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    read = {row["Attribute"]: row["Your table"] for row in rows}
    for name, title in names.items():
        assert read[title].startswith(name), name


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_every_example_has_a_skeleton_in_the_dossier_s_order(
    profile: Path, capsys: Captured
) -> None:
    assert run(["spec", "--profile", str(profile), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    sections = [row["CTD"] for row in rows]
    order = ["3.2.S.2.3", "3.2.S.4.1", "3.2.P.5.1"]
    assert sections == sorted(sections, key=order.index)
    titles = [row["Attribute"] for row in rows]
    for always in ("Identity", "Sterility", "Endotoxin and other pyrogens", "Potency"):
        assert always in titles
    for row in rows:
        # Nothing rests on memory unmarked: what is said has a place and a grade.
        limit = row["Limit FDA"]
        if limit and "not assessed" not in limit and "none found" not in limit:
            assert row["Where it stands"] and row["Read as"], row["Attribute"]
