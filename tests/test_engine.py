"""The engine beyond the worked table: who speaks, drafts, dates, ICH texts, conditions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.gap.result import Part, Row
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
)

AMOUNT: dict[str, Any] = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}
}
ASKED: dict[str, Any] = {"asked": {"kind": "asked"}}
POINTS: dict[str, Any] = {"points": {"kind": "all-of"}}


def only(row: Row) -> Part:
    (part,) = row.parts
    return part


# --- every verdict ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "absences", "verdict", "stricter"),
    [
        ([fda({"asked": "expected"}), ema({"asked": "expected"})], [], "match", "equal"),
        ([fda({"asked": "expected"}), ema({"asked": "optional"})], [], "diverge", "FDA"),
        ([fda({"asked": "expected"}), ema({})], [], "unjudged", None),
        ([fda({}), ema({})], [], "unjudged", None),
        ([fda({"asked": "expected"})], [absence("EMA")], "no-counterpart", "FDA"),
        ([fda({"asked": "expected"})], [], "unassessed", None),
        ([fda({"asked": "expected"})], [absence("EMA", suspected=True)], "unassessed", None),
        (
            [fda({"asked": "expected"})],
            [absence("EMA", regulated_elsewhere="member states")],
            "out-of-scope",
            None,
        ),
        ([], [absence("FDA"), absence("EMA")], "neither", None),
        ([], [absence("FDA")], "unassessed", None),
        ([], [], "unassessed", None),
    ],
)
def test_each_verdict(
    entries: list[Any], absences: list[Any], verdict: str, stricter: str | None, tmp_path: Path
) -> None:
    row = row_of(tmp_path, ASKED, entries, absences=absences)
    assert (row.verdict, row.stricter) == (verdict, stricter)
    assert not row.provisional


def test_no_counterpart_holds_the_speakers_answers_as_position(tmp_path: Path) -> None:
    row = row_of(tmp_path, AMOUNT, [fda({"amount": "< 10 ng/dose"})], absences=[absence("EMA")])
    assert only(row).global_position == {"amount": "< 10 ng/dose"}


def test_an_absence_beside_an_own_entry_is_ignored_and_found(tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(ASKED, [fda({"asked": "expected"}), ema({})], absences=[absence("EMA")]),
    )
    result = result_of(corpus)
    assert result.rows[0].verdict == "unjudged"
    assert [finding.code for finding in result.findings] == ["AG103"]


def test_a_silent_slot_that_was_searched_is_one_sided(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        {**AMOUNT, **ASKED},
        [
            fda({"amount": "< 10 ng/dose", "asked": "expected"}),
            ema({"asked": "expected"}),
        ],
        absences=[absence("EMA", slots=["amount"])],
    )
    assert (row.verdict, row.stricter) == ("diverge", "FDA")
    assert facets(only(row)) == [("one-sided", "FDA")]


def test_a_missing_element_that_was_searched_differs(tmp_path: Path) -> None:
    entries = [fda({"points": ["bank", "patient"]}), ema({"points": ["bank"]})]
    assert row_of(tmp_path / "a", POINTS, entries).verdict == "unjudged"
    row = row_of(tmp_path / "b", POINTS, entries, absences=[absence("EMA", elements=["patient"])])
    assert facets(only(row)) == [("tests", "FDA")]


def test_a_minor_slot_left_open_is_only_a_note(tmp_path: Path) -> None:
    asks = {**ASKED, "amount": {**AMOUNT["amount"], "minor": True}}
    row = row_of(
        tmp_path,
        asks,
        [fda({"amount": "< 10 ng/dose", "asked": "expected"}), ema({"asked": "expected"})],
    )
    assert row.verdict == "match"
    assert "open" in notes(only(row))


# --- who speaks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        {"standing": "convention"},
        {"general": True},
        {"by_analogy": True},
        {"document": "EMA-PROPOSED"},
        {"document": "NATIONAL"},
    ],
)
def test_what_never_decides_is_printed_beside(more: dict[str, Any], tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}), ema({"asked": "expected"}, **more)],
        documents=[document("NATIONAL", "EMA", territory="Spain")],
    )
    part = only(row)
    assert row.verdict == "unassessed"
    assert part.sides[1].entries == ()
    assert part.sides[1].also == ("EMA-1",)


def test_general_entries_decide_in_the_group_general(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}, general=True), ema({"asked": "expected"}, general=True)],
        group="general",
    )
    assert row.verdict == "match"


def test_a_text_by_analogy_decides_for_the_agency_that_invokes_it(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            ich({"asked": "expected"}, by_analogy=True, invoked_by="FDA-DOC"),
            ema({"asked": "expected"}),
        ],
    )
    assert row.verdict == "match"
    assert only(row).sides[0].entries == ("ICH-1",)
    assert only(row).sides[1].entries == ("EMA-1",)


def test_may_adds_to_any_of_and_tightens_nothing(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [fda({"amount": "< 10 ng/dose"}, obligation="may"), ema({"amount": "< 10 ng/dose"})],
    )
    assert row.verdict == "unjudged"
    assert only(row).sides[0].entries == ("FDA-1",)


def test_withdrawn_and_superseded_texts_do_not_speak(tmp_path: Path) -> None:
    for status in ("withdrawn", "superseded"):
        row = row_of(
            tmp_path / status,
            ASKED,
            [fda({"asked": "expected"}), ema({"asked": "expected"}, document="OLD")],
            documents=[document("OLD", "EMA", status=status)],
        )
        assert row.verdict == "unassessed"
        assert only(row).sides[1].also == ()


def test_a_text_whose_successor_is_unread_stays_and_is_marked(tmp_path: Path) -> None:
    def row(read: str, folder: str) -> Row:
        return row_of(
            tmp_path / folder,
            ASKED,
            [fda({"asked": "expected"}), ema({"asked": "expected"}, document="OLD")],
            documents=[
                document(
                    "OLD",
                    "EMA",
                    status="superseded",
                    superseded="2022-01-01",
                    superseded_by=[{"document": "NEW"}],
                ),
                document("NEW", "EMA", effective="2022-01-01", sections_read=read),
            ],
        )

    unread = row("none", "a")
    assert unread.verdict == "match"
    assert "successor-unread" in notes(only(unread))
    assert row("full", "b").verdict == "unassessed"


def test_a_text_superseded_in_part_of_its_scope(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}), ema({"asked": "expected"}, document="OLD")],
        documents=[
            document(
                "OLD",
                "EMA",
                superseded_by=[{"document": "NEW", "for": {"stage": ["investigational"]}}],
            ),
            document("NEW", "EMA", effective="2022-01-01"),
        ],
    )
    verdicts = {part.scope.get("stage"): part.verdict for part in row.parts}
    assert verdicts == {
        ("investigational",): "unassessed",
        ("marketing", "post-approval"): "match",
    }


# --- dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        ("2019-12-31", "unassessed"),
        ("2020-01-01", "match"),
        ("2023-05-31", "match"),
        ("2023-06-01", "unassessed"),
    ],
)
def test_a_document_counts_from_effective_until_superseded(
    as_of: str, verdict: str, tmp_path: Path
) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}, document="EARLY"),
            ema({"asked": "expected"}, document="DATED"),
        ],
        documents=[
            document("EARLY", "FDA", effective="1999"),
            document("DATED", "EMA", effective="2020", superseded="2023-06"),
        ],
        view={"as_of": as_of},
    )
    assert row.verdict == verdict


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        ("2021-06-29", "unassessed"),
        ("2021-06-30", "match"),
        ("2022-01-31", "match"),
        ("2022-02-01", "unassessed"),
    ],
)
def test_an_entry_counts_until_the_last_day_named(as_of: str, verdict: str, tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}),
            ema({"asked": "expected"}, in_force={"from": "2021-06-30", "to": "2022-01-31"}),
        ],
        view={"as_of": as_of},
    )
    assert row.verdict == verdict


def test_an_undated_text_counts_with_a_note(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}), ema({"asked": "expected"}, document="UNDATED")],
        documents=[{k: v for k, v in document("UNDATED", "EMA").items() if k != "effective"}],
    )
    assert row.verdict == "match"
    assert "undated" in notes(only(row))


def test_an_ich_text_counts_for_each_agency_from_its_adoption(tmp_path: Path) -> None:
    corpus = open_files(tmp_path, files(ASKED, [ich({"asked": "expected"})]))
    assert result_of(corpus, as_of="2020-06-01").rows[0].verdict == "unassessed"
    row = result_of(corpus, as_of="2021-01-01").rows[0]
    assert row.verdict == "match"
    assert only(row).same_ich_text
    assert not only(row).own_texts_searched


def test_the_same_ich_text_with_own_texts_searched(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [ich({"asked": "expected"})],
        absences=[absence("FDA"), absence("EMA")],
    )
    assert only(row).own_texts_searched


def test_an_own_limit_added_to_a_shared_one_is_open_until_searched(tmp_path: Path) -> None:
    entries = [ich({"amount": "< 10 ng/dose"}), fda({"amount": "< 5 ng/dose"})]
    row = row_of(tmp_path / "a", AMOUNT, entries)
    assert row.verdict == "unjudged"
    row = row_of(tmp_path / "b", AMOUNT, entries, absences=[absence("EMA")])
    assert facets(only(row)) == [("limit", "FDA")]
    assert only(row).global_position == {"amount": "< 5 ng/dose"}


# --- drafts ----------------------------------------------------------------------------------


def test_a_slot_answered_in_a_final_text_is_judged_by_it(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, 1),
            fda({"amount": "< 1 ng/dose"}, 2, document="FDA-DRAFT"),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    part = only(row)
    assert (row.verdict, part.rests_on) == ("match", "final")
    assert part.sides[0].also == ("FDA-2",)
    assert part.if_adopted is not None
    assert (part.if_adopted.verdict, part.if_adopted.stricter) == ("diverge", "FDA")


def test_a_slot_answered_only_in_a_draft_rests_on_it(tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(
            ASKED,
            [fda({"asked": "expected"}, document="FDA-DRAFT"), ema({"asked": "expected"})],
        ),
    )
    part = only(result_of(corpus).rows[0])
    assert (part.verdict, part.rests_on) == ("match", "draft")
    assert part.draft_only == ("FDA-1",)
    assert part.if_adopted is None
    assert "draft" in notes(part)
    without = only(result_of(corpus, drafts=False).rows[0])
    assert without.verdict == "unassessed"
    assert without.draft_only == ("FDA-1",)


def test_a_proposal_never_decides_even_if_adopted(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}), ema({"asked": "optional"}, document="EMA-PROPOSED")],
    )
    assert row.verdict == "unassessed"
    assert only(row).if_adopted is None


# --- overrides -------------------------------------------------------------------------------


def test_an_override_replaces_where_the_boxes_meet(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, 1),
            fda(
                {"amount": "< 50 ng/dose"},
                2,
                overrides=["FDA-1"],
                applies_to={"product": ["aav"]},
            ),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    verdicts = {part.scope.get("product"): (part.verdict, part.stricter) for part in row.parts}
    assert verdicts == {("aav",): ("diverge", "EMA"), ("lv", "cells"): ("match", "equal")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"document": "FDA-DOC"}, {"document": "FDA-DRAFT", "overrides": ["FDA-1"]}),
        ({"document": "FDA-LAW"}, {"document": "FDA-DOC", "overrides": ["FDA-1"]}),
    ],
)
def test_a_forbidden_override_is_found_and_has_no_effect(
    first: dict[str, Any], second: dict[str, Any], tmp_path: Path
) -> None:
    corpus = open_files(
        tmp_path,
        files(
            AMOUNT,
            [
                fda({"amount": "< 10 ng/dose"}, 1, **first),
                fda({"amount": "< 50 ng/dose"}, 2, **second),
                ema({"amount": "< 10 ng/dose"}),
            ],
        ),
    )
    result = result_of(corpus)
    assert result.rows[0].verdict == "match"
    assert [finding.code for finding in result.findings] == ["AG101"]


# --- one side adds up ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "answers", "combined"),
    [
        (AMOUNT["amount"], ["< 10 ng/dose", "< 5 ng/dose"], "< 5 ng/dose"),
        (AMOUNT["amount"], ["none", "< 5 ng/dose"], "< 5 ng/dose"),
        (AMOUNT["amount"], ["< 10 ng/dose", "> 5 ng/dose"], "< 10 ng/dose and > 5 ng/dose"),
        ({"kind": "effort"}, ["5 year", "180 month"], "180 month"),
        ({"kind": "effort"}, ["up to 15 year", "15 year"], "15 year"),
        ({"kind": "all-of"}, [["a"], ["b"]], "a, b"),
        ({"kind": "any-of"}, [["a"], ["b"]], "a, b"),
        ({"kind": "asked"}, ["optional", "expected"], "expected"),
    ],
)
def test_entries_of_a_side_add_up(
    slot: dict[str, Any], answers: list[Any], combined: str, tmp_path: Path
) -> None:
    entries = [fda({"x": answer}, number) for number, answer in enumerate(answers, 1)]
    row = row_of(tmp_path, {"x": slot}, entries, absences=[absence("EMA")])
    assert only(row).global_position == {"x": combined}


@pytest.mark.parametrize(
    ("slot", "answers"),
    [
        (AMOUNT["amount"], ["< 5 ng/dose", "> 10 ng/dose"]),
        (AMOUNT["amount"], ["< 5 ng/dose", "< 10 %"]),
        ({"kind": "permission"}, ["allowed", "not-allowed"]),
        ({"kind": "choice"}, ["one", "two"]),
        ({"kind": "clock"}, ["60 day", "40 day"]),
        ({"kind": "schedule"}, [["at 1 month"], ["at 2 month"]]),
    ],
)
def test_a_side_that_contradicts_itself_is_found_and_not_compared(
    slot: dict[str, Any], answers: list[Any], tmp_path: Path
) -> None:
    entries = [fda({"x": answer}, number) for number, answer in enumerate(answers, 1)]
    corpus = open_files(tmp_path, files({"x": slot}, [*entries, ema({"x": answers[0]})]))
    result = result_of(corpus)
    assert result.rows[0].verdict == "unjudged"
    assert [finding.code for finding in result.findings] == ["AG102"]


# --- slot kinds ------------------------------------------------------------------------------

LIMIT = {"kind": "limit", "stricter": "lower"}


@pytest.mark.parametrize(
    ("slot", "first", "second", "verdict", "stricter", "position", "conflict"),
    [
        (LIMIT, "< 10 %", "> 20 %", "diverge", "mixed", None, True),
        (LIMIT, "5..20 %", "10..30 %", "diverge", "mixed", "10..20 %", False),
        (LIMIT, "5..20 %", "10..15 %", "diverge", "EMA", "10..15 %", False),
        (LIMIT, "about < 10 %", "< 10 %", "match", "equal", "< 10 %", False),
        (LIMIT, "< 10 %", "< 10 bp", "unjudged", None, None, False),
        (
            LIMIT,
            "least of < 10 ng | < 1 %",
            "< 1 %",
            "diverge",
            "FDA",
            "least of < 10 ng | < 1 %",
            False,
        ),
        (
            {"kind": "limit", "stricter": "higher"},
            ">= 70 %",
            "none",
            "diverge",
            "FDA",
            ">= 70 %",
            False,
        ),
        ({"kind": "effort"}, "none", "5 year", "diverge", "EMA", "5 year", False),
        (
            {"kind": "effort"},
            "10 year from administration",
            "30 year from product-expiry",
            "diverge",
            "EMA",
            "30 year from product-expiry",
            False,
        ),
        (
            {"kind": "effort"},
            "30 year from administration",
            "10 year from product-expiry",
            "unjudged",
            None,
            None,
            False,
        ),
        (
            {"kind": "effort"},
            "10 year from administration",
            "10 year from other",
            "unjudged",
            None,
            None,
            False,
        ),
        (
            {"kind": "effort"},
            "least of 1 % | 5 cells",
            "least of 2 % | 5 cells",
            "unjudged",
            None,
            None,
            False,
        ),
        (
            {"kind": "effort"},
            "most of 1 % | 5 cells",
            "5 cells",
            "diverge",
            "FDA",
            "most of 1 % | 5 cells",
            False,
        ),
        ({"kind": "effort"}, "up to 15 year", "15 year", "match", "equal", "15 year", False),
        ({"kind": "any-of"}, ["culture"], ["nat"], "diverge", "mixed", None, True),
        ({"kind": "any-of"}, ["validated-nat"], ["nat"], "diverge", "FDA", "validated-nat", False),
        (
            {"kind": "any-of"},
            ["culture", "x"],
            ["culture", "y"],
            "diverge",
            "mixed",
            "culture",
            False,
        ),
        ({"kind": "permission"}, "allowed-if", "allowed", "diverge", "FDA", "allowed-if", False),
        ({"kind": "choice"}, "one", "two", "diverge", "not-comparable", None, False),
        (
            {"kind": "schedule"},
            ["at 12 month"],
            ["at 1 year"],
            "match",
            "equal",
            "at 12 month",
            False,
        ),
        (
            {"kind": "schedule"},
            ["at 6 month"],
            ["at 1 year"],
            "diverge",
            "not-comparable",
            "at 6 month; at 1 year",
            False,
        ),
        ({"kind": "clock"}, "<= 60 day", "60 day", "match", "equal", None, False),
        ({"kind": "clock"}, "60 day", "40 day", "diverge", "not-comparable", None, False),
    ],
)
def test_slot_kinds(
    slot: dict[str, Any],
    first: Any,
    second: Any,
    verdict: str,
    stricter: str | None,
    position: str | None,
    conflict: bool,
    tmp_path: Path,
) -> None:
    row = row_of(tmp_path, {"x": slot}, [fda({"x": first}), ema({"x": second})])
    part = only(row)
    assert (row.verdict, row.stricter, part.conflict) == (verdict, stricter, conflict)
    assert part.global_position.get("x") == position


def test_facets_that_name_different_sides_are_mixed(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        {**AMOUNT, **ASKED},
        [
            fda({"amount": "< 5 ng/dose", "asked": "optional"}),
            ema({"amount": "< 10 ng/dose", "asked": "expected"}),
        ],
    )
    assert row.stricter == "mixed"
    assert facets(only(row)) == [("limit", "FDA"), ("expected", "EMA")]


# --- conditions ------------------------------------------------------------------------------


def test_an_escape_of_one_side_makes_the_other_stricter(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, unless=[{"id": "justified"}]),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    assert (row.verdict, facets(only(row))) == ("diverge", [("condition", "EMA")])


def test_the_same_escape_on_both_sides_is_a_match(tmp_path: Path) -> None:
    more = {"unless": [{"id": "justified"}]}
    row = row_of(
        tmp_path,
        AMOUNT,
        [fda({"amount": "< 10 ng/dose"}, **more), ema({"amount": "< 10 ng/dose"}, **more)],
    )
    assert row.verdict == "match"


def test_a_side_that_answers_only_when_is_silent_in_the_base(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, when=[{"id": "justified"}]),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    assert row.verdict == "unjudged"
    assert "open" in notes(only(row))


def test_a_trigger_that_tightens_one_side(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}, 1),
            fda({"amount": "< 5 ng/dose"}, 2, when=[{"id": "justified"}]),
            ema({"amount": "< 10 ng/dose"}),
        ],
    )
    assert facets(only(row)) == [("condition", "FDA")]


# --- parts, headline, coverage ---------------------------------------------------------------


def test_the_headline_is_the_most_severe_part_where_both_speak(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}),
            ema({"asked": "expected"}, 1, applies_to={"stage": ["marketing"]}),
            ema({"asked": "optional"}, 2, applies_to={"stage": ["pivotal"]}),
        ],
    )
    assert (row.verdict, row.stricter) == ("diverge", "FDA")
    assert {part.verdict for part in row.coverage} == {"unassessed"}


def test_partly_searched_says_in_part(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"})],
        absences=[absence("EMA", applies_to={"stage": ["marketing"]})],
    )
    assert row.verdict == "unassessed"
    assert row.in_part
    assert {part.verdict for part in row.coverage} == {"no-counterpart"}


def test_an_impossible_combination_is_no_part(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}, applies_to={"genome": ["integrating"]}),
            ema({"asked": "expected"}),
        ],
        domain={"product": ["aav"]},
    )
    assert [part.sides[0].entries for part in row.parts] == [()]


def test_scope_filters_cut_and_recompute(tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(
            {"reliance": {"kind": "permission"}},
            [
                fda({"reliance": "allowed"}, 1, applies_to={"stage": ["investigational"]}),
                fda({"reliance": "not-allowed"}, 2, applies_to={"stage": ["marketing"]}),
                ema({"reliance": "not-allowed"}),
            ],
            domain={"stage": ["investigational", "marketing"]},
        ),
    )
    assert result_of(corpus).rows[0].verdict == "diverge"
    assert result_of(corpus, scope={"stage": ("marketing",)}).rows[0].verdict == "match"
    assert result_of(corpus, scope={"stage": ("post-approval",)}).rows == ()


def test_an_entry_beyond_the_domain_is_cut(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}, applies_to={"stage": ["phase-1"]})],
        domain={"stage": ["marketing"]},
    )
    assert row.entries == ()


# --- grades ----------------------------------------------------------------------------------


def test_a_recalled_answer_makes_the_verdict_provisional(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [fda({"asked": "expected"}, grade="recalled"), ema({"asked": "expected"}, grade="read")],
    )
    assert (row.verdict, row.provisional, row.reading) == ("match", True, "recalled")


def test_a_recalled_entry_that_decides_nothing_leaves_the_verdict_firm(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}, 1, grade="read"),
            fda({"asked": "expected"}, 2, grade="recalled", standing="convention"),
            ema({"asked": "expected"}, grade="read"),
        ],
    )
    assert (row.provisional, row.reading) == (False, "read")


@pytest.mark.parametrize("reading", ["read", "reported", "recalled"])
def test_reading_hides_rows_of_lower_grade(reading: str, tmp_path: Path) -> None:
    corpus = open_files(
        tmp_path,
        files(ASKED, [fda({"asked": "expected"}, grade="reported"), ema({"asked": "expected"})]),
    )
    shown = bool(result_of(corpus, reading=reading).rows)
    assert shown == (reading != "read")


# --- notes -----------------------------------------------------------------------------------


def test_legal_force_and_wording_are_notes(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        ASKED,
        [
            fda({"asked": "expected"}, document="FDA-LAW", obligation="must"),
            ema({"asked": "expected"}),
        ],
    )
    assert row.verdict == "match"
    assert notes(only(row)) == {"force", "obligation"}
