"""What the kinds whose answers are sets share: all-of and any-of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atmp_gap.kinds.base import (
    Answer,
    AnswerError,
    AnswerWords,
    known,
)
from atmp_gap.model.subject import Slot


def parse_set(raw: str | Sequence[str], slot: Slot) -> Answer:
    """A list of elements as an answer, in the order of the slot's values. Raises AnswerError."""
    items = [item.strip() for item in (raw.split(",") if isinstance(raw, str) else raw)]
    if not items or not all(items):
        raise AnswerError("an empty list answers nothing", "leave the slot out instead")
    elements = ordered((known(item, slot) for item in items), tuple(slot.values))
    if len(elements) < len(items):
        raise AnswerError("the list names something twice")
    return Answer(", ".join(elements), elements=elements)


def ordered(elements: Iterable[str], order: Sequence[str] = ()) -> tuple[str, ...]:
    """Elements once each, those that ``order`` names first and in its order."""
    rank = {value: index for index, value in enumerate(order)}
    return tuple(sorted(set(elements), key=lambda item: (rank.get(item, len(rank)), item)))


def union(answers: Sequence[Answer]) -> tuple[str, ...]:
    """What any of some answers names, in the order met."""
    seen: dict[str, None] = {}
    for answer in answers:
        seen.update(dict.fromkeys(answer.elements))
    return tuple(seen)


def narrowest(elements: tuple[str, ...], words: AnswerWords) -> tuple[str, ...]:
    """Elements without the branches that others of them lie below: all are asked for."""
    wider = {above for item in elements for above in words.satisfied_by(item) - {item}}
    return tuple(item for item in elements if item not in wider)


def widest(elements: tuple[str, ...], words: AnswerWords) -> tuple[str, ...]:
    """Elements without those that lie below others of them: any will do."""
    named = set(elements)
    return tuple(item for item in elements if named.isdisjoint(words.satisfied_by(item) - {item}))


def listed(elements: Iterable[str]) -> str:
    """Elements as the text of an answer."""
    return ", ".join(elements)
