"""Whatever a text holds, it stands as text where it is put."""

from __future__ import annotations

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.text.escape import escape_cell, escape_markdown, one_line


@given(st.text())
def test_one_line_leaves_nothing_unseen(text: str) -> None:
    shown = one_line(text)
    assert shown == one_line(shown)
    assert "\n" not in shown
    shown.encode("utf-8")
    docx.Document().add_paragraph(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b\n*c*", r"a \| b \*c\*"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("12.5 mg", "12.5 mg"),
        ("R&D `x`", r"R&amp;D \`x\`"),
    ],
)
def test_markdown_renders_as_the_text_itself(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1"])
def test_no_cell_starts_a_formula(text: str) -> None:
    assert escape_cell(text) == f"'{text.strip()}"
