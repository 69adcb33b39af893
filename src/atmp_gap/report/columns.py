"""Text in lines and columns of a width: what the standard library's textwrap gives, but quicker."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.report.inert import one_line

LONGEST = 14
"""Words up to this long make their column wide enough for them."""


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """A text in lines of at most ``width`` characters, as ``textwrap.wrap`` breaks them.

    The text stands on one line with single spaces. Its first line starts with ``first``, every
    other with ``rest``, which is no shorter. An empty text has no lines.
    """
    end = len(text)
    if len(first) + end <= width:
        return [first + text] if text else []
    lines: list[str] = []
    start, indent, room = 0, first, width - len(first)
    # What is rare is left to textwrap: dashes between words, and words longer than a line.
    known = "--" not in text
    while known and end - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        after = cut + 1
        hyphen = text.rfind("-", max(start, after), start + room)
        while hyphen >= 0 and not _breaks(text, hyphen):
            hyphen = text.rfind("-", max(start, after), hyphen)
        if hyphen >= 0:
            cut = after = hyphen + 1
        known = cut >= 0
        lines.append(indent + text[start:cut])
        start, indent, room = after, rest, width - len(rest)
    if not known:
        import textwrap

        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)
    lines.append(indent + text[start:])
    return lines


def _breaks(text: str, hyphen: int) -> bool:
    """Whether a line may end with a hyphen: ``in-vivo`` breaks there, ``3-5`` and ``-1`` do not."""
    before, after = text[max(0, hyphen - 3) : hyphen], text[hyphen + 1 : hyphen + 4]
    if before[1:2] == "-":
        before = before[:1] + before[2:]
    if after[1:2] == "-":
        after = after[:1] + after[2:]
    pair, follows = before[-2:], after[:2]
    return len(pair) == len(follows) == 2 and all(map(_letter, pair + follows))


def _letter(char: str) -> bool:
    return (char.isalnum() and not char.isdecimal()) or char == "_"


def paragraph(text: str, width: int, indent: str = "") -> list[str]:
    """Any text in lines of a width, or of 20 where that is less; an indent grows after a line."""
    rest = f"{indent}  " if indent else ""
    return wrap(one_line(text), max(20, width), indent, rest) or [""]


def columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[str]:
    """Rows in columns of wrapped text; ``shares`` divide what is left after the gaps.

    Every text stands on one line.
    """
    sizes = _sizes(heads, rows, shares, width)
    form = "  ".join(f"%-{size}s" for size in sizes)
    lines = _lines(heads, sizes, form)
    lines.append("  ".join("-" * size for size in sizes))
    for row in rows:
        lines += _lines(row, sizes, form)
    return lines


def _sizes(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[int]:
    """The widths of columns: room for their words first, then by share, then what is spare."""
    total = sum(shares)
    room = width - 2 * (len(heads) - 1)
    texts = [[head, *(row[i] for row in rows)] for i, head in enumerate(heads)]
    # A column is no narrower than its longest word, up to a limit, where there is room for that.
    least = [max(6, min(LONGEST, _longest_word(column))) for column in texts]
    if sum(least) > room:
        least = [6] * len(heads)
    free = room - sum(least)
    ideal = [
        max(0, room * share // total - size) for share, size in zip(shares, least, strict=True)
    ]
    widths = [
        size + min(more, free * more // max(1, sum(ideal)))
        for size, more in zip(least, ideal, strict=True)
    ]
    longest = [max(map(len, column)) for column in texts]
    used = list(map(min, widths, longest))
    spare = room - sum(used)
    for i, size in enumerate(widths):
        if used[i] == size and spare > 0:
            more = min(spare, longest[i] - size)
            used[i] += more
            spare -= more
    return used


def _longest_word(texts: Sequence[str]) -> int:
    """The length of the longest word that a line break may not cut."""
    return max(map(len, " ".join(texts).replace("-", "- ").split()), default=0)


def _lines(row: Sequence[str], sizes: Sequence[int], form: str) -> list[str]:
    """A row, or the heads, on as many lines as its longest cell needs."""
    cells = [
        [text] if len(text) <= size else wrap(text, size)
        for text, size in zip(row, sizes, strict=True)
    ]
    height = max(map(len, cells))
    if height == 1:
        return [(form % tuple(cell[0] for cell in cells)).rstrip()]
    filled = [cell + [""] * (height - len(cell)) for cell in cells]
    return [(form % line).rstrip() for line in zip(*filled, strict=True)]
