"""What a search gives: hits in lists that are kept apart, for reports and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KINDS: tuple[str, ...] = (
    "subject",
    "topic",
    "term",
    "scope",
    "condition",
    "document",
    "ctd",
    "statement",
)
"""Kinds of what can be found, in the order in which equally good hits are listed."""
TEXT_KINDS: tuple[str, ...] = ("subject", "statement", *KINDS[1:-1])
"""The same for hits in a text: statements come before what only mentions the words."""

How = Literal["id", "name", "title", "text", "some", "beginning", "meaning", "spelling"]
"""What led to a hit: its id; one of its names; words of its names; words of its text; only some
of the words; words that begin so; another word for the same or a related thing; a look-alike."""

Place = Literal["id", "title", "name", "text"]


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    kind: str
    """One of ``KINDS``."""
    what: str
    """What people call the kind; of a word of scope its dimension."""
    id: str
    title: str
    how: How
    place: Place
    """Where the words stand."""
    excerpt: str
    """What stands there."""
    marks: tuple[tuple[int, int], ...] = ()
    """The words in the excerpt, as the places of their first character and the one after them."""
    via: str | None = None
    """Of what is near by meaning or spelling: the word that it was found by."""
    subjects: tuple[str, ...] = ()
    """The subjects that it is about."""


@dataclass(frozen=True)
class Found:
    """What some words were searched for gave. Every list is in order, the best hit first."""

    words: str
    """What was searched for, as typed."""
    hits: tuple[Hit, ...]
    """What holds all of the words."""
    partly: tuple[Hit, ...] = ()
    """Where nothing holds them all: what holds some, or words that begin so."""
    meaning: tuple[Hit, ...] = ()
    spelling: tuple[Hit, ...] = ()
    unsearched: int = 0
    """How many words were left out, where there were too many."""

    @property
    def clear(self) -> tuple[Hit, ...]:
        """What was meant, where that is clear: what is called so, else the only subject."""
        called = [hit for hit in self.hits if hit.how in ("id", "name")]
        subjects = [hit for hit in called if hit.kind == "subject"]
        if subjects or len(called) == 1:
            return tuple(subjects or called)
        titled = [hit for hit in self.hits if hit.how == "title" and hit.kind == "subject"]
        return tuple(titled) if len(titled) == 1 and not called else ()
