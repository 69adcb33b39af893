"""Scope: names to boxes and back, what exists, and how boxes are cut and joined."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.corpus.validate import adapter
from atmp_gap.model.dimensions import compile_space
from atmp_gap.model.partition import Partition
from atmp_gap.model.scope import Space, UnknownTermError
from atmp_gap.model.vocabulary import Vocabulary
from support import VOCABULARY

pytestmark = pytest.mark.requirement("TR-05")


def space_of(dimensions: list[dict[str, Any]]) -> Space:
    return compile_space(adapter(Vocabulary).validate_python({"dimensions": dimensions}).dimensions)


SPACE = space_of(VOCABULARY["dimensions"])
PRODUCT, GENOME, SUBSTRATE, STAGE = SPACE.axes
ALL = SPACE.everything


@pytest.mark.parametrize(
    ("leaves", "names"),
    [
        (["phase-1"], ("phase-1",)),
        (["phase-1", "phase-2", "pivotal"], ("investigational",)),
        (["phase-1", "phase-2"], ("phase-1", "phase-2")),
        (["pivotal", "phase-2", "phase-1", "marketing"], ("investigational", "marketing")),
        (["marketing", "phase-1"], ("phase-1", "marketing")),
        (["phase-1", "phase-2", "pivotal", "marketing", "post-approval"],
         ("investigational", "marketing", "post-approval")),
    ],
)  # fmt: skip
def test_the_fewest_names_in_the_order_of_the_vocabulary(
    leaves: list[str], names: tuple[str, ...]
) -> None:
    mask = sum(STAGE.masks[leaf] for leaf in leaves)
    assert STAGE.names(mask) == names


def test_a_wide_name_stands_where_its_first_leaf_does() -> None:
    branch = {"id": "b", "terms": [{"id": "b1"}, {"id": "b2"}]}
    terms = [{"id": "a"}, branch, {"id": "c"}]
    (axis,) = space_of([{"id": "d", "title": "D", "option": "d", "terms": terms}]).axes
    assert axis.names(axis.full) == ("a", "b", "c")
    assert axis.names(axis.full - axis.masks["b2"]) == ("a", "b1", "c")


def test_a_branch_stands_for_its_leaves() -> None:
    assert PRODUCT.names(PRODUCT.masks["aav"] | PRODUCT.masks["lv"]) == ("vector",)
    assert SPACE.box({"product": ["vector"]}) == SPACE.box({"product": ["lv", "aav"]})


@given(st.integers(1, STAGE.full))
def test_names_of_a_mask_give_it_back(mask: int) -> None:
    names = STAGE.names(mask)
    union = 0
    for name in names:
        assert not union & STAGE.masks[name], "named twice"
        union |= STAGE.masks[name]
    assert union == mask
    firsts = [STAGE.leaves.index(SPACE.leaves(SPACE.box({"stage": [n]}))["stage"][0])
              for n in names]  # fmt: skip
    assert firsts == sorted(firsts)


def test_an_absent_dimension_means_all_of_it() -> None:
    assert SPACE.box({}) == ALL == (7, 7, 3, 31)
    box = SPACE.box({"stage": ["phase-1", "marketing"]})
    assert SPACE.leaves(box) == {
        "product": ["aav", "lv", "cells"],
        "genome": ["integrating", "episomal", "edited"],
        "substrate": ["non-tumorigenic", "tumorigenic"],
        "stage": ["phase-1", "marketing"],
    }


@pytest.mark.parametrize(
    ("scope", "words", "known"),
    [
        ({"stages": ["phase-1"]}, "unknown dimension 'stages'", "stage"),
        ({"stage": ["phase-1", "phase1"]}, "unknown stage 'phase1'", "phase-1"),
    ],
)
def test_what_the_vocabulary_lacks(scope: dict[str, list[str]], words: str, known: str) -> None:
    with pytest.raises(UnknownTermError, match=words) as caught:
        SPACE.box(scope)
    assert known in caught.value.known


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        # An AAV vector is episomal, a lentiviral one integrates; cells may be anything.
        ({}, {"aav", "lv", "cells"}),
        ({"genome": ["integrating"]}, {"lv", "cells"}),
        ({"genome": ["episomal"]}, {"aav", "cells"}),
        ({"genome": ["edited"]}, {"cells"}),
        ({"product": ["vector"], "genome": ["edited"]}, set()),
        ({"product": ["aav"], "genome": ["integrating"]}, set()),
        ({"product": ["aav"], "genome": ["integrating", "episomal"]}, {"aav"}),
    ],
)
def test_what_cannot_occur_is_left_out(scope: dict[str, list[str]], left: set[str]) -> None:
    box = SPACE.meet(SPACE.box(scope))
    assert (set(SPACE.leaves(box)["product"]) if box else set()) == left


def test_boxes_that_share_nothing_do_not_meet() -> None:
    early, late = SPACE.box({"stage": ["phase-1"]}), SPACE.box({"stage": ["marketing"]})
    assert SPACE.meet(early, late) is None
    assert SPACE.meet(early, ALL) == early
    assert SPACE.meet() == ALL


@pytest.mark.parametrize(
    ("scope", "within", "described"),
    [
        ({}, {}, {}),
        ({"stage": ["phase-1"]}, {}, {"stage": ("phase-1",)}),
        ({"stage": ["phase-1"]}, {"stage": ["phase-1"]}, {}),
        ({"product": ["aav"]}, {}, {"product": ("aav",)}),
        # What it implies is not said again.
        ({"product": ["aav"], "genome": ["episomal"]}, {}, {"product": ("aav",)}),
        ({"genome": ["integrating"]}, {"product": ["lv"]}, {}),
        ({"product": ["cells"], "genome": ["edited"]}, {},
         {"product": ("cells",), "genome": ("edited",)}),
        ({"genome": ["edited"]}, {}, {"product": ("cells",), "genome": ("edited",)}),
        ({"genome": ["integrating"]}, {}, {"product": ("lv", "cells"), "genome": ("integrating",)}),
        ({"genome": ["edited"]}, {"product": ["cells"]}, {"genome": ("edited",)}),
        ({"substrate": ["tumorigenic"]}, {"substrate": ["tumorigenic"]}, {}),
        ({"substrate": ["tumorigenic"], "stage": ["investigational"]}, {},
         {"substrate": ("tumorigenic",), "stage": ("investigational",)}),
        # All products that there are in it are not named.
        ({"product": ["lv", "cells"]}, {"genome": ["integrating"]}, {}),
        ({"product": ["lv"]}, {"genome": ["integrating"]}, {"product": ("lv",)}),
    ],
)  # fmt: skip
def test_a_scope_in_words(
    scope: dict[str, list[str]], within: dict[str, list[str]], described: dict[str, Any]
) -> None:
    whole = SPACE.box(within)
    box = SPACE.meet(SPACE.box(scope), whole)
    assert box is not None
    assert SPACE.describe(box, whole) == described


FREE = space_of(
    [
        {"id": "a", "title": "A", "option": "a", "terms": [{"id": "a1"}, {"id": "a2"}]},
        {"id": "b", "title": "B", "option": "b", "terms": [{"id": "b1"}, {"id": "b2"}]},
    ]
)


def test_without_implications_everything_exists() -> None:
    assert FREE.possible((1, 2)) == (1, 2)
    assert FREE.possible((0, 2)) is None
    assert FREE.describe((1, 3), (3, 3)) == {"a": ("a1",)}
    assert FREE.describe((3, 2), (3, 3)) == {"b": ("b2",)}


@pytest.mark.parametrize(
    ("domain", "boxes", "cells"),
    [
        ((3, 3), [], [((3, 3), 0)]),
        ((3, 3), [(3, 3)], [((3, 3), 1)]),
        ((3, 3), [(1, 3)], [((1, 3), 1), ((2, 3), 0)]),
        ((3, 3), [(3, 2), (3, 3)], [((3, 1), 2), ((3, 2), 3)]),
        ((3, 3), [(1, 1)], [((1, 1), 1), ((1, 2), 0), ((2, 3), 0)]),
        ((1, 3), [(2, 3)], [((1, 3), 0)]),
        ((1, 3), [(1, 3), (2, 3)], [((1, 3), 1)]),
        ((0, 3), [(3, 3)], []),
    ],
)
def test_cutting(domain: Any, boxes: list[Any], cells: list[Any]) -> None:
    assert sorted(Partition(FREE).cells(domain, boxes)) == cells


@pytest.mark.parametrize(
    ("boxes", "joined"),
    [
        ([((1, 3), "x"), ((2, 3), "x")], [((3, 3), "x")]),
        ([((1, 3), "x"), ((2, 3), "y")], [((1, 3), "x"), ((2, 3), "y")]),
        ([((2, 3), "y"), ((1, 3), "x")], [((1, 3), "x"), ((2, 3), "y")]),
        ([((1, 1), "x"), ((2, 2), "x")], [((1, 1), "x"), ((2, 2), "x")]),
        ([((1, 1), "x"), ((1, 2), "x"), ((2, 1), "x"), ((2, 2), "x")], [((3, 3), "x")]),
        # Told apart by the first dimension where either would do.
        ([((1, 1), "x"), ((1, 2), "x"), ((2, 1), "x"), ((2, 2), "y")],
         [((1, 3), "x"), ((2, 1), "x"), ((2, 2), "y")]),
        ([((3, 1), "x"), ((1, 2), "x")], [((3, 1), "x"), ((1, 2), "x")]),
    ],
)  # fmt: skip
def test_joining(boxes: list[Any], joined: list[Any]) -> None:
    merged = Partition(FREE).merge(boxes)
    assert sorted(merged) == sorted(joined)
    lowest = [[[bit for bit in range(2) if mask >> bit & 1] for mask in box] for box, _ in merged]
    assert lowest == sorted(lowest)


def test_products_of_which_one_cannot_be_more_join() -> None:
    # All that exists of each product, so one part.
    cells = [((1, 2, 3, 31), 0), ((2, 1, 3, 31), 0), ((4, 7, 3, 31), 0)]
    ((box, _),) = Partition(SPACE).merge(cells)
    assert SPACE.describe(box, ALL) == {}
    # Of the cells only the edited ones: they stay apart.
    apart = [((1, 2, 3, 31), 0), ((2, 1, 3, 31), 0), ((4, 4, 3, 31), 0)]
    assert len(Partition(SPACE).merge(apart)) == 2


def test_parts_stand_in_the_order_of_the_vocabulary() -> None:
    def stages(*names: str) -> Any:
        return SPACE.box({"stage": names})

    parts = [stages("phase-2"), stages("phase-1", "pivotal"), stages("marketing")]
    merged = Partition(SPACE).merge([(box, number) for number, box in enumerate(parts)])
    assert [number for _, number in merged] == [1, 0, 2]
