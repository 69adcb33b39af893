"""The vocabulary file: dimensions of scope, units, conditions, methods, starts, synonyms."""

from __future__ import annotations

from dataclasses import dataclass, field

from atmp_gap.model.base import Factor, Name, SignedFactor, Text
from atmp_gap.model.record import FileRecord, says


@dataclass(frozen=True)
class Term(FileRecord):
    """A word of a tree. Naming a branch means all its leaves."""

    id: Name
    title: Text | None = None
    synonyms: tuple[Text, ...] = ()
    implies: dict[Name, tuple[Name, ...]] = field(
        default_factory=dict,
        metadata=says("For products: what a product of this kind always is, by dimension."),
    )
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group(FileRecord):
    """A named set of terms that may overlap other sets, such as the investigational stages."""

    id: Name
    title: Text | None = None
    members: tuple[Name, ...]
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dimension(FileRecord):
    """One dimension of scope, such as product or stage."""

    id: Name
    title: Text
    option: Name = field(metadata=says("Its filter on the command line, without the dashes."))
    single: bool = field(
        default=False, metadata=says("One product has one of these, such as one kind of donor.")
    )
    later: bool = field(
        default=False,
        metadata=says(
            "Added after people had judged: fingerprints name it only where a scope is cut by it, "
            "so that adding it makes no judgement suspect."
        ),
    )
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Unit(FileRecord):
    """A unit: how many of its dimension's base unit one of it is, exactly."""

    id: Name
    dimension: Name
    factor: Factor
    synonyms: tuple[Text, ...] = ()
    offset: SignedFactor | None = field(
        default=None,
        metadata=says(
            "Added to the number before the factor, where the unit has a zero of its own: degrees."
        ),
    )


@dataclass(frozen=True)
class EqualUnits(FileRecord):
    """Units that count as the same in slots whose dimension starts with ``dimension`` only."""

    units: tuple[Name, ...]
    dimension: Name


@dataclass(frozen=True)
class Condition(FileRecord):
    """Something an entry may name under ``unless`` or ``when``."""

    id: Name
    title: Text
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Start(FileRecord):
    """From when a time is counted; ``after`` names starts that always come earlier."""

    id: Name
    title: Text
    after: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Synonym(FileRecord):
    """An everyday word for some id of the vocabulary or the corpus."""

    word: Text
    means: Name


@dataclass(frozen=True)
class Vocabulary(FileRecord):
    """The whole vocabulary file of one layer."""

    dimensions: tuple[Dimension, ...] = ()
    units: tuple[Unit, ...] = ()
    equal: tuple[EqualUnits, ...] = ()
    conditions: tuple[Condition, ...] = ()
    methods: tuple[Term, ...] = ()
    starts: tuple[Start, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
