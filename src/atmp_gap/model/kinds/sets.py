"""The kinds whose answers are sets: all-of (required) and any-of (accepted)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
)
from atmp_gap.model.subject import Slot


def _parse(raw: str | Sequence[str], slot: Slot) -> Answer:
    items = [item.strip() for item in (raw.split(",") if isinstance(raw, str) else raw)]
    if not items or not all(items):
        raise AnswerError("an empty list answers nothing", "leave the slot out instead")
    elements = _ordered((known(item, slot) for item in items), tuple(slot.values))
    if len(elements) < len(items):
        raise AnswerError("the list names something twice")
    return Answer(", ".join(elements), elements=elements)


def _ordered(elements: Iterable[str], order: Sequence[str] = ()) -> tuple[str, ...]:
    rank = {value: index for index, value in enumerate(order)}
    return tuple(sorted(set(elements), key=lambda item: (rank.get(item, len(rank)), item)))


def _union(answers: Sequence[Answer]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for answer in answers:
        seen.update(dict.fromkeys(answer.elements))
    return tuple(seen)


def _without(union: tuple[str, ...], said_by: Callable[[str, str], bool]) -> tuple[str, ...]:
    """A union without what another of its elements says already."""
    return tuple(
        item for item in union if not any(other != item and said_by(item, other) for other in union)
    )


def _text(elements: Iterable[str]) -> str:
    return ", ".join(elements)


class AllOf:
    """Everything listed is required; the superset is the stricter."""

    name = "all-of"
    facet = "tests"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A list of the slot's values or of methods."""
        return _parse(raw, slot)

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """The union; complete only where all its entries are."""
        elements = _without(_union(answers), lambda item, other: words.satisfies(other, item))
        return Answer(
            _text(elements),
            elements=elements,
            complete=all(answer.complete for answer in answers),
        )

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """What one side asks beyond the other differs where the other's list is complete or was
        searched for it; else it is open.
        """
        extra = (self._beyond(first, second, words), self._beyond(second, first, words))
        missing: list[tuple[str, ...]] = []
        left: list[tuple[str, ...]] = []
        for answer, searched, beyond in (
            (first, lacks[FIRST], extra[SECOND]),
            (second, lacks[SECOND], extra[FIRST]),
        ):
            sure = [
                item for item in beyond if answer.complete or searched is None or item in searched
            ]
            missing.append(tuple(sure))
            left.append(tuple(item for item in beyond if item not in sure))
        opened = (left[FIRST], left[SECOND])
        position = _text(_union((first, second)))
        if missing[FIRST] or missing[SECOND]:
            stricter: int | str = "mixed"
            if not missing[FIRST]:
                stricter = FIRST
            elif not missing[SECOND]:
                stricter = SECOND
            asked = "; ".join(_text(items) for items in missing if items)
            return Outcome(
                "differs", stricter, position=position, note=f"only one asks: {asked}", open=opened
            )
        if any(opened):
            return Outcome("equal", position=position, open=opened)
        return Outcome("equal", position=position)

    @staticmethod
    def _beyond(answer: Answer, other: Answer, words: Words) -> tuple[str, ...]:
        return tuple(
            asked
            for asked in answer.elements
            if not any(words.satisfies(item, asked) for item in other.elements)
        )


class AnyOf:
    """Any one listed is accepted; the subset is the stricter."""

    name = "any-of"
    facet = "methods"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A list of the slot's values or of methods."""
        return _parse(raw, slot)

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """The union of what is accepted."""
        elements = _without(_union(answers), lambda item, other: words.satisfies(item, other))
        return Answer(_text(elements), elements=elements)

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """Accepted by both is the position; nothing in common is a conflict to be bridged."""
        ours = self._accepted(first, second, words)
        theirs = self._accepted(second, first, words)
        both = _ordered({*ours, *theirs}, (*first.elements, *second.elements))
        covers_first = len(ours) == len(first.elements)
        covers_second = len(theirs) == len(second.elements)
        if covers_first and covers_second:
            return Outcome("equal", position=_text(both))
        if not both:
            return Outcome(
                "differs", "mixed", conflict=True, note="no way is accepted by both: bridge"
            )
        stricter: int | str = "mixed"
        if covers_first:
            stricter = FIRST
        elif covers_second:
            stricter = SECOND
        return Outcome("differs", stricter, position=_text(both))

    @staticmethod
    def _accepted(answer: Answer, other: Answer, words: Words) -> tuple[str, ...]:
        """What the other accepts too: the same, or a leaf of what it names."""
        return tuple(
            item
            for item in answer.elements
            if any(words.satisfies(item, wide) for wide in other.elements)
        )
