"""What a specification lists, and the pharmacopoeial chapters by which it is tested, in pairs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Name, Scope, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.model.terminology import TermSource


@dataclass(frozen=True, kw_only=True)
class MethodPair(FileRecord):
    """The chapters of both sides' pharmacopoeias for the same test. Nothing of them is copied."""

    id: Name
    title: Text
    us: tuple[Name, ...] = field(
        default=(), metadata=says("Documents of the register: chapters of the USP.")
    )
    eu: tuple[Name, ...] = field(
        default=(), metadata=says("Documents of the register: chapters of the Ph. Eur.")
    )
    harmonised: Literal["yes", "in-part", "no", "not-recorded"] = field(
        metadata=says("Whether they may be used for each other; not-recorded: nobody looked.")
    )
    note: Text | None = None
    sources: tuple[TermSource, ...] = field(
        default=(), metadata=says("Where that stands; needed unless nothing is recorded.")
    )

    def __post_init__(self) -> None:
        """Raise ValueError where a claim has no source."""
        if self.harmonised != "not-recorded" and not self.sources:
            raise ValueError("`harmonised` needs `sources`, or is `not-recorded`")


@dataclass(frozen=True, kw_only=True)
class Attribute(FileRecord):
    """A line of a specification: the questions that bear on it, and its methods."""

    id: Name
    title: Text
    synonyms: tuple[Text, ...] = field(
        default=(), metadata=says("Other words by which people's own tables name it.")
    )
    ctd: Text = field(metadata=says("The section of the dossier in which it is listed."))
    applies_to: Scope = field(
        default_factory=dict, metadata=says("Where it is listed at all; everywhere if not said.")
    )
    tested: tuple[Name, ...] = field(
        default=(), metadata=says("Subjects that ask whether and at which point it is tested.")
    )
    limit: tuple[Name, ...] = field(default=(), metadata=says("Subjects that ask for its limit."))
    method: tuple[Name, ...] = field(
        default=(), metadata=says("Subjects that ask by which method it is tested.")
    )
    validation: tuple[Name, ...] = field(
        default=(), metadata=says("Subjects that ask what of its method is validated, and when.")
    )
    pairs: tuple[Name, ...] = field(default=(), metadata=says("Its pairs of chapters."))
    sources: tuple[TermSource, ...] = field(
        default=(), metadata=says("Texts by which specifications list it.")
    )
    by_analogy: bool = field(
        default=False, metadata=says("Whether those texts speak of other products than these.")
    )

    @property
    def subjects(self) -> dict[str, tuple[str, ...]]:
        """The subjects by what they ask of it."""
        return {
            "tested": self.tested,
            "limit": self.limit,
            "method": self.method,
            "validation": self.validation,
        }


@dataclass(frozen=True)
class MethodFile(FileRecord):
    """The file of attributes and of pairs of chapters."""

    pairs: tuple[MethodPair, ...] = ()
    attributes: tuple[Attribute, ...] = ()
