"""Which rows of a comparison leave a question for an agency, and what the agency says on them."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.gap.result import EntryResult, Part, Row
from atmp_gap.kinds import KINDS

ASKED: tuple[str, ...] = ("diverge", "unjudged", "no-counterpart")
"""The verdicts that make a question; what nobody searched is to be looked up, not asked."""

_NOT_ASKED = frozenset(kind.facet for kind in KINDS.values() if kind.binds_agency)
"""Differences that bind the agency, about which there is nothing to ask."""
_CLASSES = frozenset(kind.facet for kind in KINDS.values() if kind.classifies)
"""Differences in what something is called, asked about only where a dossier has to say it."""


def askable(row: Row, part: Part) -> bool:
    """Whether there is something to ask: not where the agencies' own times differ, nor where a
    question outside the dossier is settled by each region's own route.
    """
    kinds = {facet.kind for facet in part.facets if facet.material}
    if not kinds:
        return True
    return bool(kinds - _NOT_ASKED if row.ctd else kinds - _NOT_ASKED - _CLASSES)


def background(row: Row, parts: Sequence[Part], agency: str) -> list[EntryResult]:
    """The deciding entries of one agency in some parts of a row."""
    names = {
        name
        for part in parts
        for side in part.sides
        if side.agency == agency
        for name in side.entries
    }
    return [entry for entry in row.entries if entry.id in names]
