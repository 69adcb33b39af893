"""The small vocabulary of the tests as what answers may be made of."""

from __future__ import annotations

from typing import Any

from atmp_gap.corpus.validate import adapter
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerWords
from atmp_gap.kinds.quantity import Measures
from atmp_gap.model.subject import Slot
from atmp_gap.model.vocabulary import Vocabulary
from support import VOCABULARY

_READ = adapter(Vocabulary).validate_python(
    {
        **VOCABULARY,
        "starts": [
            *VOCABULARY["starts"],
            {"id": "last-visit", "title": "last visit", "after": ["product-expiry"]},
        ],
    }
)
MEASURES = Measures(_READ.units, _READ.equal, _READ.starts)
WORDS = AnswerWords(
    MEASURES,
    {
        "nat": frozenset({"nat"}),
        "validated-nat": frozenset({"nat", "validated-nat"}),
        "culture": frozenset({"culture"}),
    },
)


def slot_of(kind: str, dimension: str | None = None, *values: str) -> Slot:
    return Slot(kind, dimension=dimension, values={value: value for value in values})


def answer(kind: str, raw: Any, dimension: str | None = None, complete: bool = False) -> Answer:
    """An answer as a file would give it."""
    from dataclasses import replace

    return replace(KINDS[kind].parse(raw, slot_of(kind, dimension), WORDS), complete=complete)
