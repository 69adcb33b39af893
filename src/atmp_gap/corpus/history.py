"""How a row stood over the versions of the corpus, from ``history.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.model.history import Release, Standing


@dataclass(frozen=True)
class Step:
    """What became of a row with one version."""

    version: str
    date: str
    between: tuple[str, str]
    subject: str
    before: Standing | None
    """None where the row is new."""
    after: Standing | None
    """None where the row went."""
    first: bool
    """Whether this is the first version recorded: nothing came before, and nothing changed."""


def steps(releases: Sequence[Release]) -> tuple[Step, ...]:
    """Every step of every row, the latest version first: for feeds, without ``first`` ones."""
    return tuple(
        Step(
            release.version,
            release.date,
            release.between,
            row.subject,
            row.before,
            row.after,
            index == len(releases) - 1,
        )
        for index, release in enumerate(releases)
        for row in release.rows
    )


def steps_of(releases: Sequence[Release], subject: str) -> tuple[Step, ...]:
    """The steps of one row, the latest first; none for a row younger than the last release."""
    return tuple(step for step in steps(releases) if step.subject == subject)


def standings(releases: Sequence[Release]) -> dict[str, Standing]:
    """How every row stands after some releases, the latest of which comes first."""
    known: dict[str, Standing] = {}
    for release in reversed(releases):
        for row in release.rows:
            if row.after is None:
                known.pop(row.subject, None)
            else:
                known[row.subject] = row.after
    return known
