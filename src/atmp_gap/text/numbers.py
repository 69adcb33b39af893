"""The one reader of numbers in prose: values, ranges, units, what they are per, and their bounds.

Use ``Reader.read`` on a statement or on a whole document; it takes time in proportion to the text.
What it is not sure of it says so (``Mention.sure``, a bound UNSURE): then nothing may be claimed,
neither that a text says a number nor that it does not.

    >>> from fractions import Fraction
    >>> reader = Reader({"ng": ("mass", Fraction(1)), "dose": ("dose", Fraction(1))})
    >>> [mention] = reader.read("It must not contain more than 10 ng of DNA per dose.")
    >>> int(mention.low), mention.unit, mention.basis, mention.bound
    (10, 'ng', ('mass', 'dose'), '<=')

How it works: ``atoms`` finds the numerals with their units one by one and steps over references;
``joined`` makes ranges and lists of neighbours; ``bounds`` looks at the words around each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from atmp_gap.text.atoms import Atom, atoms
from atmp_gap.text.bounds import bound_of, side
from atmp_gap.text.measures import Below, Measure, below_at
from atmp_gap.text.negation import UNSURE, Bound
from atmp_gap.text.units import Names

__all__ = ["UNSURE", "Below", "Bound", "Mention", "Reader", "side"]


@dataclass(frozen=True)
class Mention:
    """A number that a text gives, or a range of them."""

    text: str
    start: int
    end: int
    low: Fraction
    high: Fraction
    """The ends of a range, as written, in its unit; equal where it is one number."""
    unit: str | None = None
    dimension: str | None = None
    factor: Fraction = Fraction(1)
    below: tuple[Below, ...] = ()
    bound: Bound | None = None
    condition: bool = False
    """The bound says when something applies: lots above 10 L are tested twice."""
    sure: bool = True
    around: tuple[Below, ...] = ()
    """What it is per where that stands before it: the amount per dose is at most 10 ng."""

    @property
    def basis(self) -> tuple[str, ...]:
        """The dimension, then those of what it is per, sorted; empty without a unit."""
        if self.dimension is None and not self.below:
            return ()
        return (self.dimension or "number", *sorted(below.dimension for below in self.below))

    @property
    def scale(self) -> Fraction:
        """What turns the number as written into base units per base units."""
        scale = self.factor
        for below in self.below:
            scale /= below.size
        return scale


class Reader:
    """Finds numbers in running text, with the units of a vocabulary: id to dimension and factor."""

    def __init__(self, units: Mapping[str, tuple[str, Fraction]]) -> None:
        self._names = Names(units)

    def read(self, text: str) -> list[Mention]:
        """The numbers of a text, in order; those of sections, dates and references left out."""
        groups = _groups(text, list(atoms(text, self._names)))
        found = [mention for group in groups for mention in _mentions(text, group)]
        return self._with_surroundings(text, found)

    def _with_surroundings(self, text: str, found: list[Mention]) -> list[Mention]:
        """The mentions with what they are per where that stands before them in their clause."""
        at, result = 0, list(found)
        for per in _PER.finditer(text):
            while at < len(result) and result[at].end <= per.start():
                at += 1
            if at == len(result):
                break
            mention = result[at]
            if mention.start > per.start() and not mention.below:
                below, end = below_at(self._names, text, per.end())
                between = text[end : min(mention.start, end + _CLAUSE)]
                if below and end + len(between) >= mention.start and not _ENDS.search(between):
                    result[at] = replace(mention, around=(*mention.around, *below))
        return result


_CLAUSE = 100
"""How many characters may stand between "the amount per dose" and the number."""
_ENDS = re.compile(r"[.;?!,](?=\s|$)|\n\s*\n")
_PER = re.compile(r"\bper\s+(?=\w)(?!cent\b|se\b)", re.IGNORECASE)
_JOINT = re.compile(
    r"\s?(?P<dash>-|–|—|−|‐|‑|\.\.|…)\s?|\s+(?P<to>to|through|thru)\s+|\s+(?P<and>and)\s+"
    r"|\s+(?P<or>or)\s+|\s?(?P<comma>,)\s+(?P<last>and\s+|or\s+)?|\s?(?P<spread>±|\+/[-−])\s?",
    re.IGNORECASE,
)
_JOINTS = ("dash", "to", "and", "or", "comma", "spread")
_BLANK = re.compile(r"\s*[-‐‑]?\s*")
_BETWEEN = re.compile(
    r"\b(?:between|ranges?\s+from)(?:\s+(?:about|the|days?|weeks?|months?|years?))*\s*$",
    re.IGNORECASE,
)


def _groups(text: str, found: Sequence[Atom]) -> Iterator[list[tuple[Atom, str]]]:
    """Neighbouring atoms with the kind of joint before each: lists and ranges stay together."""
    group: list[tuple[Atom, str]] = []
    for atom in found:
        kind = _joint(text, group[-1][0], atom) if group else ""
        if not kind and group:
            yield group
            group = []
        group.append((atom, kind))
    if group:
        yield group


def _joint(text: str, last: Atom, atom: Atom) -> str:
    """What joins two atoms: dash, to, and, or, comma, spread; "beside" where nothing does."""
    if atom.start - last.end > 12:
        return ""
    joint = _JOINT.fullmatch(text, last.end, atom.start)
    if joint:
        if joint["last"]:
            return joint["last"].strip().casefold()
        return next(name for name in _JOINTS if joint[name])
    # "2 4 years" may be 24; but two 20 mL bags are two
    beside = last.bare and (atom.words or not last.words)
    return "beside" if beside and _BLANK.fullmatch(text, last.end, atom.start) else ""


def _mentions(text: str, group: Sequence[tuple[Atom, str]]) -> Iterator[Mention]:
    """The numbers and ranges of one group."""
    items = [atom for atom, _ in group]
    kinds = [kind for _, kind in group]
    _share(items, kinds)
    between = bool(_BETWEEN.search(text[max(0, items[0].start - 40) : items[0].start]))
    first: Mention | None = None
    listed = set(kinds[1:]) <= {"and", "or", "comma"}
    split = kinds == ["", "comma"] and items[0].bare  # "10, 4 years" may be 10.4
    at = 0
    while at < len(items):
        low, kind = items[at], kinds[at + 1] if at + 1 < len(items) else ""
        if (
            kind in ("dash", "to")
            or (kind == "and" and between and at == 0)
            or _either(items, kinds, at)
        ):
            mention = _range(text, low, items[at + 1])
            at += 2
        else:
            alone = "beside" not in (kind, kinds[at]) and not split
            mention = _one(text, low, low, low.sure and alone)
            at += 1
        while at < len(items) and kinds[at] == "spread":
            at += 1  # 25 ± 2: how far it may stray is no number of its own
        if first and mention.bound is None and first.bound and listed:
            mention = replace(mention, bound=first.bound, condition=first.condition)
        first = first or mention
        yield mention


def _share(items: list[Atom], kinds: Sequence[str]) -> None:
    """Give the members of a list or range the unit behind the last, or before the first."""
    listed = len(items) > 2 or any(kind in ("and", "or", "dash", "to", "spread") for kind in kinds)
    for i in range(len(items) - 2, -1, -1):
        here, there, kind = items[i], items[i + 1], kinds[i + 1]
        if here.bare and kind not in ("", "beside") and listed and not here.label:
            mantissa = there.numeral.mantissa
            if mantissa is not None and kind in ("dash", "to") and here.numeral.mantissa is None:
                value = (
                    here.value * there.numeral.value / mantissa
                    if here.value < mantissa
                    else here.value
                )
                here = replace(here, value=value)
            items[i] = replace(
                here,
                measure=replace(there.measure, end=here.end),
                sure=here.sure and (there.sure or not there.measure.unit or kind == "spread"),
            )
    for i in range(1, len(items)):
        before, here, kind = items[i - 1], items[i], kinds[i]
        if here.bare and before.label and kind not in ("", "beside"):
            items[i] = replace(
                here, measure=replace(before.measure, end=here.end), label=True, start=here.start
            )


def _either(items: Sequence[Atom], kinds: Sequence[str], at: int) -> bool:
    """Whether two numbers are one step apart and joined by "or": one or two pages."""
    if at + 1 >= len(items) or kinds[at + 1] != "or" or at + 2 < len(items):
        return False
    low, high = items[at], items[at + 1]
    return (
        low.numeral.whole and high.value == low.value + 1 and low.measure.unit == high.measure.unit
    )


def _range(text: str, low: Atom, high: Atom) -> Mention:
    """Two numbers as one range; one that runs down, or from one unit to another, is not sure."""
    sure = low.sure and high.sure
    least = low.value
    if low.measure.dimension != high.measure.dimension:
        sure = False
    elif low.measure.factor != high.measure.factor:
        least = least * low.measure.factor / high.measure.factor
    if least >= high.value:
        sure = False
    if low.measure.unit is None and least == 1 and high.value >= 1000:
        sure = False  # 1 to 1,000,000 is how a dilution is written
    return _one(text, replace(low, value=least, measure=high.measure), high, sure)


def _one(text: str, low: Atom, high: Atom, sure: bool) -> Mention:
    measure: Measure = high.measure
    limit = bound_of(text, low.start, high.end, time=measure.dimension == "time")
    return Mention(
        text=text[low.start : high.end].strip(),
        start=low.start,
        end=high.end,
        low=low.value,
        high=high.value,
        unit=measure.unit,
        dimension=measure.dimension,
        factor=measure.factor,
        below=measure.below,
        bound=limit.bound,
        condition=limit.condition,
        sure=sure,
    )
