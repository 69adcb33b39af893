"""The decision: which verdict follows from what both sides say in one part of scope.

``decide`` reads like the table of verdicts in docs/concepts.md. What it looks at is worked out
before, in ``gap.part``: who speaks, what was compared, which searches are recorded. Afterwards a
person's judgement may put another verdict in its place (``gap.judgements``), and a row's headline
is the most severe of its parts (``gap.row``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.gap.facet import Facet
from atmp_gap.model.judgement import BOTH_SPEAK, Verdict

Pair = tuple[bool, bool]
"""Something that holds or not, of the first and of the second side."""

RESTS_ON_ANSWERS: frozenset[Verdict] = BOTH_SPEAK | {"no-counterpart", "out-of-scope"}
"""Verdicts that a recalled entry makes provisional."""


@dataclass(frozen=True)
class Evidence:
    """All that a verdict depends on, in one part of scope."""

    speaks: Pair
    """Whether a side's entries in force say anything here that decides."""
    searched: Pair
    """Whether a side's own texts were searched for everything the other side answers."""
    searched_whole: Pair
    """Whether they were searched for the subject as a whole."""
    elsewhere: Pair
    """Whether a side is recorded to regulate this somewhere else."""
    differs: bool
    """Whether at least one material facet differs."""
    compared: bool
    """Whether at least one answer of one side met an answer of the other."""
    left_open: bool
    """Whether an answer was left uncompared, minor ones apart."""


def decide(evidence: Evidence) -> Verdict:
    """The verdict on a part; the rule is section 3 of docs/concepts.md, line by line."""
    first, second = evidence.speaks
    if first and second:
        if evidence.differs:
            return "diverge"
        if evidence.compared and not evidence.left_open:
            return "match"
        return "unjudged"
    if not first and not second:
        return "neither" if all(evidence.searched_whole) else "unassessed"
    silent = 1 if first else 0
    if not evidence.searched[silent]:
        return "unassessed"
    return "out-of-scope" if evidence.elsewhere[silent] else "no-counterpart"


def stricter(verdict: Verdict, facets: Sequence[Facet], speaking: Sequence[str]) -> str | None:
    """Which side is stricter: the one that all material facets name, else ``mixed``.

    ``speaking`` are the agencies that speak. A match is ``equal``; where one side alone speaks and
    the other was searched, it is the stricter; other verdicts have none.
    """
    if verdict == "match":
        return "equal"
    if verdict == "no-counterpart":
        return speaking[0]
    if verdict != "diverge":
        return None
    named = {facet.stricter for facet in facets if facet.material}
    return named.pop() if len(named) == 1 else "mixed"
