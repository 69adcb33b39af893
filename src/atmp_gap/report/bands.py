"""Rows counted by topic, group and verdict: the lines of a summary."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from atmp_gap.gap.result import Result


class Band(NamedTuple):
    """A line of the summary: a topic, or one of its groups, with its rows counted by verdict."""

    title: str
    topic: str
    group: str | None
    counts: Counter[str]


def counts(result: Result) -> dict[tuple[str, str], Counter[str]]:
    """By topic and group how many rows have each verdict; groups without rows are left out."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in result.rows:
        found.setdefault((row.topic, row.group), Counter())[row.verdict] += 1
    return found


def bands(result: Result) -> list[Band]:
    """Per topic a line, and where it has several groups one for each of them that has rows."""
    counted = counts(result)
    found: list[Band] = []
    for topic in result.topics:
        inside = [
            Band(title, topic.id, group, counted[topic.id, group])
            for group, title in topic.groups.items()
            if (topic.id, group) in counted
        ]
        total = sum((band.counts for band in inside), Counter[str]())
        found.append(Band(topic.title, topic.id, None, total))
        if len(topic.groups) > 1:
            found += inside
    return found
