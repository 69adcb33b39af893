"""Documents of the register, and whether they count on a day."""

from __future__ import annotations

from typing import Literal

from atmp_gap.model.base import Day, Name, Names, Text, first_day
from atmp_gap.model.record import Record, field

KINDS: tuple[str, ...] = (
    "law",
    "regulation",
    "pharmacopoeia",
    "guidance",
    "guideline",
    "q-and-a",
    "announcement",
)
"""Kinds of documents from the strongest to the weakest."""

_RANK = {kind: rank for rank, kind in enumerate(KINDS)} | {"guideline": KINDS.index("guidance")}
_RANK["convention"] = len(KINDS)


class Successor(Record):
    """The text that replaces a document, wholly or for a part of its scope."""

    document: Name
    for_: dict[Name, Names] | None = field(default=None, written="for")


class Adoption(Record):
    """When and under which reference an agency adopted a harmonised text."""

    reference: Text
    date: Day


class Document(Record, kw_only=True):
    """A text that requirements cite."""

    id: Name = field(description="One id per text.")
    title: Text
    issuer: Name = field(description="Who issued it: an agency, or somebody it speaks for.")
    reference: Text | None = field(default=None, description="Its official number.")
    url: Text | None = field(default=None, description="Where it can be found.")
    scope: Text | None = field(default=None, description="What it covers, in a sentence.")
    kind: Literal[
        "law",
        "regulation",
        "pharmacopoeia",
        "guidance",
        "guideline",
        "q-and-a",
        "announcement",
        "convention",
    ]
    status: Literal["draft", "final", "superseded", "withdrawn", "proposed"] = field(
        description="What it is today."
    )
    published: Day | None = field(default=None, description="When it was published.")
    effective: Day | None = field(
        default=None, description="The day from which it counts; else the day it was published."
    )
    superseded: Day | None = field(default=None, description="First day it no longer counts.")
    superseded_by: tuple[Successor, ...] = field(
        default=(), description="What replaces it, wholly or for a part of its scope."
    )
    territory: Text | None = field(default=None, description="For a national text: where.")
    sections_read: Literal["none", "full"] | tuple[Text, ...] = field(
        default="none", description="What of it was read for the corpus."
    )
    adopted: dict[Name, Adoption] = field(
        default_factory=dict,
        description="For harmonised texts: the adopting agency with reference and date.",
    )
    note: Text | None = None

    @property
    def rank(self) -> int:
        """Legal force as a number: the lower, the stronger."""
        return _RANK[self.kind]

    @property
    def counts_from(self) -> str | None:
        """The first day it counts (``effective``, else ``published``), or None where undated."""
        day = self.effective or self.published
        return first_day(day) if day else None

    @property
    def unread(self) -> bool:
        """Whether no section of it has been read for the corpus."""
        return self.sections_read == "none" or self.sections_read == ()
