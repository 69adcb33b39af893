"""Numbers, tables and paragraphs as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from benchmarks.figures import Spread


def folded(line: str) -> str:
    """A paragraph over lines of a hundred characters; all else as it is."""
    if len(line) <= 100 or line.startswith(tuple("|!#<")):
        return line
    return textwrap.fill(line, 100, break_long_words=False, break_on_hyphens=False)


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], numbers: int | None = None
) -> list[str]:
    """A Markdown table with the last ``numbers`` columns to the right; an empty line follows."""
    right = len(head) - 1 if numbers is None else numbers
    rule = ["---"] * (len(head) - right) + ["---:"] * right
    lines = [head, rule, *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def spread(value: Spread | None, unit: str = "x") -> str:
    """A median with least and most, in as many digits as matter."""
    if value is None:
        return ""
    if value.over:
        return f"over {number(value.middle)}{unit}"
    if value.runs == 1:
        return f"{number(value.middle)}{unit}"
    return f"{number(value.middle)}{unit} ({number(value.least)}–{number(value.most)})"


def number(value: float) -> str:
    """Three digits that matter, none after the point from a hundred on."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
