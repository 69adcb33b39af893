"""Paragraph markers at the beginning of lines, as statutes have them: (d), (3), (B), (i).

A marker alone does not say how deep it lies: (i) is the letter after (h) or the first of a list
inside. So the markers are read in order beside the ones still open. A marker that continues the
count of an open one stands on its level, the deepest first; (a), (1) or (i) that continues none
opens a new level; one that jumps, as where points were deleted, joins the nearest level of its
look; anything else is a cross-reference that a line end happened to put first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atmp_gap.verify.sections.labels import follows, look_of, order_of
from atmp_gap.verify.sections.lines import LINE_START, Lines
from atmp_gap.verify.sections.rising import Section

_LABEL = re.compile(r"^(?:\d{1,3}[a-z]{0,2}|[A-Za-z]|([a-z])\1|[ivxIVX]{2,5}|[ivx]+a+)$")
_MARKERS = LINE_START + r"((?:\([0-9a-zA-Z]{1,5}\)[ \t]*)+|\d{1,2}[a-z]?\.(?=[ \t]*$|[ \t]+[A-Z]))"
_WRAPPED = re.compile(
    r"(?:\b(?:(?:sub)?paragraphs?|(?:sub)?sections?|articles?|points?|clauses?)"
    r"|[\d)][ \t]+(?:and|or|to))[ \t]*\n?[ \t]*$",
    re.IGNORECASE,
)
"""What stands before a reference that a line end cut in two."""


def paragraphs(lines: Lines) -> list[Section]:
    """The marked paragraphs of a piece of text; their labels are paths such as ``d/3/B/i``."""
    marks = _marks(lines)
    sections: list[Section] = []
    for i, (path, start) in enumerate(marks):
        end = lines.within[1]
        for later, at in marks[i + 1 :]:
            if not later.startswith(f"{path}/"):
                end = at
                break
        sections.append(Section(path, (start, end)))
    return sections


def _marks(lines: Lines) -> list[tuple[str, int]]:
    open_: list[str] = []
    marks: list[tuple[str, int]] = []
    for item in lines.matching(_MARKERS):
        if _WRAPPED.search(lines.full, max(0, item.start() - 40), item.start()):
            continue
        for label in re.findall(r"[0-9a-zA-Z]+", item[1]):
            level = _level(open_, label) if _LABEL.match(label) else None
            if level is not None:
                open_[level:] = [label]
                marks.append(("/".join(open_), item.start()))
    return marks


def _level(open_: Sequence[str], label: str) -> int | None:
    """The level a marker belongs to, given those open above it; None for a cross-reference."""
    for depth in range(len(open_) - 1, -1, -1):
        if follows(open_[depth], label):
            return depth
    if label.lower() in ("a", "1", "i") or not open_:
        return len(open_)
    for depth in range(len(open_) - 1, -1, -1):
        if look_of(open_[depth]) == look_of(label) and order_of(label) > order_of(open_[depth]):
            return depth
    return None
