"""The kind permission: whether something is allowed; the later step is the stricter."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from atmp_gap.kinds.base import (
    Answer,
    AnswerWords,
    Disagreement,
)
from atmp_gap.kinds.scale import Scale, agreed


class Permission(Scale):
    """Whether something is allowed, under conditions, or not. One side's entries must agree."""

    name = "permission"
    facet = "pathway"
    facet_label = "whether allowed"
    scale = ("allowed", "allowed-if", "not-allowed")
    stated_by_may = True
    asks_nothing = frozenset({"allowed"})
    own_words = MappingProxyType(
        {"used": "allowed", "used-if": "allowed-if", "not-used": "not-allowed"}
    )

    def left_open(self, agency: str, held: Answer, asked: Answer) -> str:
        """What is used may be used as the conditions have it: the word alone does not say."""
        if (held.text, asked.text) != ("allowed", "allowed-if"):
            return ""
        return f"{agency} allows it under conditions: write used-if where yours are those"

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """All must say the same."""
        return agreed(answers)
