"""Facets: the points in which two sides were compared, and the notes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atmp_gap.kinds.conversion import Conversion

Beside = Literal[
    "open",
    "basis",
    "one-sided",
    "condition",
    "force",
    "obligation",
    "draft",
    "successor-unread",
    "undated",
]
"""Kinds of facets that no slot kind brings along; ``kinds`` name the others."""


@dataclass(frozen=True)
class SideAnswer:
    """One agency's answer to a slot, or None where it gives none."""

    agency: str
    answer: str | None


@dataclass(frozen=True)
class Facet:
    """One point of a comparison. Those with ``material`` false are notes and never decide."""

    kind: str
    slot: str | None
    material: bool
    answers: tuple[SideAnswer, ...] = ()
    note: str = ""
    stricter: str | None = None
    """The agency whose answer is stricter, "mixed" or "not-comparable"; None where neither."""
    condition: str | None = None
    """The condition under which the answers are given; None: in the base."""
    silent: str | None = None
    """The agency that leaves something open."""
    elements: tuple[str, ...] = ()
    """Of sets: the elements that one side leaves open, or that only one asks."""
    conversion: Conversion | None = None
    """Of numbers on two bases: how a product's dose made them one, or what that would need."""
