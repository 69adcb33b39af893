"""The footnotes at the foot of pages, and the marks that lead to them.

A block at the foot of a page is footnotes where its first line begins with the next note's number
and that number is glued to a word further up: `determination.20`. The marks are blanked, so that a
number or an anchor beside one reads as it is meant; the blocks stay where they are, and the text
knows where, because a sentence goes on behind them on the next page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from atmp_gap.verify.text import Span

_NOTE = re.compile(r"^[ \t]{0,8}(\d{1,3})[ \t]+(?=\S)", re.MULTILINE)
_MARK = re.compile(
    r"(?:(?<=[a-z][a-z])|(?<=[.,;:)\"'%\]]))(?<!\d[.,])(?<!log)\^?(\d{1,3})(?![.,]?\d|[A-Za-z])"
)
"""A note's number glued to the word or the sign before it."""
_NOWHERE = (1 << 62, 1 << 62)
_MOST = 0.6
"""The share of a page that its footnotes may take."""
_LONGEST = 900
"""How many characters the last note of a page has at most; more is the text going on."""


def footnotes(pages: Sequence[str]) -> tuple[list[str], list[list[Span]]]:
    """Pages with the marks of their footnotes blanked, and where on each page its notes stand."""
    done: list[str] = []
    spans: list[list[Span]] = []
    last = 0
    for page in pages:
        marks = _marks(page)
        notes = _block(page, marks, last) or (_block(page, marks, 0) if last else [])
        if not notes:
            done.append(page)
            spans.append([])
            continue
        start = notes[0].start()
        last = int(notes[-1][1])
        pieces, at = [], 0
        for found in sorted(marks.get(note[1], _NOWHERE) for note in notes):
            if found < (start, start):
                pieces += [page[at : found[0]], " " * (found[1] - found[0])]
                at = found[1]
        done.append("".join([*pieces, page[at:]]))
        spans.append([(start, len(page))])
    return done, spans


def _marks(page: str) -> dict[str, Span]:
    """Where each number is glued to a word or a sign for the first time, as a mark is."""
    if not _NOTE.search(page):
        return {}
    found: dict[str, Span] = {}
    for item in _MARK.finditer(page):
        found.setdefault(item[1], item.span())
    return found


def _block(page: str, marks: Mapping[str, Span], last: int) -> list[re.Match[str]]:
    """The notes at the foot of a page that go on counting from the last one; empty where none.

    Each line has one that counts on from it: the next one with the number after its own. So the
    block that begins with a line is known by its first line, and a page of many lines that look
    like notes takes no longer than reading it.
    """
    lines = list(_NOTE.finditer(page))
    end = len(page.rstrip())
    following: list[int] = [0] * len(lines)
    lasts: list[int] = [0] * len(lines)
    nearest: dict[int, int] = {}
    for index in range(len(lines) - 1, -1, -1):
        number = int(lines[index][1])
        following[index] = nearest.get(number + 1, -1)
        lasts[index] = lasts[following[index]] if following[index] >= 0 else index
        nearest[number] = index
    for index, first in enumerate(lines):
        if int(first[1]) != last + 1 or first.start() < (1 - _MOST) * len(page):
            continue
        if marks.get(first[1], _NOWHERE)[1] > first.start():
            continue
        if end - lines[lasts[index]].start(1) <= _LONGEST:
            notes = [first]
            while following[index] >= 0:
                index = following[index]
                notes.append(lines[index])
            return notes
    return []
