"""The kind limit: the product lies inside; the inner interval is the stricter."""

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
    Stricter,
    Which,
    other,
)
from atmp_gap.kinds.interval import Interval
from atmp_gap.kinds.measured import (
    compare_nones,
    no_common_basis,
    notes_on,
    other_basis,
    parse_quantity,
    quantity_of,
    same_quantity,
    without_nones,
)
from atmp_gap.kinds.on_one_basis import on_one_basis
from atmp_gap.kinds.quantity import Quantity, Term
from atmp_gap.model.subject import Slot


class Limit(Kind):
    """The product lies inside; the inner interval is the stricter."""

    name = "limit"
    facet = "limit"
    facet_label = "limit"
    in_numbers = True
    keeps_within = True
    how_to_write = "a limit with its bound{unit}, such as < 10"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """A quantity in which every number has a bound or a range."""
        answer = parse_quantity(raw, slot, words)
        for term in quantity_of(answer).terms:
            if not term.bounded:
                raise AnswerError(
                    f"the limit {term.text!r} has no bound",
                    "write < <= > >= before the number, or a range such as 70..90 %",
                )
            if term.start:
                raise AnswerError("a limit is not counted from a start")
        return answer

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """The intersection; a number replaces `none`."""
        result, *rest = without_nones(answers)
        for more in rest:
            a, b = quantity_of(result), quantity_of(more)
            if same_quantity(a, b):
                continue
            if a.mode or b.mode:
                return Disagreement(no_common_basis(a, b))
            if a.terms[0].what != b.terms[0].what:
                stricter = on_one_basis(a, b, words).stricter
                if stricter not in (FIRST, SECOND):
                    return Disagreement(no_common_basis(a, b))
                result = result if stricter == FIRST else more
                continue
            narrowed = _narrow(a, b)
            if narrowed is None:
                return Disagreement(f"{a.text} and {b.text} cannot both hold")
            result = Answer(narrowed.text, narrowed)
        return result

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Inner interval stricter; no intersection is a conflict."""
        decided = compare_nones(first, second)
        if decided:
            return decided
        a, b = quantity_of(first), quantity_of(second)
        if a.mode or b.mode:
            return self._lists(a, b, words)
        one, two = a.terms[0], b.terms[0]
        if one.what != two.what:
            return on_one_basis(a, b, words)
        x, y = one.interval, two.interval
        notes = notes_on(one, two)
        both = _narrow(a, b)
        position = both.text if both else None
        if x.within(y) and y.within(x) and both:
            return Outcome("equal", position=position, notes=notes)
        if both is None:
            return Outcome(
                "differs", "mixed", conflict=True, note="no value meets both", notes=notes
            )
        stricter: Stricter = FIRST if x.within(y) else SECOND if y.within(x) else "mixed"
        return Outcome("differs", stricter, position=position, notes=notes)

    @staticmethod
    def _lists(a: Quantity, b: Quantity, words: AnswerWords) -> Outcome:
        """`least of` and `most of` are compared only where one term bounds the list."""
        if same_quantity(a, b):
            return Outcome("equal", position=a.text)
        if a.mode and b.mode:
            return other_basis(a, b)
        listed, single = (a, b) if a.mode else (b, a)
        where: Which = FIRST if a.mode else SECOND
        for term in listed.terms:
            inside, around = _lie(term, single.terms[0], words)
            upper = term.interval.high is not None and term.interval.low is None
            lower = term.interval.low is not None and term.interval.high is None
            tighter = (listed.mode == "least" and upper) or (listed.mode == "most" and lower)
            looser = (listed.mode == "least" and lower) or (listed.mode == "most" and upper)
            if tighter and inside:
                return Outcome("differs", where, position=listed.text)
            if looser and around:
                return Outcome("differs", other(where), position=single.text)
        return other_basis(a, b)


def _lie(term: Term, other_term: Term, words: AnswerWords) -> tuple[bool, bool]:
    """Whether one limit lies within another, and the other within it, if need be by the dose."""
    if term.what == other_term.what:
        x, y = term.interval, other_term.interval
        return x.within(y), y.within(x)
    found = on_one_basis(Quantity(term.text, (term,)), Quantity("", (other_term,)), words)
    equal = found.relation == "equal"
    return equal or found.stricter == FIRST, equal or found.stricter == SECOND


def _narrow(a: Quantity, b: Quantity) -> Quantity | None:
    """The intersection of two single terms on one basis, in the words of the narrower one."""
    x, y = a.terms[0].interval, b.terms[0].interval
    both = x.meet(y)
    if both.empty:
        return None
    for quantity in sorted((a, b), key=lambda item: (item.terms[0].about, item.text)):
        if quantity.terms[0].interval == both:
            return quantity
    text = _both_ranges(a.terms[0], b.terms[0], both) or " and ".join(sorted((a.text, b.text)))
    term = a.terms[0]
    return Quantity(text, (Term(text, both, True, term.basis, term.about or b.terms[0].about),))


def _both_ranges(a: Term, b: Term, both: Interval) -> str | None:
    """The intersection of two ranges in one unit as a range, such as 80..90 %."""
    if not (a.ends[1] and b.ends[1] and a.unit == b.unit):
        return None
    low = a.ends[0] if a.interval.low == both.low else b.ends[0]
    high = a.ends[1] if a.interval.high == both.high else b.ends[1]
    return f"{low}..{high} {a.unit}".strip()
