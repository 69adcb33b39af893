"""One slot between two sides: silence, searches, conditions, additions to a shared text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.gap.result import Part
from support import absence, ema, facets, fda, ich, notes, row_of

AMOUNT = {"x": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
POINTS = {"x": {"kind": "all-of"}}
YEARS = {"x": {"kind": "effort"}}
ASKED = {"x": {"kind": "asked"}}
TWO = {**AMOUNT, "y": {"kind": "asked"}}
IF = {"when": [{"id": "justified"}]}
UNLESS = {"unless": [{"id": "justified"}]}
TEN, FIVE, NONE = {"x": "< 10 ng/dose"}, {"x": "< 5 ng/dose"}, {"x": "none"}


def part_of(folder: Path, asks: Any, entries: list[Any], absences: Any = (), **more: Any) -> Part:
    (part,) = row_of(folder, asks, entries, absences=absences, **more).parts
    return part


SEARCHES: dict[str, tuple[Any, list[Any], list[Any], str, list[Any]]] = {
    "all slots searched one by one": (
        TWO,
        [fda({**TEN, "y": "expected"})],
        [absence("EMA", slots=["x"]), absence("EMA", slots=["y"])],
        "no-counterpart",
        [],
    ),
    "all slots searched at once": (
        TWO,
        [fda({**TEN, "y": "expected"})],
        [absence("EMA", slots=["x", "y"])],
        "no-counterpart",
        [],
    ),
    "only one of two slots searched": (
        TWO,
        [fda({**TEN, "y": "expected"})],
        [absence("EMA", slots=["x"])],
        "unassessed",
        [],
    ),
    "a slot searched that nobody answers": (
        TWO,
        [fda(TEN)],
        [absence("EMA", slots=["y"])],
        "unassessed",
        [],
    ),
    "elements searched, not the list": (
        POINTS,
        [fda({"x": ["nat"]})],
        [absence("EMA", elements=["nat"])],
        "unassessed",
        [],
    ),
    "the speaking side searched": (AMOUNT, [fda(TEN)], [absence("FDA")], "unassessed", []),
    "prose against a search": (AMOUNT, [fda({})], [absence("EMA")], "no-counterpart", []),
    "prose against a search of the slot": (
        AMOUNT,
        [fda({})],
        [absence("EMA", slots=["x"])],
        "unassessed",
        [],
    ),
    "a slot searched where an own text answers it": (
        AMOUNT,
        [fda(FIVE), ema(TEN)],
        [absence("EMA", slots=["x"])],
        "diverge",
        [("limit", "FDA")],
    ),
    "silent on a slot that was searched, beside another": (
        TWO,
        [fda({"y": "expected"}), ema({**TEN, "y": "expected"})],
        [absence("FDA", slots=["x"])],
        "diverge",
        [("one-sided", "EMA")],
    ),
    "silent on a slot, the other slot searched": (
        TWO,
        [fda({"y": "expected"}), ema({**TEN, "y": "expected"})],
        [absence("FDA", slots=["y"])],
        "unjudged",
        [],
    ),
    "elements of that slot": (
        POINTS,
        [fda({"x": ["nat", "culture"]}), ema({"x": ["nat"]})],
        [absence("EMA", elements=["culture"], slots=["x"])],
        "diverge",
        [("tests", "FDA")],
    ),
    "elements that the list holds": (
        POINTS,
        [fda({"x": ["nat", "culture"]}), ema({"x": ["nat"]})],
        [absence("EMA", elements=["nat"])],
        "unjudged",
        [],
    ),
    "elements of two searches": (
        POINTS,
        [fda({"x": ["nat", "culture"]}), ich({"x": ["harvest"]})],
        [absence("EMA", elements=["nat"]), absence("EMA", elements=["culture"])],
        "diverge",
        [("tests", "FDA")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SEARCHES)
def test_what_was_searched_for(case: str, tmp_path: Path) -> None:
    asks, entries, absences, verdict, material = SEARCHES[case]
    part = part_of(tmp_path, asks, entries, absences)
    assert (part.verdict, facets(part)) == (verdict, material)


CONDITIONS: dict[str, tuple[Any, list[Any], str, list[Any], set[str]]] = {
    "the same under the same trigger": (
        AMOUNT, [fda(TEN, **IF), ema(TEN, **IF)], "match", [], set(),
    ),
    "different under the same trigger": (
        AMOUNT, [fda(TEN, **IF), ema(FIVE, **IF)], "diverge", [("condition", "EMA")], set(),
    ),
    "another basis under the same trigger": (
        AMOUNT, [fda(TEN, **IF), ema({"x": "< 5 ng/mg"}, **IF)], "unjudged", [], {"basis"},
    ),
    "each under a trigger of its own": (
        AMOUNT,
        [fda(TEN, **IF), ema(TEN, when=[{"id": "consult-division"}])],
        "unjudged", [], {"open"},
    ),
    "one alone under a trigger": (AMOUNT, [fda(TEN, **IF), ema({})], "unjudged", [], {"open"}),
    "a trigger on one side, beside equal bases": (
        AMOUNT, [fda(TEN, 1), fda(FIVE, 2, **IF), ema(TEN)], "diverge", [("condition", "FDA")],
        set(),
    ),
    "a trigger that adds nothing": (
        AMOUNT, [fda(FIVE, 1), fda(TEN, 2, **IF), ema(FIVE)], "match", [], set(),
    ),
    "a trigger beside bases that differ anyway": (
        AMOUNT, [fda(TEN, 1), fda({"x": "< 1 ng/dose"}, 2, **IF), ema(FIVE)], "diverge",
        [("limit", "EMA")], {"condition"},
    ),
    "an escape on one side": (
        AMOUNT, [fda(TEN, **UNLESS), ema(TEN)], "diverge", [("condition", "EMA")], set(),
    ),
    "the same escape on both": (AMOUNT, [fda(TEN, **UNLESS), ema(TEN, **UNLESS)], "match", [],
                                set()),
    "another basis under a trigger, beside equal bases": (
        AMOUNT, [fda(TEN, 1), fda({"x": "< 5 ng/mg"}, 2, **IF), ema(TEN)], "unjudged", [],
        {"basis"},
    ),
    "entries that disagree under a trigger": (
        {"x": {"kind": "permission"}},
        [fda({"x": "allowed"}, 1), fda({"x": "not-allowed"}, 2, **IF), ema({"x": "allowed"})],
        "unjudged", [], {"basis"},
    ),
    "an element more under a trigger": (
        POINTS, [fda({"x": ["nat"]}, 1), fda({"x": ["culture"]}, 2, **IF), ema({"x": ["nat"]})],
        "unjudged", [], {"basis"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONDITIONS)
@pytest.mark.parametrize("turned", [False, True])
def test_what_holds_under_conditions(case: str, turned: bool, tmp_path: Path) -> None:
    asks, entries, verdict, material, beside = CONDITIONS[case]
    view = {"between": ("EMA", "FDA")} if turned else {}
    part = part_of(tmp_path, asks, entries, view=view)
    assert part.verdict == verdict
    assert facets(part) == material
    assert beside <= notes(part)
    if verdict == "match":
        assert not notes(part) & {"condition", "basis", "open"}


@pytest.mark.parametrize("minor", [False, True])
@pytest.mark.parametrize(
    "entries",
    [
        [fda({"y": "expected"}), ema({**TEN, "y": "expected"})],
        [fda({"x": "< 1 ng/mg", "y": "expected"}), ema({**TEN, "y": "expected"})],
        [fda({**TEN, "y": "expected"}, 1), fda({"x": "> 20 ng/dose"}, 2),
         ema({**TEN, "y": "expected"})],
        [fda({**TEN, "y": "expected"}, 1), fda({"x": "< 1 ng/mg"}, 2, **IF),
         ema({**TEN, "y": "expected"})],
        [fda({"y": "expected"}, 1), fda(TEN, 2, **IF), ema({"y": "expected"})],
        [fda({"y": "expected"}, 1), fda(TEN, 2, **IF), ema({"y": "expected"}, 1),
         ema({"x": "< 1 ng/mg"}, 2, **IF)],
        [ich({**TEN, "y": "expected"}), fda(FIVE)],
        [fda({"z": ["nat"], "y": "expected"}), ema({"z": ["nat", "culture"], "y": "expected"})],
    ],
)  # fmt: skip
def test_what_a_minor_slot_leaves_open_is_a_note(
    entries: list[Any], minor: bool, tmp_path: Path
) -> None:
    asks = {
        **TWO, "x": {**AMOUNT["x"], "minor": minor}, "z": {"kind": "all-of", "minor": minor},
    }  # fmt: skip
    part = part_of(tmp_path, asks, entries)
    assert part.verdict == ("match" if minor else "unjudged")
    assert notes(part) & {"open", "basis"}


@pytest.mark.parametrize(("maker", "silent"), [(fda, "EMA"), (ema, "FDA")])
def test_who_leaves_open_what_the_other_asks_under_a_condition(
    maker: Any, silent: str, tmp_path: Path
) -> None:
    entries = [maker({}, 2), maker(TEN, **IF), *[m({}) for m in (fda, ema) if m is not maker]]
    (facet,) = [f for f in part_of(tmp_path, AMOUNT, entries).facets if f.kind == "open"]
    assert facet.silent == silent
    assert facet.note.endswith(f"{silent} leaves it open")


@pytest.mark.parametrize(
    ("asks", "shared", "own", "searched"),
    [
        (AMOUNT, TEN, FIVE, ("limit", "FDA")),
        (YEARS, {"x": "5 year"}, {"x": "15 year"}, ("effort", "FDA")),
        (POINTS, {"x": ["nat"]}, {"x": ["culture"]}, ("tests", "FDA")),
        (ASKED, {"x": "optional"}, {"x": "expected"}, ("expected", "FDA")),
    ],
)
def test_an_addition_to_a_shared_text_is_open_until_searched(
    asks: Any, shared: Any, own: Any, searched: tuple[str, str], tmp_path: Path
) -> None:
    entries = [ich(shared), fda(own)]
    part = part_of(tmp_path / "a", asks, entries)
    assert (part.verdict, facets(part)) == ("unjudged", [])
    part = part_of(tmp_path / "b", asks, entries, [absence("EMA")])
    assert facets(part) == [searched]
    # Where the other has an own text too, both have said what they want.
    part = part_of(tmp_path / "c", asks, [*entries, ema(shared)])
    if asks is not POINTS:
        assert facets(part) == [searched]
