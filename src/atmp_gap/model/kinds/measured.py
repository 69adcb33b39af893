"""The kinds whose answers are quantities: limit, effort and clock."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from atmp_gap.model.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerError,
    Disagreement,
    Lacks,
    Note,
    Outcome,
    Words,
    one_text,
)
from atmp_gap.model.quantity import Interval, Quantity, Term
from atmp_gap.model.subject import Slot

NO_NUMBER = "no number, justify"


def _parse(raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
    quantity = words.measures.parse(one_text(raw), slot.dimension)
    return Answer(quantity.text, quantity)


def _quantity(answer: Answer) -> Quantity:
    assert answer.quantity is not None
    return answer.quantity


def _other_basis(first: Quantity, second: Quantity) -> Outcome:
    return Outcome("not-compared", note=f"{first.text} and {second.text} have no common basis")


def _nones(first: Answer, second: Answer) -> Outcome | None:
    """`none` against `none`, or against a number: the number is the stricter."""
    if first.is_none and second.is_none:
        return Outcome("equal", position=NO_NUMBER, note="neither gives a number")
    if first.is_none or second.is_none:
        stricter = SECOND if first.is_none else FIRST
        number = second if first.is_none else first
        return Outcome(
            "differs", stricter, position=number.text, note="one gives a number, the other none"
        )
    return None


def _notes(first: Term, second: Term) -> tuple[Note, ...]:
    notes = []
    if first.about != second.about:
        notes.append(Note("about", f"{first.text} against {second.text}: one is approximate"))
    if first.up_to or second.up_to:
        both = " and ".join(term.text for term in (first, second) if term.up_to)
        notes.append(Note("risk-based", f"{both}: a ceiling scaled to the risk"))
    a, b = first.interval, second.interval
    if (a.low == b.low and a.low_open != b.low_open) or (
        a.high == b.high and a.high_open != b.high_open
    ):
        notes.append(Note("ends", f"{first.text} against {second.text}: open against closed end"))
    return tuple(notes)


def _numbers(answers: Sequence[Answer]) -> list[Answer]:
    """Without `none` where a number stands beside it."""
    return [answer for answer in answers if not answer.is_none] or list(answers[:1])


class Limit:
    """The product lies inside; the inner interval is the stricter."""

    name = "limit"
    facet = "limit"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A quantity in which every number has a bound or a range."""
        answer = _parse(raw, slot, words)
        for term in _quantity(answer).terms:
            if not term.bounded:
                raise AnswerError(
                    f"the limit {term.text!r} has no bound",
                    "write < <= > >= before the number, or a range such as 70..90 %",
                )
            if term.start:
                raise AnswerError("a limit is not counted from a start")
        return answer

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """The intersection; a number replaces `none`."""
        result, *rest = _numbers(answers)
        for other in rest:
            a, b = _quantity(result), _quantity(other)
            if _same(a, b):
                continue
            if a.mode or b.mode or a.terms[0].basis != b.terms[0].basis:
                return Disagreement(f"{a.text} and {b.text} have no common basis")
            narrowed = _narrow(a, b)
            if narrowed is None:
                return Disagreement(f"{a.text} and {b.text} cannot both hold")
            result = Answer(narrowed.text, narrowed)
        return result

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """Inner interval stricter; no intersection is a conflict."""
        decided = _nones(first, second)
        if decided:
            return decided
        a, b = _quantity(first), _quantity(second)
        if a.mode or b.mode:
            return self._lists(a, b)
        one, two = a.terms[0], b.terms[0]
        if one.basis != two.basis:
            return _other_basis(a, b)
        x, y = one.interval, two.interval
        notes = _notes(one, two)
        both = _narrow(a, b)
        position = both.text if both else None
        if x.within(y) and y.within(x) and both:
            return Outcome("equal", position=position, notes=notes)
        if both is None:
            return Outcome(
                "differs", "mixed", conflict=True, note="no value meets both", notes=notes
            )
        stricter = FIRST if x.within(y) else SECOND if y.within(x) else "mixed"
        return Outcome("differs", stricter, position=position, notes=notes)

    @staticmethod
    def _lists(a: Quantity, b: Quantity) -> Outcome:
        """`least of` and `most of` are compared only where one term bounds the list."""
        if _same(a, b):
            return Outcome("equal", position=a.text)
        if a.mode and b.mode:
            return _other_basis(a, b)
        listed, single = (a, b) if a.mode else (b, a)
        where = FIRST if a.mode else SECOND
        bound = single.terms[0]
        for term in listed.terms:
            if term.basis != bound.basis:
                continue
            upper = term.interval.high is not None and term.interval.low is None
            lower = term.interval.low is not None and term.interval.high is None
            tighter = (listed.mode == "least" and upper) or (listed.mode == "most" and lower)
            looser = (listed.mode == "least" and lower) or (listed.mode == "most" and upper)
            if tighter and term.interval.within(bound.interval):
                return Outcome("differs", where, position=listed.text)
            if looser and bound.interval.within(term.interval):
                return Outcome("differs", 1 - where, position=single.text)
        return _other_basis(a, b)


def _same(a: Quantity, b: Quantity) -> bool:
    def key(quantity: Quantity) -> tuple[str | None, frozenset[tuple[object, ...]]]:
        return quantity.mode, frozenset(
            (term.interval, term.basis, term.start) for term in quantity.terms
        )

    return key(a) == key(b)


def _narrow(a: Quantity, b: Quantity) -> Quantity | None:
    """The intersection of two single terms on one basis, in the words of the narrower one."""
    x, y = a.terms[0].interval, b.terms[0].interval
    both = x.meet(y)
    if both.empty:
        return None
    for quantity in sorted((a, b), key=lambda item: item.terms[0].about):
        if quantity.terms[0].interval == both:
            return quantity
    text = _both_ranges(a.terms[0], b.terms[0], both) or f"{a.text} and {b.text}"
    term = a.terms[0]
    return Quantity(text, (Term(text, both, True, term.basis, term.about or b.terms[0].about),))


def _both_ranges(a: Term, b: Term, both: Interval) -> str | None:
    """The intersection of two ranges in one unit as a range, such as 80..90 %."""
    if not (a.ends[1] and b.ends[1] and a.unit == b.unit):
        return None
    low = a.ends[0] if a.interval.low == both.low else b.ends[0]
    high = a.ends[1] if a.interval.high == both.high else b.ends[1]
    return f"{low}..{high} {a.unit}".strip()


class Effort:
    """At least this much has to be done; the larger is the stricter."""

    name = "effort"
    facet = "effort"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A quantity of single numbers, bare or with >=, > or =."""
        answer = _parse(raw, slot, words)
        for term in _quantity(answer).terms:
            if term.interval.low is None or (
                term.interval.high is not None and term.interval.high != term.interval.low
            ):
                raise AnswerError(
                    f"the effort {term.text!r} is not one least amount",
                    "write the number that is at least asked, such as 15 year or up to 5 year",
                )
        return answer

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """The larger; a number replaces `none`."""
        result, *rest = _numbers(answers)
        for other in rest:
            outcome = self.compare(result, other, words, (frozenset(), frozenset()))
            if outcome.relation == "not-compared":
                return Disagreement(f"{result.text} and {other.text} have no common basis")
            firm = _quantity(result).terms and _quantity(result).terms[0].up_to
            if outcome.stricter == SECOND or (outcome.relation == "equal" and firm):
                result = other
        return result

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """The larger is stricter, also from a later start; a longer time from an earlier start is
        of another basis.
        """
        decided = _nones(first, second)
        if decided:
            return decided
        a, b = _quantity(first), _quantity(second)
        if a.mode or b.mode:
            return self._lists(a, b)
        one, two = a.terms[0], b.terms[0]
        if one.basis != two.basis:
            return _other_basis(a, b)
        if one.start != two.start:
            return self._starts(a, b, words)
        notes = _notes(one, two)
        if one.value == two.value:
            firm = b if one.up_to else a
            return Outcome("equal", position=firm.text, notes=notes)
        larger = FIRST if one.value > two.value else SECOND
        return Outcome("differs", larger, position=(a, b)[larger].text, notes=notes)

    @staticmethod
    def _starts(a: Quantity, b: Quantity, words: Words) -> Outcome:
        one, two = a.terms[0], b.terms[0]
        if one.start and two.start:
            later = None
            if words.measures.is_later(one.start, two.start):
                later = FIRST
            elif words.measures.is_later(two.start, one.start):
                later = SECOND
            if later is not None:
                long, short = (one, two) if later == FIRST else (two, one)
                if long.value >= short.value:
                    return Outcome("differs", later, position=long.text, notes=_notes(one, two))
        return Outcome(
            "not-compared", note=f"{a.text} and {b.text} are counted from different starts"
        )

    @staticmethod
    def _lists(a: Quantity, b: Quantity) -> Outcome:
        if _same(a, b):
            return Outcome("equal", position=a.text)
        if a.mode and b.mode:
            return _other_basis(a, b)
        listed, single = (a, b) if a.mode else (b, a)
        where = FIRST if a.mode else SECOND
        number = single.terms[0]
        for term in listed.terms:
            if term.basis != number.basis or term.start != number.start:
                continue
            if listed.mode == "least" and number.value >= term.value:
                return Outcome("differs", 1 - where, position=single.text)
            if listed.mode == "most" and number.value <= term.value:
                return Outcome("differs", where, position=listed.text)
        return _other_basis(a, b)


class Clock:
    """Binds the agency; nobody is the stricter."""

    name = "clock"
    facet = "clock"

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """A quantity of time, with or without a bound."""
        return _parse(raw, slot, words)

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """All must say the same."""
        first, *rest = answers
        for other in rest:
            if self._key(first) != self._key(other):
                return Disagreement(f"{first.text} and {other.text} disagree")
        return first

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """Equal or not; a bound against a bare number of the same value is a note."""
        a, b = _quantity(first), _quantity(second)
        if not a.is_none and not b.is_none and a.terms[0].basis != b.terms[0].basis:
            return _other_basis(a, b)
        if self._key(first) == self._key(second):
            notes = _notes(a.terms[0], b.terms[0]) if a.terms and b.terms else ()
            return Outcome("equal", notes=notes)
        return Outcome("differs", "not-comparable")

    @staticmethod
    def _key(answer: Answer) -> tuple[tuple[Fraction | None, Fraction | None, object], ...]:
        def ends(interval: Interval) -> tuple[Fraction | None, Fraction | None]:
            high = interval.high if interval.high is not None else interval.low
            return (None if interval.low in (None, high) else interval.low), high

        return tuple(
            (*ends(term.interval), (term.basis, term.start)) for term in _quantity(answer).terms
        )
