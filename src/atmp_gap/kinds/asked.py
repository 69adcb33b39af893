"""The kind asked: whether something is expected; the later step of the scale is the stricter."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from atmp_gap.kinds.base import (
    Answer,
    AnswerWords,
    Disagreement,
)
from atmp_gap.kinds.scale import Scale


class Asked(Scale):
    """Whether something is expected: not at all, optionally, or yes. The latest answer counts."""

    name = "asked"
    facet = "expected"
    facet_label = "whether expected"
    scale = ("not-expected", "optional", "expected")
    asks_nothing = frozenset({"not-expected", "optional"})
    own_words = MappingProxyType({"done": "expected", "not-done": "not-expected"})

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """The latest of the scale."""
        return max(answers, key=lambda answer: self.scale.index(answer.text))
