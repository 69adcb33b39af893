"""The word bridge: what the two sides call the same, or nearly the same, thing."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from atmp_gap.model.base import Day, Model, Name, Text


class TermSource(Model):
    """Where a pair of words is defined or used."""

    document: Name
    locator: Text
    grade: Literal["read", "reported", "recalled"]
    via: Text | None = None
    date: Day

    @model_validator(mode="after")
    def _via_for_reported(self) -> TermSource:
        if self.grade == "reported" and not self.via:
            raise ValueError("grade `reported` needs `via`: author or publisher, title, year")
        return self


class TermPair(Model):
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


class Terminology(Model):
    """The terminology file."""

    terms: tuple[TermPair, ...] = ()
