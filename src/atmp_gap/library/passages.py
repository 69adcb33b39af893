"""A text cut into passages to be searched and shown: whole sections, where they are not long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText

MOST = 600
"""Words in a passage: a longer section is cut between its paragraphs."""
LEAST = 12
"""A piece with fewer words is a heading, and goes with what follows it."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n|(?<=[.;:])[ \t]*\n")


@dataclass(frozen=True)
class Piece:
    """A piece of a text: where it lies, and how one would cite it."""

    start: int
    end: int
    page: int | None
    section: str


def pieces(text: DocumentText) -> Iterator[Piece]:
    """The passages of a text, in its order; nothing of it is left out."""
    outline = Outline(text)
    edges = [0, *(edge for edge in outline.edges() if 0 < edge < len(text.full)), len(text.full)]
    begun: int | None = None
    for start, end in pairwise(edges):
        first = start if begun is None else begun
        if len(text.full[first:end].split()) < LEAST and end < len(text.full):
            begun = first
            continue
        begun = None
        section = outline.question_at(first) or outline.heading_at(start)
        for low, high in _cut(text.full, first, end):
            if text.full[low:high].strip():
                yield Piece(low, high, text.page(low), section)


def _cut(full: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A section in parts of at most so many words, cut between paragraphs where there are any."""
    words = [found.start() for found in re.finditer(r"\S+", full[start:end])]
    if len(words) <= MOST:
        yield start, end
        return
    breaks = [found.end() for found in _PARAGRAPH.finditer(full[start:end])]
    low, number = 0, MOST
    while number < len(words):
        furthest = words[number]
        least = words[max(0, number - MOST // 2)]
        cut = max((place for place in breaks if least <= place <= furthest), default=furthest)
        yield start + low, start + cut
        low = cut
        number = next((i for i, place in enumerate(words) if place >= cut), len(words)) + MOST
    yield start + low, end
