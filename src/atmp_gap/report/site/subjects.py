"""The pages of questions, each at an address that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from atmp_gap.gap.compare import summarise
from atmp_gap.gap.result import Result, Row
from atmp_gap.report.decisions import RowTold, decisions
from atmp_gap.report.html.rows import Rows
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.history import by_subject, recorded, verdicts
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """A page for every question, in the order of the files."""
    result = frame.result
    rows, macros = Rows(result), frame.macros(result)
    told = {row.row.subject: row for section in decisions(result).sections for row in section.rows}
    beside = _neighbours(result)
    past = by_subject(verdicts(frame.corpus, result.agencies))
    since = by_subject(recorded(frame.corpus))
    topics = {topic.id: topic for topic in result.topics}
    for row in result.rows:
        topic, said = topics[row.topic], told[row.subject]
        view = rows.view(said)
        yield Page(
            frame.subjects[row.subject],
            row.title,
            "subject.html",
            {
                "row": row,
                "view": view,
                "stands": macros.stands(view, True),
                "told": macros.told(view),
                "body": macros.body(view, 2),
                "topic": topic,
                "history": past.get(row.subject, []),
                "recorded": since.get(row.subject, []),
                "documents": _documents(row),
                "beside": beside[row.subject],
            },
            _about(said),
            "Topics",
            dump(alone(result, row)),
        )


def alone(result: Result, row: Row) -> Result:
    """A result with one row, without what only filters and searches need."""
    others = result.synonyms.get(row.subject)
    return replace(
        result,
        topics=tuple(topic for topic in result.topics if topic.id == row.topic),
        filters={"subjects": [row.subject]},
        rows=(row,),
        summary=summarise((row,), result.agencies),
        findings=tuple(item for item in result.findings if item.subject == row.subject),
        dimensions=(),
        synonyms={row.subject: others} if others else {},
        same_words=(),
    )


def _about(told: RowTold) -> str:
    """What the row says in a line: both answers, and how they stand."""
    said = "; ".join(f"{answer.agency}: {answer.text}" for answer in told.parts[0].answers)
    stands = ", ".join(filter(None, (told.kind.counted, told.mark)))
    return f"{told.row.question} {stands[:1].upper()}{stands[1:]}. {said}"


def _documents(row: Row) -> list[tuple[str, str]]:
    """The documents that the statements of a row cite: id and short name, each once."""
    found = {entry.document.id: entry.document.short for entry in row.entries}
    return sorted(found.items(), key=lambda item: item[1].casefold())


def _neighbours(result: Result) -> dict[str, tuple[Row | None, Row | None]]:
    """The questions before and after each, within its topic."""
    found: dict[str, tuple[Row | None, Row | None]] = {}
    for topic in result.topics:
        rows = [None, *(row for row in result.rows if row.topic == topic.id), None]
        for (before, row), (_, after) in pairwise(pairwise(rows)):
            if row is not None:
                found[row.subject] = (before, after)
    return found
