"""What the kinds whose answers are quantities share: limit, effort and clock."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerWords,
    Note,
    Outcome,
    Which,
    one_text,
)
from atmp_gap.kinds.quantity import Quantity, Term
from atmp_gap.model.subject import Slot

NO_NUMBER = "no number, justify"


def parse_quantity(raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
    """A quantity as an answer. Raises AnswerError or QuantityError."""
    quantity = words.measures.parse(one_text(raw), slot.dimension)
    return Answer(quantity.text, quantity)


def quantity_of(answer: Answer) -> Quantity:
    """The quantity of an answer that has one."""
    assert answer.quantity is not None
    return answer.quantity


def other_basis(first: Quantity, second: Quantity) -> Outcome:
    """The outcome for numbers of which nobody can say which is more."""
    return Outcome("not-compared", note=no_common_basis(first, second))


def no_common_basis(first: Quantity, second: Quantity) -> str:
    """What is said of two numbers on two bases."""
    return f"{first.text} and {second.text} have no common basis"


def compare_nones(first: Answer, second: Answer) -> Outcome | None:
    """`none` against `none`, or against a number: the number is the stricter."""
    if first.is_none and second.is_none:
        return Outcome("equal", position=NO_NUMBER, note="neither gives a number")
    if first.is_none or second.is_none:
        stricter: Which = SECOND if first.is_none else FIRST
        number = second if first.is_none else first
        return Outcome(
            "differs", stricter, position=number.text, note="one gives a number, the other none"
        )
    return None


def notes_on(first: Term, second: Term) -> tuple[Note, ...]:
    """What two numbers differ in that never decides: about, up to, open against closed ends."""
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


def without_nones(answers: Sequence[Answer]) -> list[Answer]:
    """Without `none` where a number stands beside it."""
    return [answer for answer in answers if not answer.is_none] or list(answers[:1])


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities mean the same, however they are written."""

    def key(quantity: Quantity) -> tuple[str | None, frozenset[tuple[object, ...]]]:
        return quantity.mode, frozenset(
            (term.interval, term.what, term.start) for term in quantity.terms
        )

    return key(a) == key(b)
