"""Raw pages joined to one text, without what is on a page but not in its sentences.

Left out are running heads and feet (lines at the edge that many pages share) and the line numbers
of drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from atmp_gap.verify.text import DocumentText, clean

HEAD = 12_000
"""How many characters of the first pages are kept to tell which document a file is."""


def joined(pages: Sequence[str], paged: bool = True) -> DocumentText:
    """A ``DocumentText`` of raw pages."""
    head = "\n".join(pages[:4])[:HEAD]
    starts: list[int] = []
    pieces: list[str] = []
    size = 0
    for page in _without_furniture([clean(page) for page in pages]):
        starts.append(size)
        pieces.append(page)
        size += len(page) + 1
    return DocumentText(
        "\n".join(pieces), tuple(starts) or (0,), paged and len(pages) > 1, clean(head)
    )


def _without_furniture(pages: list[str]) -> Iterator[str]:
    """Pages without the lines that stand at the edge of many of them, and without line numbers."""
    edges: Counter[str] = Counter()
    split = [page.split("\n") for page in pages]
    for lines in split:
        edges.update({_shape(lines[i]) for i in _edge(lines)})
    often = {line for line, times in edges.items() if times >= max(4, 0.4 * len(pages)) and line}
    for lines in split:
        gone = {
            i
            for i in _edge(lines)
            if _shape(lines[i]) in often or re.fullmatch(r"\s*\d{1,3}\s*", lines[i])
        }
        kept = [line for i, line in enumerate(lines) if i not in gone]
        yield "\n".join(_without_line_numbers(kept))


def _shape(line: str) -> str:
    """A line with every number alike, so that `Page 3 of 20` is the same on every page."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _edge(lines: Sequence[str]) -> list[int]:
    """The first three and last three lines that are not empty."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return filled[:3] + filled[-3:]


def _without_line_numbers(lines: list[str]) -> list[str]:
    """Drafts number their lines: numbers that rise by one down the page are left out."""
    found = [re.match(r"^\s{0,8}(\d{1,5})(?=\s|$)", line) for line in lines]
    numbers = [int(item[1]) for item in found if item]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    filled = sum(1 for line in lines if line.strip())
    if rising < 8 or rising < 0.6 * filled:
        return lines
    return [line[item.end() :] if item else line for line, item in zip(lines, found, strict=True)]
