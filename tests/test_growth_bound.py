"""Scope is cut into a bounded number of parts, and what goes beyond is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.cli.run import run
from atmp_gap.model.partition import Partition, TooManyPartsError
from atmp_gap.model.scope import Axis, Box, Space, bits
from support import ema, fda, files, write

LEAVES = ("a", "b", "c")


def space(dimensions: int) -> Space:
    masks = {leaf: 1 << bit for bit, leaf in enumerate(LEAVES)}
    axes = [Axis(f"d{i}", f"d{i}", f"d{i}", LEAVES, masks, {}, {}, 7) for i in range(dimensions)]
    return Space(tuple(axes), ((7,) * (dimensions - 1),) * 3)


def crossing(dimensions: int) -> list[Box]:
    """Two boxes a dimension, each of which is narrower in that one only."""
    return [
        tuple(1 << leaf if axis == cut else 7 for axis in range(dimensions))
        for cut in range(dimensions)
        for leaf in (0, 1)
    ]


def test_few_dimensions_are_cut() -> None:
    assert len(Partition(space(6)).cells((7,) * 6, crossing(6))) == 3**6


def test_three_to_the_fourteenth_is_refused() -> None:
    with pytest.raises(TooManyPartsError):
        Partition(space(14)).cells((7,) * 14, crossing(14))


def test_the_refusal_names_the_subject_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atmp_gap.model.partition.MOST_CELLS", 0)
    asks = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
    said = [
        fda({"amount": "< 10 ng/dose"}, applies_to={"product": ["cells"]}),
        ema({"amount": "< 20 ng/dose"}),
    ]
    write(tmp_path / "corpus", files(asks, said))
    assert run(["compare", "--requirements", str(tmp_path / "corpus"), "--no-bundled"]) == 3
    shown = capsys.readouterr().err
    assert "cut it into more than" in shown
    assert "help: name fewer dimensions of scope" in shown


def naive(mask: int, edges: dict[int, int]) -> dict[int, int]:
    """The leaves that lie in the same boxes, leaf by leaf."""
    found: dict[int, int] = {}
    for leaf in range(mask.bit_length()):
        if mask >> leaf & 1:
            lacking = sum(boxes for held, boxes in edges.items() if not held >> leaf & 1)
            found[lacking] = found.get(lacking, 0) | 1 << leaf
    return found


@given(
    st.integers(1, 2**12 - 1),
    st.lists(st.integers(0, 2**12 - 1), max_size=8),
)
def test_leaves_are_told_apart_as_leaf_by_leaf(mask: int, helds: list[int]) -> None:
    edges: dict[int, int] = {}
    for number, held in enumerate(helds):
        if held & mask != mask:
            edges[held & mask] = edges.get(held & mask, 0) | 1 << number
    assert Partition._alike(mask, edges) == naive(mask, edges)


def test_only_what_is_named_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[int] = []

    def counted(mask: int) -> Iterator[int]:
        for bit in bits(mask):
            gone.append(bit)
            yield bit

    monkeypatch.setattr("atmp_gap.model.partition.bits", counted)
    full = (1 << 10_000) - 1
    boxes = {1 << 17: 1, full ^ (1 << 18 | 1 << 19): 2, 3 << 20: 4}
    alike = Partition._alike(full, boxes)
    assert len(gone) == 5
    assert len(alike) == 4
    assert sum(leaves.bit_count() for leaves in alike.values()) == 10_000
