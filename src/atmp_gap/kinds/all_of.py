"""The kind all-of: everything listed is required; the superset is the stricter."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
    Stricter,
)
from atmp_gap.kinds.sets import listed, narrowest, parse_set, union
from atmp_gap.model.subject import Slot


class AllOf(Kind):
    """Everything listed is required; the superset is the stricter."""

    name = "all-of"
    facet = "tests"
    facet_label = "what is to be covered"
    is_set = True
    requires_all = True
    how_to_write = "all you do, a list{values}"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A list of the slot's values or of methods."""
        return parse_set(raw, slot)

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """The union; complete only where all its entries are."""
        elements = narrowest(union(answers), words)
        return Answer(
            listed(elements),
            elements=elements,
            complete=all(answer.complete for answer in answers),
        )

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
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
        chosen = narrowest(union((first, second)), words)
        position = listed(chosen)
        if missing[FIRST] or missing[SECOND]:
            stricter: Stricter = "mixed"
            if not missing[FIRST]:
                stricter = FIRST
            elif not missing[SECOND]:
                stricter = SECOND
            more = [items for items in missing if items]
            return Outcome(
                "differs",
                stricter,
                position=position,
                note=f"only one asks: {'; '.join(map(listed, more))}",
                open=opened,
                elements=more[0] if len(more) == 1 else (),
                chosen=chosen,
            )
        return Outcome("equal", position=position, open=opened, chosen=chosen)

    @staticmethod
    def _beyond(answer: Answer, other: Answer, words: AnswerWords) -> tuple[str, ...]:
        covered = {asked for item in other.elements for asked in words.satisfied_by(item)}
        return tuple(asked for asked in answer.elements if asked not in covered)

    def shortfall(self, agency: str, held: Answer, asked: Answer, words: AnswerWords) -> str:
        """The elements asked for that a position does not name."""
        return f"{agency} also asks {words.said(self._beyond(asked, held, words))}"
