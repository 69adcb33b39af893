"""Outcomes of assessments, each worked out by hand from the answers beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from atmp_gap.profile.assessment import failing, outcomes
from atmp_gap.report.assessment import plan_text
from atmp_gap.report.assessment_sheet import assessment_sheet
from profile_support import assessed
from support import absence, ema, fda

pytestmark = pytest.mark.requirement("TR-10")

AMOUNT = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
TIME = {"time": {"kind": "effort", "dimension": "time"}}
POINTS = {"points": {"kind": "all-of"}}
METHODS = {"methods": {"kind": "any-of"}}
ASKED = {"test": {"kind": "asked"}}
USE = {"use": {"kind": "permission"}}
CLASS = {"class": {"kind": "choice", "values": {"starting": "s", "substance": "d"}}}
VISITS = {"visits": {"kind": "schedule"}}

# asks, FDA's answers, EMA's answers, the position, the outcome
HAND: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], str, str]] = {
    "5 ng lies under 10 and under 8 ng": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 8 ng/dose"},
        '{amount: "< 5 ng/dose"}', "meets-both",
    ),
    "9 ng lies under 10 ng only": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 8 ng/dose"},
        '{amount: "< 9 ng/dose"}', "fda-only",
    ),
    "9000 pg are 9 ng": (
        AMOUNT, {"amount": "< 8 ng/dose"}, {"amount": "< 10 ng/dose"},
        '{amount: "<= 9000 pg/dose"}', "ema-only",
    ),
    "20 ng lies above both": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 8 ng/dose"},
        '{amount: "< 20 ng/dose"}', "neither",
    ),
    "a limit per mg says nothing about a limit per dose": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 8 ng/dose"},
        '{amount: "< 1 ng/mg"}', "not-comparable",
    ),
    "any limit meets a side that gives no number": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "none"},
        '{amount: "< 10 ng/dose"}', "meets-both",
    ),
    "no limit of one's own falls short of a number": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "none"}, "{amount: none}", "ema-only",
    ),
    "15 years reach up to 5 and 15 years": (
        TIME, {"time": "up to 5 year"}, {"time": "15 year"}, "{time: 15 year}", "meets-both",
    ),
    "5 years reach one": (
        TIME, {"time": "up to 5 year"}, {"time": "15 year"}, "{time: 60 month}", "fda-only",
    ),
    "a ceiling of one's own is no least amount": (
        TIME, {"time": "15 year"}, {"time": "5 year"}, "{time: up to 15 year}", "not-comparable",
    ),
    "a ceiling below what is asked falls short": (
        TIME, {"time": "15 year"}, {"time": "up to 5 year"}, "{time: up to 5 year}", "ema-only",
    ),
    "three points hold two and lack a fourth": (
        POINTS, {"points": ["bank", "lot"]}, {"points": ["bank", "patient"]},
        "{points: [bank, lot, cells]}", "fda-only",
    ),
    "a validated test is a test of its branch": (
        METHODS, {"methods": ["nat"]}, {"methods": ["culture", "nat"]},
        "{methods: [validated-nat]}", "meets-both",
    ),
    "each method used has to be accepted": (
        METHODS, {"methods": ["nat"]}, {"methods": ["culture", "nat"]},
        "{methods: [nat, culture]}", "ema-only",
    ),
    "not done where one side expects it": (
        ASKED, {"test": "not-expected"}, {"test": "expected"}, "{test: not-done}", "fda-only",
    ),
    "done where one side expects it": (
        ASKED, {"test": "optional"}, {"test": "expected"}, "{test: done}", "meets-both",
    ),
    "used where one side forbids it": (
        USE, {"use": "not-allowed"}, {"use": "allowed"}, "{use: used}", "ema-only",
    ),
    "used, and nobody said whether under the conditions asked": (
        USE, {"use": "allowed-if"}, {"use": "allowed"}, "{use: used}", "not-comparable",
    ),
    "used under conditions that one side sets": (
        USE, {"use": "allowed-if"}, {"use": "allowed"}, "{use: used-if}", "meets-both",
    ),
    "classed as one side does": (
        CLASS, {"class": "starting"}, {"class": "substance"}, "{class: starting}", "fda-only",
    ),
    "other visits are not compared": (
        VISITS, {"visits": "at 0, 3 month"}, {"visits": "at 0, 3 month"},
        '{visits: "at 0, 6 month"}', "not-comparable",
    ),
    "the same visits in other units": (
        VISITS, {"visits": "at 0, 12 month"}, {"visits": "at 0, 1 year"},
        '{visits: "at 0, 12 month"}', "meets-both",
    ),
    "an empty answer addresses nothing": (
        AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 8 ng/dose"}, "{amount: }",
        "not-addressed",
    ),
    "half an answer is no answer": (
        {**AMOUNT, **ASKED}, {"amount": "< 10 ng/dose"}, {"test": "expected"},
        '{amount: "< 5 ng/dose"}', "not-addressed",
    ),
    "prose is for people": (ASKED, {}, {"test": "expected"}, "{test: done}", "not-comparable"),
}  # fmt: skip


@pytest.mark.parametrize("name", HAND)
def test_outcome(name: str, tmp_path: Path) -> None:
    asks, first, second, position, outcome = HAND[name]
    found = assessed(
        tmp_path, asks, [fda(first), ema(second)], f"  - subject: s\n    answers: {position}\n"
    )
    assert [check.outcome for check in found.checks] == [outcome]
    assert found.counts[outcome] == 1


def test_a_side_nobody_searched_is_neither_met_nor_a_gap(tmp_path: Path) -> None:
    position = "  - subject: s\n    answers: {test: done}\n"
    found = assessed(tmp_path, ASKED, [fda({"test": "expected"})], position)
    (check,) = found.checks
    assert check.outcome == "not-assessed"
    assert [side.status for side in check.sides] == ["meets", "not-assessed"]


@pytest.mark.parametrize(("speaks", "missed", "unknown"), [(fda, 0, 1), (ema, 1, 0)])
def test_a_side_missed_and_one_nobody_searched_is_not_assessed(
    speaks: Callable[..., Any], missed: int, unknown: int, tmp_path: Path
) -> None:
    """Not assessed is never a gap: nobody knows whether the second side is missed too."""
    position = "  - subject: s\n    answers: {test: not-done}\n"
    found = assessed(tmp_path, ASKED, [speaks({"test": "expected"})], position)
    (check,) = found.checks
    assert check.outcome == "not-assessed"
    assert (check.sides[missed].status, check.sides[unknown].status) == ("short", "not-assessed")
    agencies = found.agencies
    assert check.note == f"short of {agencies[missed]}; {agencies[unknown]} not assessed"
    assert check.note in assessment_sheet(found).rows[0][7]
    assert failing(found, ["neither", "fda-only", "ema-only"]) == []
    assert failing(found, ["not-assessed"]) == [check]


def test_fail_on_tells_a_side_missed_from_one_not_assessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    position = "  - subject: s\n    answers: {test: not-done}\n"
    assessed(tmp_path, ASKED, [fda({"test": "expected"})], position)
    command = ["assess", str(tmp_path / "profile.yaml"), "--no-bundled"]
    command += ["--requirements", str(tmp_path / "corpus"), "--format", "csv", "--fail-on"]
    assert run([*command, "neither,fda-only,ema-only"]) == 0
    assert "short of FDA; EMA not assessed" in capsys.readouterr().out
    assert run([*command, "not-assessed"]) == 1


def test_a_side_missed_ranks_high_where_the_other_was_not_assessed(tmp_path: Path) -> None:
    """In phase 1 neither is met, in a pivotal trial EMA is unknown, later EMA alone is met."""
    entries = [
        fda({"test": "expected"}),
        ema({"test": "expected"}, 1, applies_to={"stage": ["phase-1"]}),
        ema({"test": "not-expected"}, 2, applies_to={"stage": ["marketing"]}),
    ]
    found = assessed(
        tmp_path,
        ASKED,
        entries,
        "  - subject: s\n    answers: {test: not-done}\n",
        facts="  product: aav\n  stage: [phase-1, pivotal, marketing]\n",
    )
    told = [check.outcome for check in found.checks]
    assert told == ["neither", "not-assessed", "ema-only"]


def test_a_side_searched_in_vain_asks_nothing(tmp_path: Path) -> None:
    position = "  - subject: s\n    answers: {test: not-done}\n"
    entries = [fda({"test": "expected"})]
    found = assessed(tmp_path, ASKED, entries, position, absences=[absence("EMA")])
    (check,) = found.checks
    assert check.outcome == "ema-only"
    assert [side.status for side in check.sides] == ["short", "asks-nothing"]


def test_a_side_searched_elsewhere_only_is_not_assessed(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        ASKED,
        [fda({"test": "expected"})],
        "  - subject: s\n    answers: {test: done}\n",
        absences=[absence("EMA", applies_to={"product": ["cells"]})],
    )
    assert [check.outcome for check in found.checks] == ["not-assessed"]


def test_positions_towards_one_side_each(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        CLASS,
        [fda({"class": "starting"}), ema({"class": "substance"})],
        "  - {subject: s, for: [US], answers: {class: starting}}\n"
        "  - {subject: s, for: [EU], answers: {class: substance}}\n",
    )
    (check,) = found.checks
    assert check.outcome == "meets-both"
    assert check.slots[0].held == ("starting", "substance")


def test_a_claimed_condition_changes_what_is_asked(tmp_path: Path) -> None:
    entries = [
        fda({"amount": "< 10 ng/dose"}, unless=[{"id": "encapsidated-dna"}]),
        fda({"amount": "< 50 ng/dose"}, 2),
        ema({"amount": "< 50 ng/dose"}),
    ]
    base = '  - subject: s\n    answers: {amount: "< 20 ng/dose"}\n'
    (check,) = assessed(tmp_path / "a", AMOUNT, entries, base).checks
    assert check.outcome == "ema-only"
    assert any("encapsidated-dna" in note for slot in check.slots for note in slot.notes)
    claimed = base + "    conditions: [encapsidated-dna]\n"
    (check,) = assessed(tmp_path / "b", AMOUNT, entries, claimed).checks
    assert check.outcome == "meets-both"


def test_recalled_and_draft_answers_are_provisional(tmp_path: Path) -> None:
    entries = [fda({"test": "expected"}, grade="recalled"), ema({"test": "expected"})]
    position = "  - subject: s\n    answers: {test: done}\n"
    (check,) = assessed(tmp_path / "a", ASKED, entries, position).checks
    assert check.provisional
    drafts = [fda({"test": "expected"}, document="FDA-DRAFT"), ema({"test": "expected"})]
    (check,) = assessed(tmp_path / "b", ASKED, drafts, position).checks
    assert (check.provisional, check.rests_on) == (False, "draft")


@pytest.mark.parametrize(
    ("expires", "waived", "expired"),
    [("2026-06-01", True, False), ("2026-05-31", False, True), ("2027", True, False)],
)
def test_a_waiver_counts_to_its_last_day(
    expires: str, waived: bool, expired: bool, tmp_path: Path
) -> None:
    position = (
        "  - subject: s\n    answers: {test: not-done}\n    due: 2026-01-01\n"
        f"    waiver: {{reason: why, expires: {expires}}}\n"
    )
    entries = [fda({"test": "expected"}), ema({"test": "expected"})]
    found = assessed(tmp_path, ASKED, entries, position)
    (check,) = found.checks
    assert (check.waived, check.waiver_expired, check.overdue) == (waived, expired, True)
    assert bool(failing(found, ["neither"])) is not waived
    assert bool(failing(found, ["waiver-expired"])) is expired
    plan = plan_text(check)
    assert ("waiver expired 2026-05-31: why" if expired else f"waived until {expires}: why") in plan
    assert "waived expired" not in plan
    assert bool(failing(found, ["overdue"])) is not waived


def test_the_worst_stands_first_and_binding_before_wished(tmp_path: Path) -> None:
    entries = [
        fda({"test": "expected"}, 1, applies_to={"stage": ["phase-1"]}),
        fda({"test": "expected"}, 2, applies_to={"stage": ["pivotal"]}, obligation="must"),
        fda({"test": "not-expected"}, 3, applies_to={"stage": ["marketing"]}),
        ema({"test": "not-expected"}),
    ]
    found = assessed(tmp_path, ASKED, entries, "  - subject: s\n    answers: {test: not-done}\n")
    told = [(check.rank, check.outcome, check.obligation) for check in found.checks]
    assert told[:3] == [
        (1, "ema-only", "must"),
        (2, "ema-only", "should"),
        (3, "not-assessed", "should"),
    ]
    assert found.checks[-1].outcome == "meets-both"
    order = [outcomes(("FDA", "EMA")).index(check.outcome) for check in found.checks]
    assert order == sorted(order)


def test_a_question_that_does_not_arise_is_said(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        ASKED,
        [fda({"test": "expected"})],
        "  - subject: s\n    answers: {test: done}\n",
        domain={"product": ["cells"]},
    )
    assert found.checks == ()
    assert found.out_of_scope == ("s",)
    assert "no compliance statement" in found.notice


@pytest.mark.parametrize(("side", "waived"), [("EU", True), ("US", False)])
def test_a_waiver_towards_one_side_does_not_excuse_the_other(
    side: str, waived: bool, tmp_path: Path
) -> None:
    """FDA is met and EMA is not: only a waiver towards EMA counts."""
    other = "US" if side == "EU" else "EU"
    waiver = "waiver: {reason: why, expires: 2027-01-01}"
    found = assessed(
        tmp_path,
        ASKED,
        [fda({"test": "not-expected"}), ema({"test": "expected"})],
        f"  - {{subject: s, for: [{side}], answers: {{test: not-done}}, {waiver}}}\n"
        f"  - {{subject: s, for: [{other}], answers: {{test: not-done}}, owner: QA}}\n",
    )
    (check,) = found.checks
    assert (check.outcome, check.waived, check.owner) == ("fda-only", waived, "QA")
