"""What the kinds share whose answer is one word: asked, permission and choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from atmp_gap.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerError,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
    one_text,
)
from atmp_gap.model.subject import Slot


class Scale(Kind):
    """One step of a scale; the later step is the stricter, and satisfies both."""

    scale: ClassVar[tuple[str, ...]]

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A word of the scale."""
        text = one_text(raw)
        if text not in self.scale:
            raise AnswerError(
                f"{text!r} is no answer to a slot of kind {self.name}",
                f"known: {', '.join(self.scale)}",
            )
        return Answer(text)

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """The later is stricter and satisfies both."""
        a, b = self.scale.index(first.text), self.scale.index(second.text)
        if a == b:
            return Outcome("equal", position=first.text)
        return Outcome("differs", FIRST if a > b else SECOND, position=self.scale[max(a, b)])


def agreed(answers: Sequence[Answer]) -> Answer | Disagreement:
    """The one answer that all give."""
    texts = list(dict.fromkeys(answer.text for answer in answers))
    return answers[0] if len(texts) == 1 else Disagreement(f"{' and '.join(texts)} disagree")
