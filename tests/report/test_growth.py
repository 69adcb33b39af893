"""What formats cost, without a clock: how work grows with rows, and what is imported for it."""

from __future__ import annotations

import subprocess
import sys
from types import FrameType
from typing import Any

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report import FORMATS, Options, Report, formatter, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.table import NARROW

HEAVY = ("rich", "jinja2", "markupsafe", "xlsxwriter", "docx", "lxml", "pydantic")
"""What a plain table needs nothing of."""
LATER = ("detail", "sides", "listings", "terminal", "views", "csv", "json", "html")
"""Rooms of the reports that a plain table of a comparison does not enter."""


@pytest.fixture(scope="module")
def result() -> Result:
    corpus = open_corpus([], bundled=True)
    return compare(corpus, Request(("FDA", "EMA"), corpus.date))


def changed(record: Any, **values: Any) -> Any:
    """A record with other values."""
    made = object.__new__(type(record))
    made.__dict__.update({**vars(record), **values})
    return made


def calls(report: Report, result: Result) -> int:
    """How many functions are called to format a result."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        if event in ("call", "c_call"):
            counted += 1

    report.comparison(result)
    sys.setprofile(count)
    try:
        report.comparison(result)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, Options()) for name in FORMATS),
        ("table", Options(width=NARROW - 1)),
        ("table", Options(group_by="ctd")),
        ("markdown", Options(flat=True)),
        ("html", Options(group_by="ctd")),
    ],
)
def test_twice_the_rows_are_at_most_twice_the_work(
    name: str, options: Options, result: Result
) -> None:
    report = formatter(name, options)
    few = result.rows[::2]
    more = (changed(row, subject=f"{row.subject}-again") for row in few)
    once, twice = changed(result, rows=few), changed(result, rows=(*few, *more))
    assert calls(report, twice) <= 2.02 * calls(report, once)


@pytest.mark.parametrize("name", ["table", "csv", "html", "docx"])
def test_each_row_is_asked_once_for_its_verdict(
    name: str, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    told = wording.headline

    def headline(row: Any, *words: Any) -> str:
        asked.append(row.subject)
        return told(row, *words)

    monkeypatch.setattr(wording, "headline", headline)
    formatter(name).comparison(result)
    assert len(asked) == len(set(asked)) <= len(result.rows)


@pytest.mark.parametrize("name", FORMATS)
def test_formats_that_want_no_listings_print_none(name: str, result: Result) -> None:
    report = formatter(name)
    few = changed(result, rows=result.rows[:3])
    listing = Sheet("Terms", ("US", "EU"), (("BLA", "MAA"),))
    without = report.comparison(few)
    assert (report.comparison(few, [listing]) != without) == report.wants_listings


def test_a_plain_table_imports_nothing_heavy() -> None:
    code = "import sys; from atmp_gap.report import formatter; formatter('table'); "
    code += "print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seen = set(done.stdout.split())
    assert "atmp_gap.report.table" in seen
    assert not seen & set(HEAVY)
    assert not seen & {f"atmp_gap.report.{name}" for name in LATER}
