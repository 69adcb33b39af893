"""Positions in a unit that their slot does not ask for, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.kinds.base import Answer
from atmp_gap.kinds.quantity import Basis, Measures, Term, measures_the_same
from atmp_gap.kinds.refusals import across
from atmp_gap.model.subject import Slot


def misfit(
    answer: Answer, slot: Slot, place: Place, used: Sequence[Term], measures: Measures
) -> Problem | None:
    """What is wrong with an answer that does not measure what its slot asks; else None."""
    if not slot.dimension or not answer.quantity:
        return None
    asked = measures.basis(slot.dimension)
    spoken = " per ".join(name.replace("-", " ") for name in asked)
    for term in answer.quantity.terms:
        if any(term.basis == other.basis for other in used) or _allowed(term.basis, asked):
            continue
        what = " per ".join(name.replace("-", " ") for name in term.basis)
        message = f"the position {term.text!r} is {what}, where {spoken} is asked"
        if term.basis == ("number",):
            message = f"the position {term.text!r} has no unit, where {spoken} is asked"
        elif not measures_the_same(term.basis, asked):
            message += f"; {_refused(term, used, spoken, asked[0])}"
        hint = f"give it in a unit of {spoken} (dimension {slot.dimension})"
        if used:
            hint = f"give it in a unit of {spoken}, as the texts do: {used[0].text}"
        return Problem("AG010", message, place, hint)
    return None


def _allowed(basis: Basis, asked: Basis) -> bool:
    """Whether a value can stand in a slot: of its dimension, and per something if it asks so.

    Per which thing is left open: another basis (per mg, not per dose) is one for a person to judge.
    """
    if basis[0] != asked[0]:
        return measures_the_same(basis, asked)
    return (len(basis) > 1) == (len(asked) > 1)


def _refused(term: Term, used: Sequence[Term], spoken: str, head: str) -> str:
    """Why a value in one unit can be none in that of a slot."""
    unit = used[0].unit if used else spoken
    return f"{term.unit} cannot become {unit}: {across(term.basis[0], head)}"
