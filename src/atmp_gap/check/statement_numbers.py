"""Answers beside their statements: which numbers the sentence gives, and which it does not.

Use ``untold`` for every number that a statement lacks or contradicts, and ``same_number`` to find
the number of an answer in its statement. Where either can be read in two ways, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from atmp_gap.check.context import Context
from atmp_gap.corpus.corpus import Entry
from atmp_gap.kinds.quantity import Basis, Measures, Quantity, Term
from atmp_gap.kinds.units import QuantityError
from atmp_gap.model.subject import Slot
from atmp_gap.text.numbers import Below, Mention

GIVEN, MISSING, CONTRADICTED, UNSURE = (
    "told",
    "not told",
    "another number of that kind",
    "cannot be told",
)
"""Whether a statement gives an answer's number."""


def measured_terms(context: Context) -> Iterator[tuple[Entry, str, Term, Basis]]:
    """Every term answered to a slot of a dimension: entry, slot, term, the slot's basis."""
    measures = context.valid.words.measures
    bases: dict[str, Basis] = {}
    for entry, name, slot, quantity in context.quantities:
        dimension = slot.dimension
        if dimension is None:
            continue
        basis = bases.get(dimension)
        if basis is None:
            basis = bases[dimension] = measures.basis(dimension)
        for term in quantity.terms:
            yield entry, name, term, basis


def ungiven_terms(context: Context) -> Sequence[tuple[Entry, str, Term, str]]:
    """Every term that its statement does not give: entry, slot, term, MISSING or CONTRADICTED."""
    return [
        (entry, name, term, verdict)
        for entry, name, slot, quantity in context.quantities
        for term, verdict in ungiven(context, entry.requirement.statement, slot, quantity)
    ]


def ungiven(
    context: Context, statement: str, slot: Slot, quantity: Quantity
) -> Iterator[tuple[Term, str]]:
    """The terms of an answer that a statement does not give: MISSING or CONTRADICTED."""
    for term in quantity.terms:
        answer = answered(context, term, slot.dimension)
        if answer is None:
            continue
        verdict = _verdict(answer, context.mentions(statement), context.valid.words.measures)
        if verdict in (MISSING, CONTRADICTED):
            yield term, verdict


@dataclass(frozen=True)
class Answered:
    """A term of an answer as the reader of prose reads it; ``dimension`` is that of its slot."""

    mention: Mention
    dimension: str | None


def answered(context: Context, term: Term, dimension: str | None) -> Answered | None:
    """A term as it would stand in a sentence; None where it could not be read there."""
    written = context.mentions(term.text.replace("..", " to "))
    if len(written) != 1 or not written[0].sure:
        return None
    return Answered(written[0], dimension)


def of_dimension(mention: Mention, answer: Answered, measures: Measures) -> bool:
    """Whether a number of a statement and one of an answer measure the same."""
    mine, other = mention, answer.mention
    if mine.dimension == other.dimension:
        return True
    return _head(mine, answer, measures) == _head(other, answer, measures)


def _head(mention: Mention, answer: Answered, measures: Measures) -> str | None:
    """What a number measures in a slot, where units of two dimensions may count as one."""
    try:
        return measures.parse(f"1 {mention.unit}", answer.dimension).terms[0].basis[0]
    except QuantityError:
        return mention.dimension


def _verdict(answer: Answered, said: Sequence[Mention], measures: Measures) -> str:
    low, high = answer.mention.low, answer.mention.high
    verdicts = [_end(end, answer, said, measures) for end in dict.fromkeys((low, high))]
    for verdict in (CONTRADICTED, MISSING, UNSURE):
        if verdict in verdicts:
            return UNSURE if UNSURE in verdicts else verdict
    return GIVEN


def _end(value: Fraction, answer: Answered, said: Sequence[Mention], measures: Measures) -> str:
    """Whether a statement gives one end of an answer."""
    plain = all(below.number == 1 for below in answer.mention.below)
    if value == 1 and plain:
        return GIVEN  # one is said in too many ways to look for
    verdicts = [_one(value, answer, mention, measures) for mention in said]
    for verdict in (GIVEN, UNSURE, CONTRADICTED):
        if verdict in verdicts:
            return verdict
    return MISSING


def _one(value: Fraction, answer: Answered, mention: Mention, measures: Measures) -> str:
    """Whether one number of a statement is an answer's, or another of its kind."""
    written = answer.mention
    if mention.dimension is None or written.dimension is None:
        if value in (mention.low, mention.high):
            return GIVEN
        return MISSING if mention.sure else UNSURE
    if not of_dimension(mention, answer, measures):
        return MISSING
    if not mention.sure:
        return UNSURE
    ends = (mention.low, mention.high)
    below = _below(mention, written)
    if below is None:
        # Another basis, or one that the sentence leaves unsaid: per kg beside per kg and hour.
        if any(
            _near(end * mention.factor, value * written.factor, mention, written) for end in ends
        ):
            return UNSURE
        return MISSING if mention.below else CONTRADICTED
    scale = mention.factor / _product(below)
    mine = value * written.factor / _product(written.below)
    return (
        GIVEN if any(_near(end * scale, mine, mention, written) for end in ends) else CONTRADICTED
    )


def _below(mention: Mention, written: Mention) -> Sequence[Below] | None:
    """What a statement's number is per, where it is per the same things as the answer's."""
    asked = _kinds(written.below)
    if _kinds(mention.below) == asked:
        return mention.below
    # "The amount per dose is below 10 ng": what it is per stands apart from the number.
    together = (*mention.below, *mention.around)
    return together if _kinds(together) == asked else None


def _kinds(below: Sequence[Below]) -> list[str]:
    return sorted(line.dimension for line in below)


def _product(below: Sequence[Below]) -> Fraction:
    product = Fraction(1)
    for line in below:
        product *= line.size
    return product


def _near(a: Fraction, b: Fraction, mention: Mention, written: Mention) -> bool:
    """Whether two values are the same for a person: 3 months are 90 days."""
    if a == b or mention.unit == written.unit:
        return a == b
    return abs(a - b) * 40 <= max(abs(a), abs(b))


def same_number(answer: Answered, said: Sequence[Mention], measures: Measures) -> list[Mention]:
    """The numbers of a statement that are an answer's, whatever they are per."""
    value = answer.mention.low
    return [
        mention
        for mention in said
        if value in (mention.low, mention.high)
        and (
            mention.dimension is None or not mention.sure or of_dimension(mention, answer, measures)
        )
    ]
