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


def bands(result: Result) -> list[Band]:
    """Per topic a line, and one for each of its groups that has rows where it has several."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    for row in result.rows:
        groups.setdefault((row.topic, row.group), Counter())[row.verdict] += 1
    found: list[Band] = []
    for topic in result.topics:
        inside = [
            Band(title, topic.id, group, groups[topic.id, group])
            for group, title in topic.groups.items()
            if (topic.id, group) in groups
        ]
        total = sum((band.counts for band in inside), Counter[str]())
        found.append(Band(topic.title, topic.id, None, total))
        if len(topic.groups) > 1:
            found += inside
    return found
