"""Two columns of prose put one after the other, where a page gives them row by row.

A gutter is a place that stays blank down the page while there are words on both sides of it. What
lies left of it is read before what lies right, from one full-width line to the next. Tables have
such gaps too, and are read row by row: so both sides must be prose, long lines that go on in the
next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_ROWS = 8
"""So many rows must have words on both sides."""
_SHARE = 0.5
"""And so great a share of all rows."""
_LONG = 18
"""How many characters a line of a column has at least, on average."""
_PROSE = 0.4
"""The share of a column's lines that go on in lower case."""
_WIDEST = 240
"""How many characters of a line are looked at."""
_GAP = re.compile(r"\S[ \t]{2,}\S")


def column_order(text: str, laid_out: str) -> str:
    """A page's text, or, where it was painted across two columns, its columns one by one.

    ``laid_out`` is the page as it looks, in characters of one width.
    """
    # Most pages have no gaps in their lines, and are told from the others quickly.
    if len(_GAP.findall(laid_out)) < _ROWS:
        return text
    rows = [row.expandtabs(8).rstrip() for row in laid_out.split("\n")]
    gutter = _gutter(rows)
    if gutter is None:
        return text
    split = [(row[:gutter], row[gutter:]) for row in rows if _split(row, gutter)]
    if _reads_down(split, text):
        return text
    return "\n".join(_in_order(rows, gutter))


def _split(row: str, gutter: int) -> bool:
    """Whether a row has words on both sides of a gutter and none in it."""
    return bool(
        row[gutter - 2 : gutter].isspace() and row[:gutter].strip() and row[gutter:].strip()
    )


def _gutter(rows: Sequence[str]) -> int | None:
    """Where the right column begins; None where there are no two columns of prose."""
    filled = [row for row in rows if row.strip()]
    if sum(bool(_GAP.search(row)) for row in filled) < max(_ROWS, _SHARE * len(filled)):
        return None
    width = min(_WIDEST, max(map(len, filled), default=0))
    best, most = 0, 0
    for at in range(_LONG, width - _LONG):
        # The right column begins at the same place in most rows.
        rows_here = sum(_split(row, at) and not row[at : at + 1].isspace() for row in filled)
        if rows_here > most:
            best, most = at, rows_here
    if most < _ROWS or most < _SHARE * len(filled):
        return None
    split = [row for row in filled if _split(row, best)]
    sides = ([row[:best].strip() for row in split], [row[best:].strip() for row in split])
    return best if all(map(_is_prose, sides)) else None


def _is_prose(lines: Sequence[str]) -> bool:
    lower = sum(line[:1].islower() for line in lines)
    words = [len(line.split()) for line in lines]
    return (
        sum(map(len, lines)) >= _LONG * len(lines)
        and lower >= _PROSE * len(lines)
        and sum(words) >= 3 * len(lines)
    )


def _reads_down(rows: Sequence[tuple[str, str]], text: str) -> bool:
    """Whether a text already reads down the left column, and not across both of them."""
    compact = re.sub(r"\W+", "", text)

    def stand(pairs: Iterable[tuple[str, str]]) -> int:
        return sum(_joint(first, second) in compact for first, second in pairs)

    return stand(pairwise(left for left, _ in rows)) > stand(rows)


def _joint(first: str, second: str) -> str:
    """The end of one piece and the beginning of the next, as they stand where it follows."""
    return re.sub(r"\W+", "", first)[-10:] + re.sub(r"\W+", "", second)[:10]


def _in_order(rows: Sequence[str], gutter: int) -> list[str]:
    lines: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        crosses = bool(row[gutter - 2 : gutter].strip()) and bool(row[gutter:].strip())
        if crosses:
            lines += [*left, *right, row]
            left, right = [], []
        else:
            left.append(row[:gutter].rstrip())
            right.append(row[gutter:].rstrip())
    return [*lines, *left, *right]
