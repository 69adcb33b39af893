"""How wide the columns of a listing are: words stay whole, long texts get the room left."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.report.interface import Sheet
from atmp_gap.text.columns import NARROWEST, column_widths, word_length

LINE = 150
"""So many characters stand beside each other in a window of 1280 pixels."""
BETWEEN = 3
"""What two columns keep apart, in characters."""
LONGEST_WORD = 20
"""Longer words do not widen a column; where there are many columns, it is less."""
DATE = len("2026-01-15")
"""In columns of texts no longer than this none is broken at a hyphen."""
MOST = 60
"""Texts longer than this give a column no larger share."""


def widths(sheet: Sheet) -> list[float]:
    """The widths of a listing's columns, in percent."""
    texts = list(zip(sheet.columns, *sheet.rows, strict=True))
    room = LINE - BETWEEN * len(texts)
    words = [1 + word_length(column, hyphens=_longest(column) > DATE) for column in texts]
    longest = LONGEST_WORD
    while longest > NARROWEST and sum(_within(longest, word) for word in words) > room:
        longest -= 1
    least = [_within(longest, word) for word in words]
    found = column_widths(texts, least, [_share(column) for column in texts], room)
    whole = sum(found) + BETWEEN * len(found)
    return [round(100 * (size + BETWEEN) / whole, 1) for size in found]


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts[1:]), default=0)


def _within(longest: int, word: int) -> int:
    return max(NARROWEST, min(longest, word))


def _share(texts: Sequence[str]) -> int:
    """The usual length of texts, in which a long one counts for more than an empty one."""
    lengths = [len(text) for text in texts]
    return min(MOST, 1 + sum(size * size for size in lengths) // max(1, sum(lengths)))
