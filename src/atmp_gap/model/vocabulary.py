"""The vocabulary file: dimensions of scope, units, conditions, methods, starts, synonyms."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from atmp_gap.model.base import Model, Name, Text


class Term(Model):
    """A word of a tree. Naming a branch means all its leaves."""

    id: Name
    title: Text | None = None
    synonyms: tuple[Text, ...] = ()
    implies: dict[Name, tuple[Name, ...]] = Field(
        default_factory=dict,
        description="For products: what a product of this kind always is, by dimension.",
    )
    terms: tuple[Term, ...] = ()


class Group(Model):
    """A named set of terms that may overlap other sets, such as the investigational stages."""

    id: Name
    title: Text | None = None
    members: tuple[Name, ...]
    synonyms: tuple[Text, ...] = ()


class Dimension(Model):
    """One dimension of scope, such as product or stage."""

    id: Name
    title: Text
    option: Name = Field(description="Its filter on the command line, without the dashes.")
    single: bool = Field(
        default=False, description="One product has one of these, such as one kind of donor."
    )
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()


class Unit(Model):
    """A unit: how many of its dimension's base unit one of it is, exactly."""

    id: Name
    dimension: Name
    factor: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?(/\d+)?$", max_length=60)]
    synonyms: tuple[Text, ...] = ()


class EqualUnits(Model):
    """Units that count as the same in slots whose dimension starts with ``dimension`` only."""

    units: tuple[Name, ...]
    dimension: Name


class Condition(Model):
    """Something an entry may name under ``unless`` or ``when``."""

    id: Name
    title: Text
    synonyms: tuple[Text, ...] = ()


class Start(Model):
    """From when a time is counted; ``after`` names starts that always come earlier."""

    id: Name
    title: Text
    after: tuple[Name, ...] = ()


class Synonym(Model):
    """An everyday word for some id of the vocabulary or the corpus."""

    word: Text
    means: Name


class Vocabulary(Model):
    """The whole vocabulary file of one layer."""

    dimensions: tuple[Dimension, ...] = ()
    units: tuple[Unit, ...] = ()
    equal: tuple[EqualUnits, ...] = ()
    conditions: tuple[Condition, ...] = ()
    methods: tuple[Term, ...] = ()
    starts: tuple[Start, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
