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

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """All must say the same."""
        return agreed(answers)
