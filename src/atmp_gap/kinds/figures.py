"""A conversion in figures, to be checked by hand: `5 EU/kg/h x 70 kg / 68 mL = 5.1 EU/mL`.

What is printed is rounded to the safe side: an upper limit down, a lower one up.
"""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.kinds.dose import BODY_WEIGHT, HOW, INFUSION_TIME, PRODUCT_MASS, Fact
from atmp_gap.kinds.number import is_shown_exactly, shown
from atmp_gap.kinds.quantity import Term


def plain_unit(term: Term) -> str:
    """A unit as numbers are printed in it: without the logarithm."""
    return term.unit.removeprefix("log10 ")


def bound(term: Term) -> str:
    """The bound before a number; empty for a range."""
    interval = term.interval
    if interval.low is None:
        return "< " if interval.high_open else "<= "
    if interval.high is None:
        return "> " if interval.low_open else ">= "
    return ""


def written(term: Term) -> str:
    """A limit without its bound, as written."""
    ends = [end for end in term.ends if end]
    if term.unit.startswith("log10 "):
        values = (term.interval.low, term.interval.high)
        ends = [shown(value / term.factor) for value in values if value is not None]
    return f"{'..'.join(dict.fromkeys(ends))} {plain_unit(term)}"


def step(fact: Fact, power: int) -> str:
    """What one fact does to a limit: `x 70 kg`, `/ 68 mL`."""
    sign = " x " if power > 0 else " / "
    low, high = fact.ends
    text = fact.text if fact.name != INFUSION_TIME else low
    if fact.name == INFUSION_TIME and low != high:
        text = f"{low.removesuffix(' h')}..{high}"
    return f"{sign}{text}" * abs(power)


def said(least: Term, most: Term, target: Term) -> str:
    """The values that come out, in the target's unit: one, or from the least to the greatest."""
    unit, other = target.factor, target.interval
    ends: list[str] = []
    sides = (
        ("up", least.interval.low, most.interval.low, other.low),
        ("down", least.interval.high, most.interval.high, other.high),
    )
    for toward, low, high, beside in sides:
        if low is None or high is None:
            continue
        mark = None if beside is None else beside / unit
        texts = [shown(value / unit, toward, mark) for value in (low, high)]
        ends.append("..".join(dict.fromkeys(texts)))
    joined = " to " if any(".." in end for end in ends) else ".."
    return f"{joined.join(ends)} {plain_unit(target)}"


def rounded(least: Term, most: Term, target: Term) -> str:
    """Whether, and to which side, the values that are printed were rounded."""
    unit, other = target.factor, target.interval
    told = []
    for toward, ends, beside in (
        ("up", (least.interval.low, most.interval.low), other.low),
        ("down", (least.interval.high, most.interval.high), other.high),
    ):
        mark = None if beside is None else beside / unit
        values = [end / unit for end in ends if end is not None]
        if any(not is_shown_exactly(shown(v, toward, mark), v) for v in values):
            told.append(toward)
    return f", rounded {' and '.join(told)}" if told else ""


def strictest(
    source: Term,
    target: Term,
    powers: Mapping[str, int],
    known: Mapping[str, Fact],
    ends: tuple[Term, Term],
) -> str | None:
    """The arithmetic for what leaves the least room: for an upper limit the lowest body weight and
    the largest volume. None where all facts are single numbers, or a limit has two ends.
    """
    upper, lower = source.interval.high is not None, source.interval.low is not None
    if upper == lower or not any(known[name].is_range for name in powers):
        return None
    steps = ""
    for name in ordered(powers):
        fact, power = known[name], powers[name]
        text = fact.ends[1 if lower == (power > 0) else 0]
        steps += f"{' x ' if power > 0 else ' / '}{text}" * abs(power)
    limit = ends[1] if lower else ends[0]
    value = said(limit, limit, target)
    return f"{written(source)}{steps} = {value}{rounded(limit, limit, target)}"


def ordered(powers: Mapping[str, int]) -> list[str]:
    """The facts as the arithmetic takes them: what multiplies before what divides."""
    order = [BODY_WEIGHT, INFUSION_TIME, *HOW, PRODUCT_MASS]
    return sorted(powers, key=lambda name: (powers[name] < 0, order.index(name)))
