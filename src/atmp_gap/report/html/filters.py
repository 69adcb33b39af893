"""What stands above the rows of the page: their counts by topic, and the filters over scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atmp_gap.gap.result import Result
from atmp_gap.gap.surroundings import TermResult
from atmp_gap.report import bands as counted
from atmp_gap.report.decisions import KINDS, Decisions, Kind

FRONT = ("product", "stage")
"""Dimensions whose filters stand in front; the others are folded away."""


@dataclass(frozen=True)
class Band:
    """A line of the table of counts: a topic or one of its groups."""

    title: str
    topic: str
    group: str | None
    counts: dict[str, int]
    """By the id of a section."""
    total: int

    def share(self, kind: str) -> float:
        """The part of the rows that a section holds, from 0 to 1."""
        return self.counts[kind] / self.total if self.total else 0.0


@dataclass(frozen=True)
class Choice:
    """A filter over a dimension of scope: words with the leaves they stand for."""

    id: str
    title: str
    front: bool
    terms: list[tuple[str, str, str]]


def bands(result: Result) -> list[Band]:
    """The counts: per topic a line, and one for each of its groups that has rows."""
    return [
        Band(
            band.title,
            band.topic,
            band.group,
            {kind.id: sum(band.counts[verdict] for verdict in kind.verdicts) for kind in KINDS},
            band.counts.total(),
        )
        for band in counted.bands(result)
    ]


def counts(told: Decisions) -> list[tuple[Kind, int, bool]]:
    """The rows of each section, and whether the page has that section to go to."""
    verdicts = told.result.summary.verdicts
    there = {section.kind.id for section in told.sections if section.kind and section.rows}
    return [
        (kind, sum(verdicts[name] for name in kind.verdicts), kind.id in there) for kind in KINDS
    ]


def choices(result: Result) -> list[Choice]:
    """The filters over scope: every dimension that cuts some row, the common ones in front."""
    cut = {name for row in result.rows for name in row.domain}
    cut |= {name for row in result.rows for part in row.parts for name in part.scope}
    found = [
        Choice(
            axis.id,
            axis.title,
            axis.id in FRONT,
            [
                (term.id, term.title, ",".join(str(order[leaf]) for leaf in term.leaves))
                for term in sorted(
                    axis.terms,
                    key=lambda t: (min(order[leaf] for leaf in t.leaves), -len(t.leaves)),
                )
                if term.leaves
            ],
        )
        for axis, order in ((axis, leaf_order(axis.terms)) for axis in result.dimensions)
        if axis.id in cut
    ]
    return sorted(found, key=lambda choice: not choice.front)


def leaf_order(terms: Iterable[TermResult]) -> dict[str, int]:
    """The leaves of a dimension, each with its number."""
    names = [term.id for term in terms if term.leaves == (term.id,)]
    return {name: index for index, name in enumerate(names)}
