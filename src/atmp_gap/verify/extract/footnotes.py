"""The footnotes at the foot of pages, and the marks that lead to them.

A block at the foot of a page is footnotes where its first line begins with the next note's number
and that number is glued to a word further up: `determination.20`. The marks are blanked, so that a
number or an anchor beside one reads as it is meant; the blocks stay where they are, and the text
knows where, because a sentence goes on behind them on the next page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atmp_gap.verify.text import Span

_NOTE = re.compile(r"^[ \t]{0,8}(\d{1,3})[ \t]+(?=\S)", re.MULTILINE)
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
        notes = _block(page, last) or (_block(page, 0) if last else [])
        if not notes:
            done.append(page)
            spans.append([])
            continue
        start = notes[0].start()
        last = int(notes[-1][1])
        body = page[:start]
        for note in notes:
            body = _mark(note[1]).sub(lambda found: " " * len(found[0]), body, count=1)
        done.append(body + page[start:])
        spans.append([(start, len(page))])
    return done, spans


def _mark(number: str) -> re.Pattern[str]:
    """A note's number glued to the word or the sign before it, as a mark is."""
    return re.compile(
        rf"(?:(?<=[a-z][a-z])|(?<=[.,;:)\"'%\]]))(?<!\d[.,])(?<!log)\^?{number}(?![.,]?\d|[A-Za-z])"
    )


def _block(page: str, last: int) -> list[re.Match[str]]:
    """The notes at the foot of a page that go on counting from the last one; empty where none."""
    lines = list(_NOTE.finditer(page))
    for index, first in enumerate(lines):
        if int(first[1]) != last + 1 or first.start() < (1 - _MOST) * len(page):
            continue
        if not _mark(first[1]).search(page, 0, first.start()):
            continue
        notes = [first]
        for other in lines[index + 1 :]:
            if int(other[1]) == int(notes[-1][1]) + 1:
                notes.append(other)
        if len(page[notes[-1].start() :].strip()) <= _LONGEST:
            return notes
    return []
