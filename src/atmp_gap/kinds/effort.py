"""The kind effort: at least this much has to be done; the larger is the stricter."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerError,
    AnswerWords,
    Disagreement,
    Kind,
    Lacks,
    Outcome,
    Which,
    other,
)
from atmp_gap.kinds.measured import (
    compare_nones,
    notes_on,
    other_basis,
    parse_quantity,
    quantity_of,
    same_quantity,
    without_nones,
)
from atmp_gap.kinds.quantity import Quantity
from atmp_gap.model.subject import Slot


class Effort(Kind):
    """At least this much has to be done; the larger is the stricter."""

    name = "effort"
    facet = "effort"
    facet_label = "extent"
    in_numbers = True
    how_to_write = "the least amount{unit}"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A quantity of single numbers, bare or with >=, > or =."""
        answer = parse_quantity(raw, slot, words)
        for term in quantity_of(answer).terms:
            if term.interval.low is None or (
                term.interval.high is not None and term.interval.high != term.interval.low
            ):
                raise AnswerError(
                    f"the effort {term.text!r} is not one least amount",
                    "write the number that is at least asked, such as 15 year or up to 5 year",
                )
        return answer

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """The larger; a number replaces `none`."""
        result, *rest = without_nones(answers)
        for more in rest:
            outcome = self.compare(result, more, words, (frozenset(), frozenset()))
            if outcome.relation == "not-compared":
                return Disagreement(f"{result.text} and {more.text} have no common basis")
            firm = quantity_of(result).terms and quantity_of(result).terms[0].up_to
            if outcome.stricter == SECOND or (outcome.relation == "equal" and firm):
                result = more
        return result

    def left_open(self, agency: str, held: Answer, asked: Answer) -> str:
        """At most so much is done: that may be less than is asked, or nothing."""
        mine, theirs = quantity_of(held).terms, quantity_of(asked).terms
        if not theirs or not any(term.up_to for term in mine):
            return ""
        one, two = mine[0], theirs[0]
        short = one.basis == two.basis and one.start == two.start and one.value < two.value
        if short or any(term.up_to for term in theirs):
            return ""
        return f"{held.text} names the most that you do, and {agency} asks for a least amount"

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """The larger is stricter, also from a later start; a longer time from an earlier start is
        of another basis.
        """
        decided = compare_nones(first, second)
        if decided:
            return decided
        a, b = quantity_of(first), quantity_of(second)
        if a.mode or b.mode:
            return self._lists(a, b)
        one, two = a.terms[0], b.terms[0]
        if one.basis != two.basis:
            return other_basis(a, b)
        if one.start != two.start:
            return self._starts(a, b, words)
        notes = notes_on(one, two)
        if one.value == two.value:
            # In words that do not depend on whose answer is named first.
            firm = min((a, b), key=lambda item: (item.terms[0].up_to, item.text))
            return Outcome("equal", position=firm.text, notes=notes)
        larger: Which = FIRST if one.value > two.value else SECOND
        return Outcome("differs", larger, position=(a, b)[larger].text, notes=notes)

    @staticmethod
    def _starts(a: Quantity, b: Quantity, words: AnswerWords) -> Outcome:
        one, two = a.terms[0], b.terms[0]
        if one.start and two.start:
            later: Which | None = None
            if words.measures.is_later(one.start, two.start):
                later = FIRST
            elif words.measures.is_later(two.start, one.start):
                later = SECOND
            if later is not None:
                long, short = (one, two) if later == FIRST else (two, one)
                if long.value >= short.value:
                    return Outcome("differs", later, position=long.text, notes=notes_on(one, two))
        return Outcome(
            "not-compared", note=f"{a.text} and {b.text} are counted from different starts"
        )

    @staticmethod
    def _lists(a: Quantity, b: Quantity) -> Outcome:
        if same_quantity(a, b):
            return Outcome("equal", position=a.text)
        if a.mode and b.mode:
            return other_basis(a, b)
        listed, single = (a, b) if a.mode else (b, a)
        where: Which = FIRST if a.mode else SECOND
        number = single.terms[0]
        for term in listed.terms:
            if term.basis != number.basis or term.start != number.start:
                continue
            if listed.mode == "least" and number.value >= term.value:
                return Outcome("differs", other(where), position=single.text)
            if listed.mode == "most" and number.value <= term.value:
                return Outcome("differs", where, position=listed.text)
        return other_basis(a, b)
