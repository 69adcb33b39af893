"""Columns of plain text: words first, then the shares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.text.columns import NARROWEST, column_widths, columns


def test_columns_give_room_to_words_first_and_share_the_rest() -> None:
    rows = [("no counterpart found", "biodistribution", "-"), ("match", "b", " ".join("c" * 20))]
    assert columns(("Verdict", "Subject", "FDA"), rows, (2, 1, 1), 50) == [
        "Verdict               Subject          FDA",
        "--------------------  ---------------  -----------",
        "no counterpart found  biodistribution  -",
        "match                 b                c c c c c c",
        "                                       c c c c c c",
        "                                       c c c c c c",
        "                                       c c",
    ]


def test_a_row_without_texts_is_an_empty_line() -> None:
    assert columns(("a",), [("",)], (1,), 20) == ["a", "-", ""]


@given(
    st.lists(st.tuples(*[st.text("ab -", max_size=40)] * 3), min_size=1),
    st.tuples(*[st.integers(1, 40)] * 3),
    st.integers(3 * NARROWEST, 200),
)
def test_widths_fit_the_room_and_waste_none(
    rows: list[tuple[str, ...]], shares: tuple[int, ...], room: int
) -> None:
    texts = list(zip(*rows, strict=True))
    least = [NARROWEST] * 3
    widths = column_widths(texts, least, shares, room)
    longest = [max(map(len, column)) for column in texts]
    assert sum(widths) <= room
    assert all(width <= size for width, size in zip(widths, longest, strict=True))
    narrow = [w < size for w, size in zip(widths, longest, strict=True)]
    assert sum(widths) >= room - 3 or not any(narrow)
