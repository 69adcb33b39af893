"""The kind any-of: any one listed is accepted; the subset is the stricter."""

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
from atmp_gap.kinds.sets import listed, ordered, parse_set, union, widest
from atmp_gap.model.subject import Slot


class AnyOf(Kind):
    """Any one listed is accepted; the subset is the stricter."""

    name = "any-of"
    facet = "methods"
    facet_label = "accepted ways"
    is_set = True
    accepts_any = True
    how_to_write = "what you use, a list{values}"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A list of the slot's values or of methods."""
        return parse_set(raw, slot)

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """The union of what is accepted."""
        elements = widest(union(answers), words)
        return Answer(listed(elements), elements=elements)

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Accepted by both is the position; nothing in common is a conflict to be bridged."""
        ours = self._accepted(first, second, words)
        theirs = self._accepted(second, first, words)
        both = ordered({*ours, *theirs}, (*first.elements, *second.elements))
        covers_first = len(ours) == len(first.elements)
        covers_second = len(theirs) == len(second.elements)
        if covers_first and covers_second:
            return Outcome("equal", position=listed(both), chosen=both)
        if not both:
            return Outcome(
                "differs", "mixed", conflict=True, note="no way is accepted by both: bridge"
            )
        stricter: Stricter = "mixed"
        if covers_first:
            stricter = FIRST
        elif covers_second:
            stricter = SECOND
        return Outcome("differs", stricter, position=listed(both), chosen=both)

    @staticmethod
    def _accepted(answer: Answer, other: Answer, words: AnswerWords) -> tuple[str, ...]:
        """What the other accepts too: the same, or a leaf of what it names."""
        wide = set(other.elements)
        return tuple(
            item for item in answer.elements if not wide.isdisjoint(words.satisfied_by(item))
        )

    def shortfall(self, agency: str, held: Answer, asked: Answer, words: AnswerWords) -> str:
        """The ways used that are not known to be accepted."""
        accepted = self._accepted(held, asked, words)
        refused = [item for item in held.elements if item not in accepted]
        return f"{agency} is not known to accept {words.said(refused)}"
