"""The pages of topics, and their list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from atmp_gap.gap.compare import summarise
from atmp_gap.gap.result import Result
from atmp_gap.report.decisions import decisions
from atmp_gap.report.html import filters
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import Head, listed
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """The list of topics with the counts of their groups, then each topic."""
    yield Page(
        "t/index.html",
        "Topics",
        "topics.html",
        {"bands": filters.bands(frame.result)},
        "The questions by topic and group, counted.",
        "Topics",
        dump(filters.bands(frame.result)),
    )
    for topic in frame.result.topics:
        within = of_topic(frame.result, topic.id)
        head = Head(
            frame.topics[topic.id],
            topic.title,
            (frame.corpus.topics[topic.id].summary,),
            "Topics",
            (("Topics", "t/index.html"),),
            f"topic={topic.id}",
            data=dump(within),
        )
        yield from listed(frame, decisions(within), head)


def of_topic(result: Result, topic: str) -> Result:
    """The part of a result that one topic is."""
    rows = tuple(row for row in result.rows if row.topic == topic)
    names = {row.subject for row in rows}
    return replace(
        result,
        topics=tuple(item for item in result.topics if item.id == topic),
        rows=rows,
        summary=summarise(rows, result.agencies),
        findings=tuple(item for item in result.findings if item.subject in names),
        synonyms={name: words for name, words in result.synonyms.items() if name in names},
    )
