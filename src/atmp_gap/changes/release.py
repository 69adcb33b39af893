"""The record that a release of the corpus leaves in ``history.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.history import standings
from atmp_gap.gap.compare import Request, compare
from atmp_gap.model.history import Release, RowChange, Standing


def released(corpus: Corpus, between: tuple[str, str]) -> tuple[Release, ...]:
    """The history with the corpus' present version on top, as a release writes it.

    What was written for the same version is written anew, against the version before it.
    """
    earlier = tuple(item for item in corpus.history if item.version != corpus.version)
    rows = compare(corpus, Request(between, corpus.date)).rows
    now = {row.subject: Standing(row.verdict, row.stricter) for row in rows}
    changes = _changes(standings(earlier), now)
    return (Release(corpus.version, corpus.date, between, changes), *earlier)


def _changes(
    before: Mapping[str, Standing], after: Mapping[str, Standing]
) -> tuple[RowChange, ...]:
    return tuple(
        RowChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    )


def history_text(releases: Sequence[Release]) -> str:
    """``history.yaml``: a line for each row, so that a release is read as a difference of files."""
    lines = [
        "# yaml-language-server: $schema=../schemas/history.schema.json",
        "# What every version said, the latest first; of the first version all rows. Written by",
        "# scripts/history.py when a version is released.",
        "releases:",
    ]
    for release in releases:
        first, second = release.between
        lines += [
            f"- version: {release.version}",
            f"  date: '{release.date}'",
            f"  between: [{first}, {second}]",
            "  rows:" if release.rows else "  rows: []",
            *(f"  - {_row(row)}" for row in release.rows),
        ]
    return "\n".join(lines) + "\n"


def _row(row: RowChange) -> str:
    told = [f"subject: {row.subject}"]
    for name, standing in (("before", row.before), ("after", row.after)):
        if standing is not None:
            stricter = f", stricter: {standing.stricter}" if standing.stricter else ""
            told.append(f"{name}: {{verdict: {standing.verdict}{stricter}}}")
    return f"{{{', '.join(told)}}}"
