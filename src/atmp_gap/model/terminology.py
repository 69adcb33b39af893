"""The word bridge: what the two sides call the same, or nearly the same, thing."""

from __future__ import annotations

from typing import Literal

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import Record


class TermSource(Record, kw_only=True):
    """Where a pair of words is defined or used."""

    document: Name
    locator: Text
    grade: Literal["read", "reported", "recalled"]
    via: Text | None = None
    date: Day

    def check(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.grade == "reported" and not self.via:
            raise ValueError("grade `reported` needs `via`: author or publisher, title, year")


class TermPair(Record, kw_only=True):
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


class Terminology(Record):
    """The terminology file."""

    terms: tuple[TermPair, ...] = ()
