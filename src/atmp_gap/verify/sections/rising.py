"""Which of many lines that look like headings are the headings: the ones whose numbers rise.

A line that begins with a number may be a heading, an item of a list, a line of a table of contents
or the tail of a wrapped cross-reference. Headings are those that count upwards through the whole
document, so the heaviest rising run is kept, where a line weighs more the more it looks like a
heading, and everything out of step falls out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atmp_gap.verify.sections.labels import OrderKey
from atmp_gap.verify.text import Span


@dataclass(frozen=True)
class Heading:
    """A line that may be a heading: its label, how it sorts, where it stands, its likeness."""

    label: str
    order: OrderKey
    start: int
    weight: float = 1.0


@dataclass(frozen=True)
class Section:
    """A section: its label, and the piece of the text from its heading to the next one's."""

    label: str
    span: Span


def rising(headings: Sequence[Heading], by_digits: bool = False) -> tuple[list[Heading], float]:
    """The heaviest run of headings whose labels rise, and its weight.

    ``by_digits`` counts as documents do that number paragraphs by tens: 2.10 lies inside 2.1.

    The heaviest rising run is found heading by heading: the best run that ends here is the best
    one that ended on a smaller label, and this heading. A Fenwick tree of the best weight up to
    each label finds that in log n, so that a text of many thousand numbered lines takes no longer
    than reading it.
    """
    keys = [_digit_order(heading.label) if by_digits else heading.order for heading in headings]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    size = len(ranks)
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before = [-1] * len(headings)
    best = (0.0, -1)
    for i, (heading, key) in enumerate(zip(headings, keys, strict=True)):
        rank = ranks[key]
        top, at = (0.0, -1), rank
        while at > 0:
            top = max(top, tree[at])
            at -= at & -at
        before[i] = top[1]
        value = (top[0] + heading.weight, i)
        best = max(best, value)
        at = rank + 1
        while at <= size:
            tree[at] = max(tree[at], value)
            at += at & -at
    run: list[Heading] = []
    at = best[1]
    while at >= 0:
        run.append(headings[at])
        at = before[at]
    return run[::-1], best[0]


def _digit_order(label: str) -> OrderKey:
    """2.10 as 2, then 1, then 0."""
    first, *rest = label.split(".")
    return ((int(first), ""), *((0, digit) for digit in "".join(rest)))


def nested(
    headings: Sequence[Heading],
    end: int,
    inside: Callable[[str, str], bool] = lambda outer, inner: False,
) -> list[Section]:
    """Headings as sections: each reaches to the next heading that is not inside it."""
    open_: list[int] = []
    ends = [end] * len(headings)
    for i, heading in enumerate(headings):
        while open_ and not inside(headings[open_[-1]].label, heading.label):
            ends[open_.pop()] = heading.start
        open_.append(i)
    return [
        Section(heading.label, (heading.start, stop))
        for heading, stop in zip(headings, ends, strict=True)
    ]


def inside_by_points(outer: str, inner: str) -> bool:
    """Whether a number lies inside another as its points say: 2.1.3 inside 2.1."""
    return inner.startswith(f"{outer}.")


def inside_by_digits(outer: str, inner: str) -> bool:
    """Whether 2.10 lies inside 2.1, as where paragraphs are numbered by tens."""
    return inner.startswith(f"{outer}.") or ("." in outer and inner.startswith(outer))
