"""The kind clock: a time that binds the agency; nobody is the stricter."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from atmp_gap.kinds.base import (
    Answer,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
)
from atmp_gap.kinds.interval import Interval
from atmp_gap.kinds.measured import (
    notes_on,
    other_basis,
    parse_quantity,
    quantity_of,
)
from atmp_gap.model.subject import Slot


class Clock(Kind):
    """Binds the agency; nobody is the stricter."""

    name = "clock"
    facet = "clock"
    facet_label = "time the agency takes"
    in_numbers = True
    binds_agency = True

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A quantity of time, with or without a bound."""
        return parse_quantity(raw, slot, words)

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """All must say the same."""
        first, *rest = answers
        for other in rest:
            if self._key(first) != self._key(other):
                return Disagreement(f"{first.text} and {other.text} disagree")
        return first

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Equal or not; a bound against a bare number of the same value is a note. Of unequal
        lists nobody can say which time it is.
        """
        a, b = quantity_of(first), quantity_of(second)
        lists = a.mode or b.mode
        if self._key(first) == self._key(second):
            notes = notes_on(a.terms[0], b.terms[0]) if a.terms and not lists else ()
            return Outcome("equal", notes=notes)
        if a.terms and b.terms and (lists or a.terms[0].basis != b.terms[0].basis):
            return other_basis(a, b)
        return Outcome("differs", "not-comparable")

    @staticmethod
    def _key(answer: Answer) -> tuple[str | None, frozenset[tuple[object, ...]]]:
        """What two answers that mean the same share, in whichever order a list is written."""

        def ends(interval: Interval) -> tuple[Fraction | None, Fraction | None]:
            high = interval.high if interval.high is not None else interval.low
            return (None if interval.low in (None, high) else interval.low), high

        quantity = quantity_of(answer)
        return quantity.mode, frozenset(
            (*ends(term.interval), term.basis, term.start) for term in quantity.terms
        )
