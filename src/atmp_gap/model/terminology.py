"""The word bridge: what the two sides call the same, or nearly the same, thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import FileRecord


@dataclass(frozen=True, kw_only=True)
class TermSource(FileRecord):
    """Where a pair of words is defined or used."""

    document: Name
    locator: Text
    grade: Literal["read", "reported", "recalled"]
    via: Text | None = None
    date: Day

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.grade == "reported" and not self.via:
            raise ValueError("grade `reported` needs `via`: author or publisher, title, year")


@dataclass(frozen=True, kw_only=True)
class TermPair(FileRecord):
    """A US word beside its nearest EU word, and how near they are."""

    id: Name
    us: Text | None = None
    us_synonyms: tuple[Text, ...] = ()
    eu: Text | None = None
    eu_synonyms: tuple[Text, ...] = ()
    relation: Literal[
        "same", "nearest-not-same", "us-broader", "eu-broader", "overlap", "no-counterpart"
    ]
    note: Text
    sources: tuple[TermSource, ...]


@dataclass(frozen=True)
class Terminology(FileRecord):
    """The terminology file."""

    terms: tuple[TermPair, ...] = ()
