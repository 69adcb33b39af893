"""Texts in lines of a width."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import paragraph, wrap


@given(st.text(alphabet="abZ1²_-. !é,'\"(", max_size=80), st.integers(1, 40), st.integers(0, 3))
@example("fits", 4, 0)
@example("", 4, 2)
def test_lines_break_as_textwrap_breaks_them(text: str, width: int, first: int) -> None:
    flat = one_line(text)
    room = width + first + 2
    indents = " " * first, " " * (first + 2)
    expected = textwrap.wrap(flat, room, initial_indent=indents[0], subsequent_indent=indents[1])
    assert wrap(flat, room, *indents) == expected


def test_words_are_kept_whole_where_it_is_asked_for() -> None:
    assert wrap("in a long-term follow-up", 12) == ["in a long-", "term follow-", "up"]
    assert wrap("in a long-term follow-up", 12, hyphens=False) == ["in a", "long-term", "follow-up"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo  three four five", ["  one two three four", "    five"]),
        ("", [""]),
    ],
)
def test_paragraphs_hang_below_their_indent(text: str, lines: list[str]) -> None:
    assert paragraph(text, 1, "  ") == lines
