"""What of a document gave no text, or damaged text: because "could not be read" is not "not there".

A ``Gap`` says where something is that nobody looked into. A search that finds nothing may only say
so where no gap could hide what it looked for; ``bearing`` says which could.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from atmp_gap.model.record import FileRecord

GapKind = Literal[
    "picture",
    "drawn",
    "empty",
    "unreadable",
    "damaged",
    "part",
    "holds-picture",
    "damaged-letters",
    "lost-ligatures",
]
"""A whole page that is a picture, is drawn, holds nothing, could not be read or is damaged; a part
of a file that is not read; and, smaller, a picture on a page, odd letters, letters lost everywhere.
"""
WHOLE: frozenset[GapKind] = frozenset(
    {"picture", "drawn", "empty", "unreadable", "damaged", "part"}
)
"""Gaps in which any passage of the document may stand, whatever its locator says."""


@dataclass(frozen=True)
class Gap(FileRecord):
    """A piece of a document that was not read; where it would stand in the text."""

    kind: GapKind
    page: int | None = None
    section: str = ""
    part: str = ""
    start: int = 0
    end: int = 0

    def placed(self, section: str) -> Gap:
        """The gap as it is told and kept: by page or part, else by the section it stands in."""
        named = self.page is not None or self.part
        return replace(self, section="" if named else section, start=0, end=0)


def bearing(
    gaps: Iterable[Gap], spans: Sequence[tuple[int, int]] | None, everywhere: bool = True
) -> tuple[Gap, ...]:
    """The gaps that may hide a passage: every whole page or part, and what touches its section.

    ``spans`` are those of the cited section, or None where it is not known where it lies; without
    ``everywhere`` pages outside it do not count.
    """
    return tuple(
        gap
        for gap in gaps
        if gap.kind != "lost-ligatures"
        and (spans is None or touching(gap, spans) or (everywhere and gap.kind in WHOLE))
    )


def touching(gap: Gap, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a gap lies in a section, or so at its edge that it may belong to it."""
    return any(start <= gap.end and gap.start <= end for start, end in spans)
