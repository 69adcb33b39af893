"""Corner cases where two rules meet: conditions, additions to shared texts, succession."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.problem import InvalidCorpusError
from support import (
    absence,
    document,
    ema,
    facets,
    fda,
    files,
    ich,
    notes,
    open_files,
    result_of,
    row_of,
    write,
)

AMOUNT: dict[str, Any] = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}
}
ASKED: dict[str, Any] = {"asked": {"kind": "asked"}}
WHEN = {"when": [{"id": "justified"}]}
UNLESS = {"unless": [{"id": "justified"}]}


def test_a_conditional_addition_to_a_shared_text_is_open_until_searched(tmp_path: Path) -> None:
    entries = [ich({"amount": "< 10 ng/dose"}), fda({"amount": "< 5 ng/dose"}, **WHEN)]
    row = row_of(tmp_path / "a", AMOUNT, entries)
    assert row.verdict == "unjudged"
    assert "open" in notes(row.parts[0])
    row = row_of(tmp_path / "b", AMOUNT, entries, absences=[absence("EMA")])
    assert facets(row.parts[0]) == [("condition", "FDA")]


def test_a_search_of_one_slot_settles_an_addition_to_a_shared_text(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [ich({"amount": "< 10 ng/dose"}), fda({"amount": "< 5 ng/dose"})],
        absences=[absence("EMA", slots=["amount"])],
    )
    assert facets(row.parts[0]) == [("limit", "FDA")]


def test_an_escape_from_one_element_makes_the_other_side_stricter(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        {"points": {"kind": "all-of"}},
        [
            fda({"points": ["bank", "cells"]}),
            ema({"points": ["bank"]}, 1),
            ema({"points": ["cells"]}, 2, **UNLESS),
        ],
    )
    assert facets(row.parts[0]) == [("condition", "FDA")]


@pytest.mark.parametrize(
    ("slot", "first", "second"),
    [
        ({"kind": "effort"}, "least of 1 year | 6 month", "6 month"),
        (AMOUNT["amount"], "least of < 10 ng/dose | < 5 ng/dose", "< 5 ng/dose"),
        ({"kind": "effort"}, "most of 1 year | 6 month", "12 month"),
    ],
)
def test_least_of_one_dimension_is_the_smaller_value(
    slot: dict[str, Any], first: str, second: str, tmp_path: Path
) -> None:
    row = row_of(tmp_path, {"x": slot}, [fda({"x": first}), ema({"x": second})])
    assert row.verdict == "match"


def test_entries_that_disagree_only_under_a_condition_are_found(tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(
            {"x": {"kind": "permission"}},
            [
                fda({"x": "not-allowed"}, 1),
                fda({"x": "allowed"}, 2, **WHEN),
                ema({"x": "not-allowed"}),
            ],
        ),
    )
    assert [finding.code for finding in result_of(corpus).findings] == ["AG102"]


def test_an_override_with_a_trigger_replaces_only_where_it_holds(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, 1),
            fda({"amount": "< 50 ng/dose"}, 2, overrides=["FDA-1"], **WHEN),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    assert facets(row.parts[0]) == [("condition", "EMA")]


def test_an_override_of_another_side_is_found(tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(ASKED, [fda({"asked": "expected"}, overrides=["EMA-1"]), ema({"asked": "expected"})]),
    )
    result = result_of(corpus)
    assert result.rows[0].verdict == "match"
    assert {finding.code for finding in result.findings} == {"AG101"}


@pytest.mark.parametrize("status", ["final", "superseded"])
def test_a_partly_superseded_text_stays_elsewhere_and_where_unread(
    status: str, tmp_path: Path
) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}), ema({"asked": "expected"}, document="OLD")],
        documents=[
            document(
                "OLD",
                "EMA",
                status=status,
                superseded_by=[
                    {"document": "READ", "for": {"stage": ["phase-1"]}},
                    {"document": "UNREAD", "for": {"stage": ["marketing"]}},
                ],
            ),
            document("READ", "EMA", effective="2022-01-01"),
            document("UNREAD", "EMA", effective="2022-01-01", sections_read="none"),
        ],
    )
    found = {
        stage: (part.verdict, "successor-unread" in notes(part))
        for part in row.parts
        for stage in part.scope["stage"]
    }
    assert found["phase-1"] == ("unassessed", False)
    assert found["marketing"] == ("match", True)
    assert found["post-approval"] == ("match", False)


def test_in_part_means_partly_searched(tmp_path: Path) -> None:
    entries = [fda({"asked": "expected"}, applies_to={"stage": ["phase-1"]})]
    rest = {"stage": ["phase-2", "pivotal", "marketing", "post-approval"]}
    row = row_of(
        tmp_path, ASKED, entries, absences=[absence("EMA"), absence("FDA", applies_to=rest)]
    )
    assert (row.verdict, row.in_part) == ("no-counterpart", False)


def test_a_union_names_no_branch_beside_its_leaf(tmp_path: Path) -> None:
    for kind, position in (("all-of", "validated-nat"), ("any-of", "nat")):
        entries = [fda({"x": ["nat"]}, 1), fda({"x": ["validated-nat"]}, 2)]
        row = row_of(tmp_path / kind, {"x": {"kind": kind}}, entries, absences=[absence("EMA")])
        assert row.parts[0].global_position == {"x": position}


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (absence("EMA", elements=["nope"]), "AG009"),
        (absence("EMA", searched=[{"document": "FDA-DOC", "sections": ["full"]}]), "AG013"),
        (
            absence(
                "EMA",
                searched=[{"document": "NEW", "sections": ["2"]}],
                reading={"grade": "read", "date": "2026-01-01"},
            ),
            "AG013",
        ),
    ],
)
def test_a_search_that_cannot_support_an_absence_is_refused(
    record: dict[str, Any], code: str, tmp_path: Path
) -> None:
    folder = write(
        tmp_path,
        files(
            ASKED, [], absences=[record], documents=[document("NEW", "EMA", sections_read=["1"])]
        ),
    )
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([folder], bundled=False)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_empty_scope_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, files(ASKED, [fda({"asked": "expected"}, applies_to={"stage": []})]))
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([folder], bundled=False)
    assert "needs at least one item" in str(caught.value.problems[0])
