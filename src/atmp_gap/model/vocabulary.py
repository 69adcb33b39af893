"""The vocabulary file: dimensions of scope, units, conditions, methods, starts, synonyms."""

from __future__ import annotations

from atmp_gap.model.base import Factor, Name, Text
from atmp_gap.model.record import Record, field


class Term(Record):
    """A word of a tree. Naming a branch means all its leaves."""

    id: Name
    title: Text | None = None
    synonyms: tuple[Text, ...] = ()
    implies: dict[Name, tuple[Name, ...]] = field(
        default_factory=dict,
        description="For products: what a product of this kind always is, by dimension.",
    )
    terms: tuple[Term, ...] = ()


class Group(Record, kw_only=True):
    """A named set of terms that may overlap other sets, such as the investigational stages."""

    id: Name
    title: Text | None = None
    members: tuple[Name, ...]
    synonyms: tuple[Text, ...] = ()


class Dimension(Record, kw_only=True):
    """One dimension of scope, such as product or stage."""

    id: Name
    title: Text
    option: Name = field(description="Its filter on the command line, without the dashes.")
    single: bool = field(
        default=False, description="One product has one of these, such as one kind of donor."
    )
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()


class Unit(Record):
    """A unit: how many of its dimension's base unit one of it is, exactly."""

    id: Name
    dimension: Name
    factor: Factor
    synonyms: tuple[Text, ...] = ()


class EqualUnits(Record):
    """Units that count as the same in slots whose dimension starts with ``dimension`` only."""

    units: tuple[Name, ...]
    dimension: Name


class Condition(Record):
    """Something an entry may name under ``unless`` or ``when``."""

    id: Name
    title: Text
    synonyms: tuple[Text, ...] = ()


class Start(Record):
    """From when a time is counted; ``after`` names starts that always come earlier."""

    id: Name
    title: Text
    after: tuple[Name, ...] = ()


class Synonym(Record):
    """An everyday word for some id of the vocabulary or the corpus."""

    word: Text
    means: Name


class Vocabulary(Record):
    """The whole vocabulary file of one layer."""

    dimensions: tuple[Dimension, ...] = ()
    units: tuple[Unit, ...] = ()
    equal: tuple[EqualUnits, ...] = ()
    conditions: tuple[Condition, ...] = ()
    methods: tuple[Term, ...] = ()
    starts: tuple[Start, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
