"""AG207: a bound that points the other way than the statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_UPPER = (
    r"\b(below|less than|at most|no more than|not more than|not exceed\w*|up to|under|fewer than|"
    r"maximum|shorter than|smaller than|lower than)\s+(?:about\s+|of\s+|an?\s+)*$"
)
_LOWER = (
    r"\b(at least|not less than|no less than|no fewer than|minimum|more than|above|longer than|"
    r"greater than|exceed\w*)\s+(?:about\s+|of\s+|an?\s+)*$"
)
_WORD, _MORE = re.compile(r"[\w.]"), re.compile(r"[\w.]*\d")
"""What makes a number a part of a longer one: before it, and behind it."""
_LEFT_OUT = r"\b(ignored|disregarded|excluded|not counted|left out|exempt)"


def _check(context: Context) -> Iterator[Violation]:
    for entry, slot, _, quantity in context.quantities:
        if len(quantity.terms) != 1 or not quantity.terms[0].bounded:
            continue
        term, statement = quantity.terms[0], entry.requirement.statement
        if term.interval.low is not None and term.interval.high is not None:
            continue
        number = re.search(r"\d[\d.]*", term.text)
        if number is None:
            continue
        sides = _sides(statement, number[0])
        meant = "upper" if term.interval.low is None else "lower"
        if not sides or any(side in (None, meant) for side in sides):
            continue
        if not re.search(_LEFT_OUT, statement, re.IGNORECASE):
            yield Violation(
                entry.place,
                f"{entry.id} answers {slot} with {term.text!r}, but its statement gives "
                f"{number[0]} as {sides[0]} bound",
                "turn the bound, or correct the statement",
            )


def _sides(statement: str, number: str) -> list[str | None]:
    """Which bound the words before a number make it, wherever a statement gives it as a whole."""
    sides: list[str | None] = []
    at = statement.find(number)
    while at >= 0:
        within = at and _WORD.match(statement, at - 1)
        if not within and not _MORE.match(statement, at + len(number)):
            sides.append(_side(statement[:at]))
        at = statement.find(number, at + 1)
    return sides


def _side(before: str) -> str | None:
    tail = before[-40:]
    if re.search(r"\b(no|not)\s+(more|longer|greater|exceed\w*)\b[^,;]*$", tail, re.IGNORECASE):
        return "upper"
    if re.search(r"\b(no|not)\s+(less|fewer|shorter)\b[^,;]*$", tail, re.IGNORECASE):
        return "lower"
    if re.search(_UPPER, tail, re.IGNORECASE):
        return "upper"
    return "lower" if re.search(_LOWER, tail, re.IGNORECASE) else None


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
