"""Workbooks that a program or a person broke: a line for people, never an error of our own."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from atmp_gap.workbook.book import load, opened
from atmp_gap.workbook.package import UnusableWorkbook


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "w.xlsx"
    done = subprocess.run(
        [sys.executable, "-m", "atmp_gap", "compare", "--topic", "potency", "-o", str(path)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("target", ["x" * 400, "Rows!ZZZZ9", "Rows!$A$0", "", "#REF!", "Rows!A"])
def test_a_defined_name_that_points_nowhere_costs_nothing(written: Path, target: str) -> None:
    before = opened(written.read_bytes(), "w.xlsx")
    book = openpyxl.load_workbook(written)
    # Somebody translated a heading, so that only the name tells which column it is.
    renamed = next(name for name in before.columns if name not in ("id", "question"))
    book[before.sheet.title].cell(before.head, before.columns[renamed]).value = "Anders"
    for name in list(book.defined_names):
        book.defined_names[name] = DefinedName(name, attr_text=target)
    out = io.BytesIO()
    book.save(out)
    found = opened(out.getvalue(), "w.xlsx")
    assert set(found.rows) == set(before.rows)
    assert set(before.columns) - set(found.columns) == {renamed}


def test_a_workbook_without_sheets_is_refused(written: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = re.sub(rb"<sheets>.*</sheets>", b"<sheets></sheets>", content, flags=re.S)
            new.writestr(name, content)
    with pytest.raises(UnusableWorkbook) as refused:
        load(out.getvalue(), "w.xlsx")
    assert "w.xlsx: error[AG001]" in str(refused.value.problems[0])
