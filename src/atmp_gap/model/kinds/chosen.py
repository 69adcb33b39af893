"""The kinds whose answer is one word: asked, permission and choice."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.model.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerError,
    Disagreement,
    Lacks,
    Outcome,
    Words,
    known,
    one_text,
)
from atmp_gap.model.subject import Slot


class Ordered:
    """One step of a scale; the later step is the stricter."""

    def __init__(self, name: str, facet: str, scale: tuple[str, ...]) -> None:
        self.name = name
        self.facet = facet
        self.scale = scale

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A word of the scale."""
        text = one_text(raw)
        if text not in self.scale:
            raise AnswerError(
                f"{text!r} is no answer to a slot of kind {self.name}",
                f"known: {', '.join(self.scale)}",
            )
        return Answer(text)


class Asked(Ordered):
    """Whether something is expected: the latest answer counts."""

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """The latest of the scale."""
        return max(answers, key=lambda answer: self.scale.index(answer.text))

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """The later is stricter and satisfies both."""
        a, b = self.scale.index(first.text), self.scale.index(second.text)
        if a == b:
            return Outcome("equal", position=first.text)
        stricter = FIRST if a > b else SECOND
        return Outcome("differs", stricter, position=self.scale[max(a, b)])


class Permission(Asked):
    """Whether something is allowed: one side's entries must agree."""

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """All must say the same."""
        return _agreed(answers)


class Choice:
    """One of a list; neither is the stricter and no position follows."""

    name = "choice"
    facet = "classification"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """One of the slot's values."""
        return Answer(known(one_text(raw), slot))

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """All must say the same."""
        return _agreed(answers)

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """Equal or not comparable."""
        if first.text == second.text:
            return Outcome("equal", position=first.text)
        return Outcome("differs", "not-comparable", note="a person has to choose")


def _agreed(answers: Sequence[Answer]) -> Answer | Disagreement:
    texts = list(dict.fromkeys(answer.text for answer in answers))
    return answers[0] if len(texts) == 1 else Disagreement(f"{' and '.join(texts)} disagree")
