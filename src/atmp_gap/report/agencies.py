"""Several agencies in one view: what each says on a question, and the verdict of each pair.

Call ``agencies_sheet`` with the comparison of every two of them. The verdicts are those of the
comparisons; nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atmp_gap.gap.result import Result
from atmp_gap.model.base import GRADES
from atmp_gap.model.subject import DISCIPLINES
from atmp_gap.report import origin, wording
from atmp_gap.report.answers import Answer
from atmp_gap.report.decisions import KINDS, RowTold, decisions
from atmp_gap.report.interface import Sheet
from atmp_gap.text.wrap import shorten
from atmp_gap.views.agencies import Recorded

MORE = "*"
"""Marks a cell beside which the question has other parts with another answer or verdict."""
MOST = 100
"""A short report shows so many characters of an answer."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Manner:
    """How much is told: ``full`` lists open rows and every part, ``apart`` gives citations cells.

    ``full`` is for formats that leave nothing out, ``apart`` for those that are sorted by column.
    """

    full: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Question:
    """A question as every two of the agencies compare on it."""

    told: Mapping[Pair, RowTold]

    @property
    def any(self) -> RowTold:
        """Its row in one of the comparisons, for what is the same in all."""
        return next(iter(self.told.values()))

    @property
    def order(self) -> tuple[int, int]:
        """What differs between any two comes first, procedure last."""
        kinds = [KINDS.index(told.kind) for told in self.told.values()]
        return min(kinds), DISCIPLINES.index(self.any.row.discipline)

    @property
    def open(self) -> bool:
        """Whether it is open between every two."""
        return all(told.kind.id == "open" for told in self.told.values())

    def answers(self, agency: str) -> dict[Answer, list[str]]:
        """What an agency says, each with the parts of the question it is said for."""
        pair = next(pair for pair in self.told if agency in pair)
        told, index = self.told[pair], pair.index(agency)
        found: dict[Answer, list[str]] = {}
        for part in (*told.parts, *told.elsewhere):
            found.setdefault(part.answers[index], []).append(part.where)
        return found


def agencies_sheet(
    results: Mapping[Pair, Result],
    recorded: Sequence[Recorded],
    shown: frozenset[str] | None,
    manner: Manner,
) -> Sheet:
    """A line per question: what each agency says, and how every two of them compare.

    ``shown`` are the questions that filters leave, or None for all.
    """
    questions = _questions(results, shown)
    listed = [question for question in questions if manner.full or not question.open]
    first = next(iter(results.values()))
    topics = {topic.id: topic.title for topic in first.topics}
    rows = tuple(_line(question, recorded, topics, manner) for question in listed)
    names = tuple(each.agency for each in recorded)
    left = len(questions) - len(listed)
    marked = any(cell.endswith(MORE) for row in rows for cell in row)
    among = origin.counted(len(questions), "question")
    more = f"Open between every two: {left} of {among}; --all lists them."
    notes = (
        *(_counts(pair, questions) for pair in results),
        *([more] if left else []),
        " ".join(_read(each, first) for each in recorded),
        *(["*: other parts have another answer or verdict; --all tells them."] if marked else []),
        "; ".join(f"{kind.title.lower()}: {kind.meaning}" for kind in KINDS) + ".",
        origin.origin_line(first, names),
        first.notice,
    )
    return Sheet(
        origin.title(first, names),
        _columns(names, tuple(results), manner),
        rows,
        notes,
        _data(questions, results, recorded, first),
    )


def _questions(results: Mapping[Pair, Result], shown: frozenset[str] | None) -> list[Question]:
    found: dict[str, dict[Pair, RowTold]] = {}
    for pair, result in results.items():
        for section in decisions(result).sections:
            for told in section.rows:
                found.setdefault(told.row.subject, {})[pair] = told
    first = next(iter(results.values()))
    kept = [row.subject for row in first.rows if shown is None or row.subject in shown]
    return sorted((Question(found[name]) for name in kept), key=lambda question: question.order)


def _columns(names: Sequence[str], pairs: Sequence[Pair], manner: Manner) -> tuple[str, ...]:
    verdicts = [" / ".join(pair) for pair in pairs]
    if not manner.apart:
        return ("question", *names, *verdicts)
    said = [
        heading
        for name in names
        for heading in (name, f"{name}: where it stands", f"{name}: read as")
    ]
    return ("topic", "question", *said, *verdicts, "id")


def _line(
    question: Question, recorded: Sequence[Recorded], topics: Mapping[str, str], manner: Manner
) -> tuple[str, ...]:
    row = question.any.row
    verdicts = [_verdict(told, manner) for told in question.told.values()]
    if not manner.apart:
        says = [_cell(question, each, manner) for each in recorded]
        return (row.title, *says, *verdicts)
    apart = [cell for each in recorded for cell in _cells(question, each)]
    return (topics[row.topic], row.title, *apart, *verdicts, row.subject)


def _verdict(told: RowTold, manner: Manner) -> str:
    """How two compare: the section of the row, with what stands at its right."""
    title = told.kind.title.lower()
    text = f"{title}, {told.mark}" if told.mark and told.kind.id != "open" else title
    if not told.elsewhere:
        return text
    return f"{text}; {origin.elsewhere(told.elsewhere)}" if manner.full else text + MORE


def _spoken(question: Question, each: Recorded) -> dict[Answer, list[str]]:
    """The answers of an agency, the best read first; its silence where it gives none."""
    answers = question.answers(each.agency)
    spoken = {answer: where for answer, where in answers.items() if answer.speaks}
    ordered = sorted(spoken, key=lambda answer: (not answer.typed, GRADES.index(answer.grade)))
    return {answer: spoken[answer] for answer in ordered} or answers


def _silence(question: Question, each: Recorded, answer: Answer) -> str:
    """What an agency's silence is: nothing was read of it there, or what the row says of it."""
    if question.any.row.topic not in each.topics:
        return f"no text of {each.agency} was read here"
    return answer.text


def _cell(question: Question, each: Recorded, manner: Manner) -> str:
    """What an agency says with its citations: in short the first answer, else all."""
    spoken = _spoken(question, each)
    first = next(iter(spoken))
    if not first.speaks:
        return _silence(question, each, first)
    told = len(question.answers(each.agency)) > 1
    if not manner.full:
        where = f"{_where(spoken[first])}{MORE}" if told else ""
        return f"{shorten(first.text, MOST)} {_source(first)}{where}"
    return "; ".join(
        f"{answer.text} {_source(answer)}{_where(places) if told else ''}"
        for answer, places in spoken.items()
    )


def _cells(question: Question, each: Recorded) -> tuple[str, str, str]:
    """The same in three cells: answers, citations, grades."""
    spoken = _spoken(question, each)
    first = next(iter(spoken))
    if not first.speaks:
        return _silence(question, each, first), "", ""
    told = len(question.answers(each.agency)) > 1
    return (
        "; ".join(f"{a.text}{_where(places) if told else ''}" for a, places in spoken.items()),
        "; ".join(dict.fromkeys(answer.cited for answer in spoken)),
        ", ".join(dict.fromkeys(answer.grade for answer in spoken)),
    )


def _source(answer: Answer) -> str:
    return f"[{answer.cited}; {answer.grade}]"


def _where(places: Sequence[str]) -> str:
    """For which parts an answer is given, where that can be said in a few words."""
    told = " / ".join(dict.fromkeys(filter(None, places)))
    if not told:
        return ""
    return f" ({told})" if len(told) <= origin.LONG else " (for some products or stages)"


def _counts(pair: Pair, questions: Sequence[Question]) -> str:
    found = Counter(question.told[pair].kind.id for question in questions)
    told = ", ".join(f"{found[kind.id]} {kind.counted}" for kind in KINDS)
    return f"{' and '.join(pair)}: {told}."


def _read(each: Recorded, result: Result) -> str:
    """What was read of an agency: its column can say no more than that."""
    if not each.entries:
        return (
            f"No text of {each.agency} was read here: its column says nothing of what it asks, "
            "and open is no finding."
        )
    topics = [topic.id for topic in result.topics]
    among = sum(topic in each.topics for topic in topics)
    entries = f"{each.entries} {'entry' if each.entries == 1 else 'entries'}"
    told = f"{each.agency}: {entries} of {origin.counted(each.texts, 'text')} in all"
    return f"{told}, on {among} of {origin.counted(len(topics), 'topic')} here."


def _data(
    questions: Sequence[Question],
    results: Mapping[Pair, Result],
    recorded: Sequence[Recorded],
    first: Result,
) -> dict[str, Any]:
    """What programs are given: every part of every pair, and every citation."""
    return {
        "schema": "atmp-gap/agencies/1",
        "tool": first.tool,
        "corpus": first.corpus,
        "agencies": [
            {"agency": each.agency, "entries": each.entries, "topics": sorted(each.topics)}
            for each in recorded
        ],
        "as_of": first.as_of,
        "filters": first.filters,
        "pairs": [
            {"between": pair, "verdicts": result.summary.verdicts}
            for pair, result in results.items()
        ],
        "rows": [_datum(question, recorded) for question in questions],
        "notice": first.notice,
    }


def _datum(question: Question, recorded: Sequence[Recorded]) -> dict[str, Any]:
    row = question.any.row
    return {
        "topic": row.topic,
        "subject": row.subject,
        "title": row.title,
        "question": row.question,
        "says": [
            {
                "agency": each.agency,
                "texts_read": row.topic in each.topics,
                "answers": [
                    {"text": answer.text, "where": where, "citations": answer.citations}
                    for answer, where in question.answers(each.agency).items()
                    if answer.speaks
                ],
            }
            for each in recorded
        ],
        "verdicts": [
            {
                "between": pair,
                "verdict": told.row.verdict,
                "words": wording.verdict_label(told.row.verdict, told.row.provisional),
                "provisional": told.row.provisional,
                "stricter": told.row.stricter,
                "parts": [
                    {"scope": p.scope, "verdict": p.verdict, "stricter": p.stricter}
                    for p in told.row.parts
                ],
            }
            for pair, told in question.told.items()
        ],
    }
