"""Other people's tables: nothing chosen silently, nothing dropped, a layer check accepts."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.search.index import built
from atmp_gap.search.nearest import nearest

COLUMNS = """\
source: {author: A group, title: A table of differences, year: 2024}
by: A keeper
date: 2026-03-01
question: [Topic]
agencies:
  FDA: {statement: US, document: US text, locator: Where}
  EMA: {statement: EU, document: EU text}
documents: {CMC 2020: FDA-CMC-GT-IND-2020}
"""
HEAD = ("Topic", "US", "US text", "Where", "EU", "EU text", "More")
VIABILITY = ("Percent live cells", "70 % as a rule", "CMC 2020", "V.A", "A limit", "EMA-GTMP-2018")
POOLING = ("Mixing several donors' material", "Not allowed", "21 CFR 1271.220", "", "none", "")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "columns.yaml").write_text(COLUMNS, encoding="utf-8")
    return tmp_path


def as_csv(place: Path, *rows: tuple[str, ...], delimiter: str = ",") -> Path:
    path = place / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEAD, *rows])
    return path


def as_xlsx(place: Path, *rows: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in (("A title above",), HEAD, *rows):
        book.active.append(row)
    book.save(place / "table.xlsx")
    return place / "table.xlsx"


def as_markdown(place: Path, *rows: tuple[str, ...]) -> Path:
    lines = [" | ".join(HEAD), " | ".join("-" * 3 for _ in HEAD), *(" | ".join(r) for r in rows)]
    path = place / "table.md"
    path.write_text("# A page\n\n" + "\n".join(f"| {line} |" for line in lines), encoding="utf-8")
    return path


def ran(place: Path, table: Path, *more: str) -> subprocess.CompletedProcess[str]:
    words = ["import", table.name, "--map", "columns.yaml", "--into", "own", *more]
    return subprocess.run(
        [sys.executable, "-m", "atmp_gap", *words],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def choose(place: Path, *subjects: str) -> list[list[str]]:
    """Fill the last column of the sheet of choices, and give its lines as they were."""
    path = place / "table.subjects.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    before = [list(row) for row in rows]
    for row, subject in zip(rows[1:], subjects, strict=True):
        row[-1] = subject
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return before


def entries(place: Path) -> dict[str, dict[str, object]]:
    return {
        item["id"]: item
        for path in (place / "own").rglob("*.yaml")
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["requirements"]
    }


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_markdown])
def test_a_table_becomes_a_layer_in_two_steps(place: Path, write: Callable[..., Path]) -> None:
    table = write(place, VIABILITY, POOLING)
    first = ran(place, table)
    assert first.returncode == 1, first.stderr
    assert "not read, as the file of columns does not name them: More\n" in first.stderr
    assert not (place / "own").exists()
    rows = choose(place, "1", "donor-pooling")
    assert [row[-1] for row in rows[1:]] == ["", ""]
    assert rows[1][3].startswith("cell-viability-minimum:")
    second = ran(place, table)
    assert second.returncode == 0, second.stderr
    found = entries(place)
    assert set(found) == {"FDA-IMPORTED-001", "EMA-IMPORTED-001", "FDA-IMPORTED-002"}
    entry = found["FDA-IMPORTED-001"]
    assert entry["subject"] == "cell-viability-minimum"
    assert entry["reading"] == {
        "grade": "reported",
        "via": "A group, A table of differences, 2024",
        "date": "2026-03-01",
    }
    assert entry["source"] == {"document": "FDA-CMC-GT-IND-2020", "locator": "V.A"}
    assert entry["applies_to"] == {"stage": ["investigational"]}
    again = ran(place, table)
    assert again.returncode == 0
    assert "3 stood there" in again.stderr
    assert entries(place) == found


def test_nothing_said_is_neither_a_statement_nor_an_absence(place: Path) -> None:
    ran(place, as_csv(place, POOLING))
    choose(place, "donor-pooling")
    done = ran(place, as_csv(place, POOLING))
    assert "1 cells say that a side says nothing" in done.stderr
    assert set(entries(place)) == {"FDA-IMPORTED-001"}
    assert not list((place / "own").rglob("judgements.yaml"))


def test_a_row_left_out_is_decided_and_a_row_without_a_subject_is_not(place: Path) -> None:
    table = as_csv(place, VIABILITY, POOLING)
    ran(place, table)
    choose(place, "-", "")
    done = ran(place, table)
    assert (done.returncode, "1 of 2 rows have no subject" in done.stderr) == (1, True)
    choose(place, "-", "-")
    assert ran(place, table).returncode == 0


def test_choices_are_never_written_over(place: Path) -> None:
    table = as_csv(place, VIABILITY)
    ran(place, table)
    choose(place, "cell-viability-minimum")
    filled = (place / "table.subjects.csv").read_bytes()
    ran(place, table)
    assert (place / "table.subjects.csv").read_bytes() == filled


def test_a_row_that_falls_silent_moves_no_id(place: Path) -> None:
    """Else the next row would be taken for the one before, and be left out without a word."""
    table = as_csv(place, VIABILITY, POOLING)
    ran(place, table)
    choose(place, "1", "")
    ran(place, table)
    table = as_csv(place, (VIABILITY[0], "n/a", "", "", "n/a", ""), POOLING)
    choose(place, "-", "donor-pooling")
    done = ran(place, table)
    assert done.returncode == 0, done.stderr
    assert entries(place)["FDA-IMPORTED-002"]["subject"] == "donor-pooling"


def test_what_stands_in_other_words_is_left_and_named(place: Path) -> None:
    ran(place, as_csv(place, VIABILITY))
    choose(place, "1")
    ran(place, as_csv(place, VIABILITY))
    done = ran(place, as_csv(place, (VIABILITY[0], "75 % as a rule", *VIABILITY[2:])))
    assert "left as they stand, though the table says it otherwise: FDA-IMPORTED-001" in done.stderr
    assert entries(place)["FDA-IMPORTED-001"]["statement"] == "70 % as a rule"


def test_a_table_changed_since_the_choice_is_refused(place: Path) -> None:
    ran(place, as_csv(place, VIABILITY))
    choose(place, "1")
    done = ran(place, as_csv(place, ("Something else", *VIABILITY[1:])))
    assert done.returncode == 3
    assert "the table has no such row any more" in done.stderr
    assert not (place / "own").exists()


BAD = [
    (
        ("Live cells", "same as EU", "CMC 2020", "", "A limit", "EMA-GTMP-2018"),
        ":2:2: error[AG005]",
    ),
    (("Live cells", "70 %", "", "", "", ""), "no text of it is named"),
    (("Live cells", "70 %", "A book", "", "", ""), "no text of the register is called 'A book'"),
    (("", "70 %", "CMC 2020", "", "", ""), "nothing says what this row is about"),
    (("Live cells", "70 %", "CMC 2020", "", "", "", "", "surplus"), "stands under no heading"),
]


@pytest.mark.parametrize(("row", "said"), BAD)
def test_what_cannot_be_used_is_named_with_its_place(
    place: Path, row: tuple[str, ...], said: str
) -> None:
    table = as_csv(place, row, delimiter=";")
    done = ran(place, table)
    if (place / "table.subjects.csv").exists():
        choose(place, "cell-viability-minimum")
        done = ran(place, table)
    assert done.returncode == 3
    assert said in done.stderr
    assert "table.csv:2:" in done.stderr
    assert not (place / "own").exists()
    assert "Traceback" not in done.stderr


def test_merged_cells_and_formulas_are_refused_by_cell(place: Path) -> None:
    path = as_xlsx(place, VIABILITY, POOLING)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B3:E3")
    book.active["B4"] = "=1+1"
    book.save(path)
    done = ran(place, path)
    assert done.returncode == 3
    assert "Sheet!B3: error[AG005] the cells B3:E3 are merged" in done.stderr
    assert "Sheet!B4: error[AG005] holds a formula" in done.stderr


def test_a_merged_title_or_a_formula_outside_the_table_does_no_harm(place: Path) -> None:
    path = as_xlsx(place, VIABILITY)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:E1")
    cover = book.create_sheet("Cover", 0)
    cover["A1"] = "=1+1"
    cover.merge_cells("B1:C3")
    book.save(path)
    assert ran(place, path).returncode == 1
    assert choose(place, "-")[1][0] == "table.xlsx:Sheet!A3"


def test_a_heading_in_merged_cells_is_named_where_no_table_is_found(place: Path) -> None:
    path = as_xlsx(place, VIABILITY)
    book = openpyxl.load_workbook(path)
    book.active["A1"], book.active["A2"] = "Topic", None
    book.active.merge_cells("A1:A2")
    book.save(path)
    done = ran(place, path)
    assert done.returncode == 3
    assert "no table has the column 'Topic'" in done.stderr
    assert "the cells A1:A2 are merged" in done.stderr


def test_every_sheet_with_the_headings_is_read(place: Path) -> None:
    path = as_xlsx(place, VIABILITY)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.active).title = "Potency"
    book.save(path)
    assert ran(place, path).returncode == 1
    keys = [row[0] for row in choose(place, "-", "-")]
    assert keys[1:] == ["table.xlsx:Sheet!A3", "table.xlsx:Potency!A3"]


def test_a_sheet_without_the_headings_is_named(place: Path) -> None:
    path = as_xlsx(place, VIABILITY)
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("Po,\u202etency")
    other.append(["Question", "What FDA says"])
    other.append(["Is it tested?", "Always."])
    book.create_sheet("Empty")
    book.save(path)
    said = ran(place, path).stderr
    assert (
        "not read, as headings lack that the file of columns names: table.xlsx:Po,<U+202E>" in said
    )
    assert "Empty" not in said


def test_cells_that_say_nothing_point_elsewhere_or_speak_for_another_side() -> None:
    from atmp_gap.exchange.statements import POINTING, _other, says_nothing

    for text in ("", "-", "n.a.", "None.", "Not defined", "No equivalent", "not explicitly stated"):
        assert says_nothing(text), text
    for text in ("Not required", "No more than 5 copies", "none after day 7", "Not before phase 3"):
        assert not says_nothing(text), text
    for text in ("Similar to FDA", "see above", "Same as EU"):
        assert POINTING.fullmatch(text), text
    assert not POINTING.fullmatch("See ICH Q5E for the principles")
    columns: Any = SimpleNamespace(agencies={"FDA": None, "EMA": None})
    assert _other("US: several assays; EU: one", "FDA", columns) == "EMA"
    assert _other("Several assays. EMA: one", "FDA", columns) == "EMA"
    assert _other("FDA: several assays", "FDA", columns) is None
    assert _other("Limit: as for EMA products", "FDA", columns) is None


def test_columns_that_do_not_fit_are_named(place: Path) -> None:
    table = as_csv(place, VIABILITY)
    (place / "columns.yaml").write_text(COLUMNS.replace("Where", "Wher"), encoding="utf-8")
    assert "no table has the column 'Wher'" in ran(place, table).stderr
    one = COLUMNS.replace("statement: EU", "statement: US")
    (place / "columns.yaml").write_text(one, encoding="utf-8")
    done = ran(place, table)
    assert done.returncode == 3
    assert "columns.yaml:7:" in done.stderr
    assert "the column 'US' cannot speak for FDA and EMA" in done.stderr
    both = COLUMNS.replace("FDA-CMC-GT-IND-2020", "FDA-X").replace("EMA:", "EMEA:")
    (place / "columns.yaml").write_text(both, encoding="utf-8")
    said = ran(place, table).stderr
    assert "unknown document 'FDA-X'" in said
    assert "unknown agency 'EMEA'" in said
    assert "the columns are not usable: 2 errors" in said


def recall(half: str) -> tuple[float, float]:
    """How often the right subject is the first, and among the three nearest."""
    path = Path(__file__).parents[1] / "data" / "import_rows.yaml"
    rows = [row for row in yaml.safe_load(path.read_text(encoding="utf-8")) if row["half"] == half]
    connection = built(open_corpus())
    first = three = 0
    for row in rows:
        found = nearest(connection, f"{row['row']} {row['us']} {row['eu']}")
        first += found[:1] == [row["subject"]]
        three += row["subject"] in found
    connection.close()
    return first / len(rows), three / len(rows)


def test_the_three_nearest_hold_the_subject_as_docs_say() -> None:
    first, three = recall("held-out")
    assert first >= 0.85
    assert three >= 0.95
