"""The page as a text: its order, what is folded, and how wide the columns of listings are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report import Options, formatter
from atmp_gap.report.decisions import KINDS
from atmp_gap.report.html.widths import widths
from atmp_gap.report.interface import Sheet


@pytest.fixture(scope="module")
def impurities() -> Result:
    corpus = open_corpus([], bundled=True)
    return compare(corpus, Request(("FDA", "EMA"), corpus.date, topics=("impurities",)))


def page_of(result: Result, group_by: str = "verdict") -> str:
    page = formatter("html", Options(group_by=group_by)).comparison(result)
    assert isinstance(page, str)
    return page


def test_rows_stand_in_the_order_in_which_people_decide(impurities: Result) -> None:
    page = page_of(impurities)
    seen = dict.fromkeys(re.findall(r'<article class="row ([a-z-]+)"', page))
    assert list(seen) == [kind.id for kind in KINDS if kind.id != "one-side"]
    assert page.count("<article") == len(impurities.rows)


def test_open_rows_are_folded_unless_they_are_asked_for(impurities: Result) -> None:
    before, fold, inside = page_of(impurities).partition('<details class="fold">')
    assert fold
    assert 'class="row open"' not in before
    assert 'class="row same"' not in inside
    asked = replace(impurities, filters={"only": ["unassessed"]})
    assert '<details class="fold">' not in page_of(asked)


@pytest.mark.parametrize("group_by", ["group", "ctd"])
def test_other_headings_fold_nothing_and_name_the_verdict(
    group_by: str, impurities: Result
) -> None:
    page = page_of(impurities, group_by)
    heading = {"group": "Process-related impurities", "ctd": "3.2.S.3.2"}[group_by]
    assert re.search(rf"<h2>{re.escape(heading)} <span", page)
    assert '<details class="fold">' not in page
    assert '<span class="stands">open' in page


def test_columns_keep_words_whole_and_share_what_is_left() -> None:
    long = "a text of many words that goes on and on, and then on again, without an end"
    sheet = Sheet("S", ("date", "kind", "about"), (("2026-01-15", "announcement", long),) * 3)
    found = widths(sheet)
    assert sum(found) == pytest.approx(100, abs=0.5)
    # In a window of 1280 pixels a character takes about two thirds of a percent.
    assert [size > 0.66 * len(text) for size, text in zip(found, sheet.rows[0], strict=True)][
        :2
    ] == [
        True,
        True,
    ]
    assert found[2] > 3 * found[1]


def test_many_columns_fit_and_none_vanishes() -> None:
    sheet = Sheet("S", tuple(f"column-{n}" for n in range(30)), (("x" * 40,) * 30,))
    found = widths(sheet)
    assert sum(found) == pytest.approx(100, abs=2)
    assert min(found) > 2
