"""The kind schedule: visits at given times, or repeated until a time.

VISIT = [WHAT] at NUMBER[, NUMBER ...] UNIT | [WHAT] every NUMBER UNIT [until NUMBER UNIT]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from atmp_gap.kinds.base import (
    Answer,
    AnswerError,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
)
from atmp_gap.model.subject import Slot

_NUMBER = r"\d+(?:\.\d+)?"
AT = re.compile(
    rf"^(?:(?P<what>.+?)\s+)?at\s+(?P<times>{_NUMBER}(?:\s*,\s*{_NUMBER})*)\s*(?P<unit>\S+)$"
)
EVERY = re.compile(
    rf"^(?:(?P<what>.+?)\s+)?every\s+(?P<step>{_NUMBER})\s*(?P<unit>\S+)"
    rf"(?:\s+until\s+(?P<end>{_NUMBER})\s*(?P<end_unit>\S+))?$"
)
"""The two forms of a VISIT, as they stand in an answer."""
Visit = tuple[object, ...]


def _days(number: str, unit: str, words: AnswerWords) -> Fraction:
    term = words.measures.parse(f"{number} {unit}").terms[0]
    if term.basis != ("time",):
        raise AnswerError(f"{unit!r} is no unit of time")
    return term.value


def _visits(text: str, words: AnswerWords) -> set[Visit]:
    """A visit text as comparable facts: (what, day), or (what, step, until)."""
    line = " ".join(text.split())
    found = AT.match(line)
    if found:
        times = re.split(r"\s*,\s*", found["times"])
        return {(found["what"] or "", _days(time, found["unit"], words)) for time in times}
    found = EVERY.match(line)
    if found:
        end = _days(found["end"], found["end_unit"], words) if found["end"] else None
        step = _days(found["step"], found["unit"], words)
        return {(found["what"] or "", step, end, "every")}
    raise AnswerError(
        f"{text!r} is no visit",
        "write `at 0, 3, 6, 12 month` or `every 1 year until 15 year`, a word on what before it",
    )


def _when(text: str, words: AnswerWords) -> tuple[Fraction, str]:
    """A key that sorts visits by the first day they fall on."""
    days = [fact[1] for fact in _visits(text, words) if isinstance(fact[1], Fraction)]
    return min(days, default=Fraction(0)), text


class Schedule(Kind):
    """When something is done; not comparable unless equal."""

    name = "schedule"
    facet = "schedule"
    facet_label = "schedule"
    in_numbers = True
    uncomparable_note = "other visits; a person has to compare"
    how_to_write = "visits: at 0, 3, 6 month, or every 1 year until 15 year"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A list of visits."""
        items = (raw,) if isinstance(raw, str) else tuple(raw)
        if not items:
            raise AnswerError("an empty list answers nothing", "leave the slot out instead")
        for item in items:
            _visits(item, words)
        return Answer("; ".join(items), elements=items)

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """All must say the same."""
        first, *rest = answers
        for other in rest:
            if self._all(first, words) != self._all(other, words):
                return Disagreement(f"{first.text} and {other.text} disagree")
        return first

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Equal, or all visits of both as the position."""
        if first.text == second.text or self._all(first, words) == self._all(second, words):
            return Outcome("equal", position=first.text)
        # In the order of time, so that it does not matter whose visits are named first.
        seen = sorted({*first.elements, *second.elements}, key=lambda item: _when(item, words))
        return Outcome("differs", "not-comparable", position="; ".join(seen))

    @staticmethod
    def _all(answer: Answer, words: AnswerWords) -> frozenset[Visit]:
        return frozenset(fact for item in answer.elements for fact in _visits(item, words))
