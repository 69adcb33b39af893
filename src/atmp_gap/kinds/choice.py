"""The kind choice: one of a list; neither side is the stricter, and no position follows."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.kinds.base import (
    Answer,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
    known,
    one_text,
)
from atmp_gap.kinds.scale import agreed
from atmp_gap.model.subject import Slot


class Choice(Kind):
    """One of a list; neither is the stricter and no position follows."""

    name = "choice"
    facet = "classification"
    facet_label = "which of several"
    classifies = True
    how_to_write = "one{values}"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """One of the slot's values."""
        return Answer(known(one_text(raw), slot))

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """All must say the same."""
        return agreed(answers)

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Equal or not comparable."""
        if first.text == second.text:
            return Outcome("equal", position=first.text)
        return Outcome("differs", "not-comparable", note="a person has to choose")
