"""Set rows of text in columns: how wide each is, and the lines they make.

A table's widths are planned from its texts in three steps. First every column gets room for its
longest word, so that words stay whole. Then what is left is divided by the columns' shares, up to
the share each has of the whole. What a column does not need of that goes to those whose texts are
longer, from the left. A column is never wider than its longest text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from atmp_gap.text.wrap import wrap

NARROWEST = 6
"""No column is planned for less than this."""
LONGEST_WORD = 14
"""Longer words do not widen the columns of a plain table: they are cut where there is no room."""
GAP = "  "
"""What stands between columns."""


def columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[str]:
    """Heads, a rule and rows as lines of plain text; every text stands on one line already."""
    room = width - len(GAP) * (len(heads) - 1)
    texts = list(zip(heads, *rows, strict=True))
    least = [min(LONGEST_WORD, word_length(column)) for column in texts]
    widths = column_widths(texts, least, shares, room)
    lines = _lines(heads, widths)
    lines.append(GAP.join("-" * size for size in widths))
    for row in rows:
        lines += _lines(row, widths)
    return lines


def column_widths(
    texts: Sequence[Sequence[str]], least: Sequence[int], shares: Sequence[int], room: int
) -> list[int]:
    """The widths of columns of these texts that share ``room`` characters, as the module says.

    No column is narrower than its ``least`` where there is room for that of all columns.
    """
    least = [max(NARROWEST, size) for size in least]
    if sum(least) > room:
        least = [NARROWEST] * len(least)
    wanted = [
        max(0, room * share // sum(shares) - size)
        for share, size in zip(shares, least, strict=True)
    ]
    free = room - sum(least)
    planned = [
        size + min(more, free * more // max(1, sum(wanted)))
        for size, more in zip(least, wanted, strict=True)
    ]
    longest = [max(map(len, column)) for column in texts]
    widths = list(map(min, planned, longest))
    spare = room - sum(widths)
    for i, size in enumerate(planned):
        if widths[i] == size and spare > 0:
            more = min(spare, longest[i] - size)
            widths[i] += more
            spare -= more
    return widths


def word_length(texts: Sequence[str], hyphens: bool = True) -> int:
    """The length of the longest word that a line break does not cut."""
    text = " ".join(texts)
    if hyphens:
        text = text.replace("-", "- ")
    return max(map(len, text.split()), default=0)


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row, or the heads, on as many lines as its longest cell needs."""
    cells = [wrap(text, size) for text, size in zip(row, widths, strict=True)]
    return [
        GAP.join(text.ljust(size) for text, size in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ] or [""]
