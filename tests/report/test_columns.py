"""Lines and columns of plain text: broken as the standard library breaks them."""

from __future__ import annotations

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from atmp_gap.report.columns import columns, wrap
from atmp_gap.report.inert import one_line

WORDS = st.text(alphabet="abZ1²_-. !é,'\"(", max_size=80)


@given(st.one_of(WORDS, st.text()), st.integers(1, 40), st.integers(0, 3), st.integers(0, 3))
@example("non-integrating vectors, in-vivo, a-b-cells and 3-5 of them", 12, 0, 0)
@example("between words -- and<!--inside--> them", 9, 0, 2)
@example("averyveryverylongword after a short one", 8, 2, 2)
def test_lines_break_as_textwrap_breaks_them(text: str, width: int, first: int, more: int) -> None:
    flat = one_line(text)
    indents = " " * first, " " * (first + more)
    room = width + first + more
    expected = textwrap.wrap(
        flat, room, initial_indent=indents[0], subsequent_indent=indents[1], break_on_hyphens=True
    )
    assert wrap(flat, room, *indents) == expected


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
