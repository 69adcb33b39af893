"""The table of verdicts, line by line, and whose side of a part is the stricter."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from atmp_gap.gap.facet import Facet
from atmp_gap.gap.verdict import RESTS_ON_ANSWERS, Evidence, decide, stricter

pytestmark = pytest.mark.requirement("TR-01")

NOTHING = Evidence(
    speaks=(False, False),
    searched=(False, False),
    searched_whole=(False, False),
    elsewhere=(False, False),
    differs=False,
    compared=False,
    left_open=False,
)
BOTH = replace(NOTHING, speaks=(True, True))


@pytest.mark.parametrize(
    ("differs", "compared", "left_open", "verdict"),
    [
        (True, True, True, "diverge"),
        (True, True, False, "diverge"),
        (False, True, False, "match"),
        (False, True, True, "unjudged"),
        (False, False, True, "unjudged"),
        (False, False, False, "unjudged"),
    ],
)
def test_both_speak(differs: bool, compared: bool, left_open: bool, verdict: str) -> None:
    # Searches are of no matter where both speak.
    for found in product((False, True), repeat=2):
        evidence = replace(
            BOTH, searched=found, searched_whole=found, differs=differs, compared=compared
        )
        assert decide(replace(evidence, left_open=left_open)) == verdict


@pytest.mark.parametrize(
    ("searched", "elsewhere", "verdict"),
    [
        (False, False, "unassessed"),
        (False, True, "unassessed"),
        (True, False, "no-counterpart"),
        (True, True, "out-of-scope"),
    ],
)
@pytest.mark.parametrize("silent", [0, 1])
def test_one_speaks(silent: int, searched: bool, elsewhere: bool, verdict: str) -> None:
    def of_silent(held: bool, other: bool) -> tuple[bool, bool]:
        return (held, other) if silent == 0 else (other, held)

    # What was searched for on the side that speaks is of no matter.
    for beside in (False, True):
        evidence = replace(
            NOTHING,
            speaks=of_silent(False, True),
            searched=of_silent(searched, beside),
            searched_whole=of_silent(searched, beside),
            elsewhere=of_silent(elsewhere, beside),
        )
        assert decide(evidence) == verdict


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [
        ((True, True), "neither"),
        ((True, False), "unassessed"),
        ((False, True), "unassessed"),
        ((False, False), "unassessed"),
    ],
)
def test_nobody_speaks(whole: tuple[bool, bool], verdict: str) -> None:
    assert decide(replace(NOTHING, searched=whole, searched_whole=whole)) == verdict
    assert decide(replace(NOTHING, searched=(True, True), searched_whole=whole)) == verdict


def facet(stricter: str | None, material: bool = True) -> Facet:
    return Facet("limit", "amount", material, stricter=stricter)


@pytest.mark.parametrize(
    ("verdict", "facets", "speaking", "side"),
    [
        ("match", [], ["FDA", "EMA"], "equal"),
        ("match", [facet(None, material=False)], ["FDA", "EMA"], "equal"),
        ("diverge", [facet("FDA")], ["FDA", "EMA"], "FDA"),
        ("diverge", [facet("FDA"), facet("FDA")], ["FDA", "EMA"], "FDA"),
        ("diverge", [facet("FDA"), facet("EMA", material=False)], ["FDA", "EMA"], "FDA"),
        ("diverge", [facet("FDA"), facet("EMA")], ["FDA", "EMA"], "mixed"),
        ("diverge", [facet("FDA"), facet("not-comparable")], ["FDA", "EMA"], "mixed"),
        ("diverge", [facet("not-comparable")], ["FDA", "EMA"], "not-comparable"),
        ("diverge", [facet("mixed")], ["FDA", "EMA"], "mixed"),
        ("no-counterpart", [], ["EMA"], "EMA"),
        ("unjudged", [], ["FDA", "EMA"], None),
        ("unassessed", [], ["FDA"], None),
        ("out-of-scope", [], ["FDA"], None),
        ("neither", [], [], None),
    ],
)
def test_the_stricter_side(
    verdict: str, facets: list[Facet], speaking: list[str], side: str | None
) -> None:
    assert stricter(verdict, facets, speaking) == side  # type: ignore[arg-type]


def test_which_verdicts_rest_on_answers() -> None:
    assert {"match", "diverge", "unjudged", "no-counterpart", "out-of-scope"} == RESTS_ON_ANSWERS
