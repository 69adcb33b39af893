"""AG207: a bound that points the other way than the statement."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import answered, same_number
from atmp_gap.text.numbers import Mention, side


def _check(context: Context) -> Iterator[Violation]:
    measures = context.valid.words.measures
    for entry, slot, asked, quantity in context.quantities:
        if len(quantity.terms) != 1 or not quantity.terms[0].bounded:
            continue
        term = quantity.terms[0]
        answer = answered(context, term, asked.dimension)
        if answer is None or (term.interval.low is not None and term.interval.high is not None):
            continue
        meant = "upper" if term.interval.low is None else "lower"
        said = same_number(answer, context.mentions(entry.requirement.statement), measures)
        if said and all(_opposite(mention, meant) for mention in said):
            yield Violation(
                entry.place,
                f"{entry.id} answers {slot} with {term.text!r}, but its statement gives "
                f"{term.ends[0]} as {side(said[0].bound)} bound",
                "turn the bound, or correct the statement",
            )


def _opposite(mention: Mention, meant: str) -> bool:
    """Whether a statement plainly allows the other side; what sets a condition allows neither."""
    if not mention.sure or mention.condition:
        return False
    return side(mention.bound) in {"upper", "lower"} - {meant}


RULE = Rule(
    id="AG207",
    severity="warning",
    title="a bound that points the other way than the statement",
    why=(
        "`< 5 year` and `at least 5 years` are opposites; the comparison would call the "
        "laxer side the stricter."
    ),
    remedy="Turn the bound, or correct the statement.",
    check=_check,
)
