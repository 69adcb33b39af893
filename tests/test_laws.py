"""Laws that hold for any input: boxes, intervals, mirrored agencies, units, unrelated entries."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atmp_gap.corpus.validate import adapter
from atmp_gap.gap.result import Part, Row
from atmp_gap.kinds.quantity import Interval
from atmp_gap.model.dimensions import compile_space
from atmp_gap.model.partition import Partition
from atmp_gap.model.scope import Box, Space
from atmp_gap.model.vocabulary import Vocabulary
from support import VOCABULARY, absence, ema, fda, files, ich, open_files, result_of

pytestmark = pytest.mark.requirement("TR-07")

SPACE = compile_space(adapter(Vocabulary).validate_python(VOCABULARY).dimensions)
SETTINGS = settings(
    max_examples=min(60, settings().max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def atoms(space: Space, box: Box) -> set[tuple[int, ...]]:
    """Every combination of leaves of a box that exists, checked leaf by leaf."""
    choices = [[i for i in range(mask.bit_length()) if mask >> i & 1] for mask in box]
    return {
        combination
        for combination in itertools.product(*choices)
        if all(
            space.implied[combination[0]][axis] >> leaf & 1
            for axis, leaf in enumerate(combination)
            if axis
        )
    }


boxes = st.tuples(*(st.integers(1, axis.full) for axis in SPACE.axes))


@given(boxes, st.lists(boxes, max_size=5))
@SETTINGS
def test_cells_cover_the_domain_and_never_overlap(domain: Box, cutters: list[Box]) -> None:
    seen: set[tuple[int, ...]] = set()
    for cell, covering in Partition(SPACE).cells(domain, cutters):
        here = atoms(SPACE, cell)
        assert here, "an impossible cell"
        assert not here & seen, "two cells overlap"
        seen |= here
        for index, cutter in enumerate(cutters):
            inside = atoms(SPACE, cutter)
            assert here <= inside if covering >> index & 1 else not here & inside
    assert seen == atoms(SPACE, domain)


@given(boxes, st.lists(boxes, max_size=4), st.data())
@SETTINGS
def test_merging_loses_and_adds_nothing(domain: Box, cutters: list[Box], data: Any) -> None:
    cells = [
        (cell, data.draw(st.integers(0, 1))) for cell, _ in Partition(SPACE).cells(domain, cutters)
    ]
    merged = Partition(SPACE).merge(cells)
    assert len(merged) <= len(cells)
    for content in (0, 1):
        before = [atoms(SPACE, box) for box, kind in cells if kind == content]
        after = [atoms(SPACE, box) for box, kind in merged if kind == content]
        assert set().union(*before) == set().union(*after)
        assert sum(map(len, after)) == len(set().union(*after)), "merged boxes overlap"


@given(boxes, boxes)
@SETTINGS
def test_a_described_scope_reads_back_as_the_same_combinations(domain: Box, other: Box) -> None:
    box = SPACE.meet(domain, other)
    if box is None:
        assert not atoms(SPACE, domain) & atoms(SPACE, other)
        return
    described = SPACE.box(SPACE.describe(box, domain))
    assert atoms(SPACE, described) & atoms(SPACE, domain) == atoms(SPACE, box)


numbers = st.integers(0, 6).map(Fraction)
intervals = st.builds(
    Interval, st.none() | numbers, st.none() | numbers, st.booleans(), st.booleans()
)


def holds(interval: Interval, value: Fraction) -> bool:
    low = interval.low is None or (
        value > interval.low if interval.low_open else value >= interval.low
    )
    high = interval.high is None or (
        value < interval.high if interval.high_open else value <= interval.high
    )
    return low and high


@given(intervals, intervals)
def test_the_intersection_holds_what_both_hold(a: Interval, b: Interval) -> None:
    both = a.meet(b)
    points = [Fraction(n, 2) for n in range(-1, 14)]
    for point in points:
        assert holds(both, point) == (holds(a, point) and holds(b, point))
    assert both.empty == (not any(holds(both, point) for point in points))


SLOTS: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "amount": (
        {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
        ["< 10 ng/dose", "<= 10 ng/dose", "< 50 ng/dose", ">= 20 ng/dose", "none", "5..20 ng/dose"],
    ),
    "time": (
        {"kind": "effort"},
        ["5 year", "up to 5 year", "15 year", "none", "15 year from administration"],
    ),
    "points": ({"kind": "all-of"}, [["a"], ["a", "b"], ["b", "c"]]),
    "methods": ({"kind": "any-of"}, [["nat"], ["validated-nat"], ["culture", "nat"]]),
    "asked": ({"kind": "asked"}, ["expected", "optional", "not-expected"]),
    "pathway": ({"kind": "permission"}, ["allowed", "allowed-if", "not-allowed"]),
    "status": ({"kind": "choice"}, ["one", "two"]),
    "visits": ({"kind": "schedule"}, [["at 0, 6 month"], ["every 1 year until 5 year"]]),
    "clock": ({"kind": "clock"}, ["<= 60 day", "<= 40 day"]),
}
ASKS = {name: slot for name, (slot, _) in SLOTS.items()}
SCOPES: list[dict[str, list[str]]] = [
    {},
    {"stage": ["investigational"]},
    {"stage": ["marketing", "post-approval"]},
    {"product": ["aav"]},
    {"product": ["vector"], "stage": ["phase-1"]},
    {"genome": ["integrating"]},
]
MAKERS = {"FDA": fda, "EMA": ema, "ICH": ich}


@st.composite
def entries(draw: Any, agency: str, number: int) -> dict[str, Any]:
    """One entry of an agency with some answers, conditions and scope."""
    names = draw(st.lists(st.sampled_from(list(SLOTS)), max_size=2, unique=True))
    answers = {name: draw(st.sampled_from(SLOTS[name][1])) for name in names}
    more: dict[str, Any] = {"applies_to": draw(st.sampled_from(SCOPES))}
    if draw(st.integers(0, 3)) == 0:
        more[draw(st.sampled_from(["unless", "when"]))] = [{"id": "justified"}]
    more["obligation"] = draw(st.sampled_from(["must", "should", "may"]))
    uncertain = any(answer == "none" for answer in answers.values())
    more["grade"] = draw(st.sampled_from(["read", "reported"] + ["recalled"] * (not uncertain)))
    if agency != "ICH" and draw(st.integers(0, 3)) == 0:
        more["document"] = f"{agency}-DRAFT"
    return MAKERS[agency](answers, number, **more)


@st.composite
def corpora(draw: Any) -> dict[str, Any]:
    """The files of a one-subject corpus with some entries and absences."""
    items = [
        draw(entries(agency, number))
        for agency in ("FDA", "EMA", "ICH")
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    absences = [
        absence(agency, applies_to=draw(st.sampled_from(SCOPES)))
        for agency in ("FDA", "EMA")
        if draw(st.booleans())
    ]
    return files(ASKS, items, absences=absences)


def essence(part: Part) -> tuple[Any, ...]:
    """What must not depend on the order in which the agencies are named."""
    facets = frozenset(
        (facet.kind, facet.slot, facet.material, facet.stricter, frozenset(facet.answers))
        for facet in part.facets
    )
    position = {
        slot: frozenset(text.replace("; ", ", ").replace(" and ", ", ").split(", "))
        for slot, text in part.global_position.items()
    }
    return (
        tuple(sorted(part.scope.items())),
        part.verdict,
        part.stricter,
        part.conflict,
        part.provisional,
        part.coverage,
        part.rests_on,
        part.same_ich_text,
        part.if_adopted and (part.if_adopted.verdict, part.if_adopted.stricter),
        facets,
        position,
    )


def row_essence(row: Row) -> tuple[Any, ...]:
    parts = sorted((essence(part) for part in row.parts), key=lambda item: str(item[:8]))
    return row.verdict, row.stricter, row.provisional, row.in_part, parts


@given(corpora())
@SETTINGS
def test_swapping_the_agencies_mirrors_every_verdict(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    corpus = open_files(tmp_path_factory.mktemp("c"), content)
    here = result_of(corpus, between=("FDA", "EMA")).rows
    there = result_of(corpus, between=("EMA", "FDA")).rows
    assert [row_essence(row) for row in here] == [row_essence(row) for row in there]


@given(corpora())
@SETTINGS
def test_parts_of_a_row_cover_the_domain_once(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    corpus = open_files(tmp_path_factory.mktemp("c"), content)
    (row,) = result_of(corpus).rows
    everything = atoms(corpus.space, corpus.space.everything)
    seen = [atoms(corpus.space, corpus.space.box(part.scope)) for part in row.parts]
    assert sum(map(len, seen)) == len(everything)
    assert set().union(*seen) == everything


CONVERTED = {
    "< 10 ng/dose": "< 10000 pg/dose",
    "<= 10 ng/dose": "<= 0.00001 mg/dose",
    "< 50 ng/dose": "< 50000 pg/dose",
    "5 year": "60 month",
    "15 year": "180 month",
    "<= 60 day": "<= 1440 h",
}


@given(corpora(), st.sampled_from(["FDA", "EMA", "ICH"]))
@SETTINGS
def test_converting_units_changes_no_verdict(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any], agency: str
) -> None:
    before = result_of(open_files(tmp_path_factory.mktemp("a"), content)).rows
    name = f"t/{agency.lower()}.yaml"
    if name in content:
        for item in content[name]["requirements"]:
            item["answers"] = {
                slot: CONVERTED.get(answer, answer) if isinstance(answer, str) else answer
                for slot, answer in item["answers"].items()
            }
    after = result_of(open_files(tmp_path_factory.mktemp("b"), content)).rows
    for one, two in zip(before, after, strict=True):
        assert (one.verdict, one.stricter) == (two.verdict, two.stricter)
        assert [(p.scope, p.verdict, p.stricter) for p in one.parts] == [
            (p.scope, p.verdict, p.stricter) for p in two.parts
        ]


@given(corpora())
@SETTINGS
def test_an_unrelated_entry_changes_no_other_row(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    other = {**content["t/topic.yaml"]["subjects"][0], "id": "other"}
    content["t/topic.yaml"]["subjects"].append(other)
    before = result_of(open_files(tmp_path_factory.mktemp("a"), content)).rows
    content["t/fda-more.yaml"] = {
        "agency": "FDA",
        "topic": "t",
        "requirements": [{**fda({"asked": "expected"}, 99), "subject": "other"}],
    }
    after = result_of(open_files(tmp_path_factory.mktemp("b"), content)).rows
    assert before[0] == after[0]
    assert before[1] != after[1]
