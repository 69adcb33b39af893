"""What stands on a page for the page's sake: the line numbers of drafts, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.verify.text import Span

_AT_START = re.compile(r"^\s*(\d{1,5})(?=\s|$)")
_AT_END = re.compile(r"(?:^|(?<=\s))(\d{1,5})\s*$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?(?:\s*[-–—])?\s*", re.IGNORECASE
)
_LONGEST = 160
"""A longer line is no running head."""


def without_line_numbers(pages: Sequence[str]) -> list[str]:
    """Pages without the numbers that drafts give their lines, at either end of them.

    Line numbers are a chain that rises by one down the page, or by five where every fifth line has
    its number, and either fills the page or goes on from the page before.
    """
    done: list[str] = []
    last = 0
    for page in pages:
        lines = page.split("\n")
        chain = max(
            (_chain(lines, pattern, step) for pattern in (_AT_START, _AT_END) for step in (1, 5)),
            key=lambda found: len(found.marks),
        )
        filled = sum(bool(re.search(r"[^\W\d_]", line)) for line in lines)
        many = len(chain.marks) * chain.step
        goes_on = last and chain.first == last + chain.step and len(chain.marks) >= 2
        if (many >= 8 and many >= 0.55 * filled) or (goes_on and many >= 0.25 * filled):
            last = chain.last
            for at, (start, end) in chain.marks.items():
                lines[at] = (lines[at][:start] + lines[at][end:]).rstrip()
        done.append("\n".join(lines))
    return done


@dataclass(frozen=True)
class _Chain:
    """The numbers at one end of lines that rise step by step, and where they stand."""

    marks: dict[int, Span]
    first: int
    step: int

    @property
    def last(self) -> int:
        return self.first + self.step * (len(self.marks) - 1)


def _chain(lines: Sequence[str], pattern: re.Pattern[str], step: int) -> _Chain:
    """The longest chain; each number goes on from the last line that had the one before it."""
    ending: dict[int, tuple[int, int]] = {}
    before: dict[int, int] = {}
    spots: dict[int, Span] = {}
    longest = (0, -1, 0)
    for at, line in enumerate(lines):
        found = pattern.search(line)
        if not found:
            continue
        number = int(found[1])
        length, earlier = ending.get(number - step, (0, -1))
        if step > 1 and (number % step or (length and not 3 <= at - earlier <= 12)):
            continue
        ending[number] = (length + 1, at)
        before[at] = earlier
        spots[at] = found.span(1)
        longest = max(longest, (length + 1, at, number), key=lambda item: item[0])
    length, at, number = longest
    marks: dict[int, Span] = {}
    while at >= 0:
        marks[at] = spots[at]
        at = before[at]
    return _Chain(marks, number - step * (length - 1), step)


def without_furniture(pages: Sequence[str]) -> list[str]:
    """Pages without the lines that stand at the edge of many of them, and without page numbers.

    A line is furniture where it stands at the edge of a good share of all pages, numbers apart, or
    of three pages running, as the heads of chapters do.
    """
    split = [page.split("\n") for page in pages]
    edges = Counter(
        shape for lines in split for shape in {_shape(lines[i]) for i in _edge(lines)} if shape
    )
    least = 3 if len(pages) == 3 else max(4, 0.4 * len(pages))
    often = {shape for shape, times in edges.items() if times >= least}
    exact = [{lines[i].strip() for i in _edge(lines)} for lines in split]
    done: list[str] = []
    for number, lines in enumerate(split):
        near = _in_row(exact, number)
        gone = {
            i
            for i in _edge(lines)
            if _shape(lines[i]) in often
            or _PAGE_NUMBER.fullmatch(lines[i])
            or lines[i].strip() in near
        }
        done.append("\n".join(line for i, line in enumerate(lines) if i not in gone))
    return done


def _in_row(edges: Sequence[set[str]], number: int) -> set[str]:
    """The edge lines that a page shares with two pages before, two after, or one on each side."""
    found: set[str] = set()
    for first in range(max(0, number - 2), number + 1):
        run = edges[first : first + 3]
        if len(run) == 3:
            found |= run[0] & run[1] & run[2]
    return {line for line in found if len(line) > 8}


def _shape(line: str) -> str:
    """A line with every number alike, so that `Page 3 of 20` is the same on every page."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _edge(lines: Sequence[str]) -> list[int]:
    """The first and last lines that are not empty: three each, fewer on a page of few lines."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    most = min(3, (len(filled) + 1) // 3)
    edge = [*filled[:most], *filled[len(filled) - most :]]
    return [i for i in edge if len(lines[i]) <= _LONGEST]
