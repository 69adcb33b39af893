"""The one conversion of a limit to the basis of another: EU/kg/h to EU/mL, for one product's dose.

How it works. What a limit is per is an amount in one dose: a millilitre is per the dose's volume, a
kilogram per the patient's weight, an hour per the time of infusion, and at least that hour. A limit
times the amounts it is per is a limit of the whole dose; divided by the amounts of another basis it
is a limit on that one. Amounts that stand above and below cancel. Facts that are ranges make the
factor a range; each fact stands there once, so its ends come of the facts' ends.

Everything is exact; only what is printed is rounded, to the side that is safe. Without the facts,
the conversion says which are missing, and where no fact could help, why not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from atmp_gap.kinds import figures
from atmp_gap.kinds.dose import (
    BODY_WEIGHT,
    CELLS,
    INFUSION_TIME,
    PRODUCT_MASS,
    PROTEIN_MASS,
    TOTAL_MASS,
    VECTOR_GENOMES,
    VOLUME,
    Dose,
    Fact,
)
from atmp_gap.kinds.interval import Interval
from atmp_gap.kinds.number import shown
from atmp_gap.kinds.quantity import Measures, Per, Term
from atmp_gap.kinds.refusals import OF_A_SOLUTION, across

_OF = {"volume": VOLUME, "cells": CELLS, "vector-genomes": VECTOR_GENOMES, "mass": PRODUCT_MASS}
_TARGETS = (VOLUME, CELLS, VECTOR_GENOMES, PRODUCT_MASS, "", BODY_WEIGHT, INFUSION_TIME)
"""To which basis is converted: as specifications are written, before what texts say per kg."""
_PERCENT = Fraction(100)
_NO_DOSE = Dose()


@dataclass(frozen=True)
class Conversion:
    """What converting one limit to the basis of another gave, in texts for reports and programs."""

    answer: str
    """The limit that is converted, as written."""
    into: str
    """The unit it is converted to."""
    becomes: str | None = None
    """The limit in that unit; None where it could not be converted."""
    arithmetic: str | None = None
    """How, to be checked by hand."""
    strictest: str | None = None
    """The same for the values of the dose that leave the least room, where facts are ranges."""
    facts: tuple[str, ...] = ()
    """The facts of the dose that were used."""
    missing: tuple[str, ...] = ()
    """The names of the facts that are needed and not known."""
    refused: str | None = None
    """Why no fact of a dose could help."""
    undecided: bool = False
    """Whether the two limits compare in one way for some values of the dose, else for others."""


@dataclass(frozen=True)
class Converted:
    """A conversion with its values: the limit at the least and at the greatest factor."""

    conversion: Conversion
    first: bool
    """Whether the first of the two limits was converted, and the second stands as it is."""
    least: Term | None = None
    most: Term | None = None


def convert(one: Term, two: Term, dose: Dose | None, measures: Measures) -> Converted:
    """Bring two limits on different bases to one of the two bases; the order changes nothing."""
    ranks = _rank(one), _rank(two)
    first = ranks[0] > ranks[1] or (ranks[0] == ranks[1] and one.text < two.text)
    source, target = (one, two) if first else (two, one)
    blank = Conversion(source.text, figures.plain_unit(target))
    reason = _refusal(source, target, measures)
    if reason:
        return Converted(replace(blank, refused=reason), first)
    powers = _powers(source, target, measures)
    known = _facts(dose or _NO_DOSE, powers, measures)
    missing = tuple(name for name in figures.ordered(powers) if name not in known)
    if missing:
        return Converted(replace(blank, missing=missing), first)
    used = [(known[name], power) for name, power in powers.items()]
    scale = _scale(source, target, measures)
    low, high = _product(used, scale, False), _product(used, scale, True)
    least, most = _times(source, low), _times(source, high)
    steps = "".join(figures.step(known[name], powers[name]) for name in figures.ordered(powers))
    became = figures.said(least, most, target)
    rounded = figures.rounded(least, most, target)
    conversion = replace(
        blank,
        becomes=f"{figures.bound(source)}{became}",
        arithmetic=f"{figures.written(source)}{steps} = {became}{rounded}",
        strictest=figures.strictest(source, target, powers, known, (least, most)),
        facts=tuple(str(known[name]) for name in figures.ordered(powers)),
    )
    return Converted(conversion, first, least, most)


# --- which amounts --------------------------------------------------------------------------------


def _amount(per: Per, measures: Measures) -> str | None:
    """The fact of a dose that tells how much of something it holds; empty for the dose itself."""
    if per.of_body_weight:
        return BODY_WEIGHT
    if per.dimension == "dose":
        return ""
    if per.dimension == "time":
        return INFUSION_TIME if per.size == _hour(measures) else None
    return _OF.get(per.dimension)


def _hour(measures: Measures) -> Fraction | None:
    found = measures.units.get("h")
    return found[1] if found else None


def _rank(term: Term) -> int:
    """Where a term's basis stands among those that are converted to."""
    if term.basis == ("share",):
        return _TARGETS.index(PRODUCT_MASS)
    ranks = [_TARGETS.index("")]
    for per in term.per:
        name = BODY_WEIGHT if per.of_body_weight else _OF.get(per.dimension, "")
        ranks.append(_TARGETS.index(INFUSION_TIME if per.dimension == "time" else name))
    return max(ranks[1:] or ranks)


def _powers(source: Term, target: Term, measures: Measures) -> dict[str, int]:
    """The facts a limit is multiplied with (above zero) and divided by; what cancels is gone."""
    powers: Counter[str] = Counter()
    for term, sign in ((source, 1), (target, -1)):
        if term.basis == ("share",):
            powers[PRODUCT_MASS] += sign
        for per in term.per:
            powers[_amount(per, measures) or ""] += sign
    powers.pop("", None)
    return {name: power for name, power in powers.items() if power}


def _facts(dose: Dose, powers: dict[str, int], measures: Measures) -> dict[str, Fact]:
    """The facts that are known; one per kg of body weight brings the weight into ``powers``."""
    known: dict[str, Fact] = {}
    for name in list(powers):
        fact = _product_mass(dose) if name == PRODUCT_MASS else dose.get(name)
        if fact is None:
            continue
        known[name] = _at_least_an_hour(fact, measures) if name == INFUSION_TIME else fact
        if fact.per_kg:
            powers[BODY_WEIGHT] = powers.get(BODY_WEIGHT, 0) + powers[name]
    if not powers.get(BODY_WEIGHT, 1):
        del powers[BODY_WEIGHT]
    weight = dose.get(BODY_WEIGHT)
    if BODY_WEIGHT in powers and weight:
        known[BODY_WEIGHT] = weight
    return known


def _product_mass(dose: Dose) -> Fact | None:
    """The mass of product in a dose. Where both are given, any between them may be meant."""
    protein, total = dose.get(PROTEIN_MASS), dose.get(TOTAL_MASS)
    if protein is None or total is None:
        return protein or total
    small, large = sorted((protein, total), key=lambda fact: fact.low)
    return Fact(
        "protein or total mass",
        f"({protein.text} or {total.text})",
        small.low,
        max(small.high, large.high),
        (small.ends[0], max(small, large, key=lambda fact: fact.high).ends[1]),
        protein.per_kg,
    )


def _at_least_an_hour(fact: Fact, measures: Measures) -> Fact:
    """The time that a limit per hour is multiplied with: a shorter dose has the whole of it."""
    hour = _hour(measures)
    assert hour is not None
    low, high = max(fact.low, hour), max(fact.high, hour)
    if high == hour:
        return replace(fact, low=low, high=high, ends=("at most 1 h", "at most 1 h"))
    ends = (f"{shown(low / hour)} h", f"{shown(high / hour)} h")
    return replace(fact, low=low, high=high, ends=ends)


def _refusal(source: Term, target: Term, measures: Measures) -> str | None:
    """Why two limits can never be brought to one basis, or None."""
    units = (
        figures.plain_unit(source) or "a bare number",
        figures.plain_unit(target) or "a bare number",
    )
    heads = [term.basis[0] for term in (source, target)]
    if heads[0] == heads[1] and heads[0] in OF_A_SOLUTION:
        why = f"{heads[0]} is of a solution, not of what a dose holds"
        return f"{units[0]} cannot become {units[1]}: {why}"
    shares = "share" in heads and "mass" in heads
    if heads[0] != heads[1] and not shares:
        return f"{units[0]} cannot become {units[1]}: {across(heads[0], heads[1])}"
    if shares and measures.units.get("%") is None:
        return f"{units[0]} cannot become {units[1]}: no share is known as a unit"
    for term, unit in zip((source, target), units, strict=True):
        if not term.per and not (shares and term.basis == ("share",)):
            return f"{units[0]} cannot become {units[1]}: {unit} does not say of what"
        for per in term.per:
            if _amount(per, measures) is None:
                why = f"no dose fact gives the {per.dimension.replace('-', ' ')} in a dose"
                if per.dimension == "time":
                    why = "of limits over a time only those per hour are converted"
                return f"{units[0]} cannot become {units[1]}: {why}"
    return None


# --- the arithmetic -------------------------------------------------------------------------------


def _scale(source: Term, target: Term, measures: Measures) -> Fraction:
    """What a share is as a mass per mass, and the other way round; else one."""
    scale = Fraction(1)
    for term, turned in ((source, True), (target, False)):
        if term.basis == ("share",) and source.basis != target.basis:
            whole = _PERCENT * measures.units["%"][1]
            scale *= 1 / whole if turned else whole
    return scale


def _product(used: list[tuple[Fact, int]], scale: Fraction, high: bool) -> Fraction:
    """The factor where it is greatest, or least: what multiplies high, what divides low."""
    for fact, power in used:
        scale *= (fact.high if high == (power > 0) else fact.low) ** power
    return scale


def _times(term: Term, factor: Fraction) -> Term:
    interval = term.interval
    return replace(
        term,
        interval=Interval(
            None if interval.low is None else interval.low * factor,
            None if interval.high is None else interval.high * factor,
            interval.low_open,
            interval.high_open,
        ),
    )
