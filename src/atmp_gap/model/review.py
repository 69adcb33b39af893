"""What people saw in their own copies: reviews of single entries, and sections read whole.

These records stand in ``reviews.yaml`` at the top of a person's own layer. They only ever grow: who
changes their mind adds a record, and who takes one back says why.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from atmp_gap.model.base import FileHash, Name, Text, TextRule
from atmp_gap.model.record import FileRecord, says

ReviewAct = Literal["looked-at", "reviewed", "disputed", "refuted", "revoked"]
ReviewState = Literal["looked-at", "reviewed", "disputed", "refuted"]

_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$")


def _moment(text: str) -> str:
    if not _MOMENT.match(text):
        raise ValueError("must be a time in UTC, 2026-11-28T10:15:00Z, or a day")
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"is no time of the calendar ({error})") from None
    return text


Moment = Annotated[str, TextRule(check=_moment)]
"""A time in UTC to the second, or a day where no more is known."""

Fingerprint = Annotated[str, TextRule(pattern=r"^[0-9a-f]{12}$")]
"""What an entry said, as twelve hexadecimal digits."""


@dataclass(frozen=True, kw_only=True)
class Review(FileRecord):
    """What one person said of one entry after a look into the text it cites."""

    entry: Name = field(metadata=says("The id of the requirement."))
    act: ReviewAct = field(
        metadata=says(
            "looked-at: it says so; reviewed: a second person says so; disputed: it is in doubt; "
            "refuted: it does not say so; revoked: a record before this one is taken back."
        )
    )
    fingerprint: Fingerprint = field(metadata=says("What the entry said then."))
    document: Name = field(metadata=says("Which text was looked into."))
    file: FileHash | None = field(
        default=None, metadata=says("The file that was looked into; each act but revoked has it.")
    )
    page: int | None = field(default=None, metadata=says("The page, counted from 1."))
    section: Text | None = field(default=None, metadata=says("The section, as one cites it."))
    by: Text = field(metadata=says("Who: a name."))
    at: Moment = field(metadata=says("When, in UTC."))
    reason: Text | None = field(
        default=None, metadata=says("Why; disputed, refuted and revoked need it.")
    )
    whose: Text | None = field(
        default=None, metadata=says("For revoked: whose record; the newest if absent.")
    )
    anchors: tuple[Text, ...] = field(default=(), metadata=says("Short words that stand there."))

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.act in ("disputed", "refuted", "revoked") and not self.reason:
            raise ValueError(f"`{self.act}` needs `reason`")
        if self.act != "revoked" and self.file is None:
            raise ValueError(
                f"`{self.act}` needs `file`: the hash of the copy that was looked into"
            )
        if self.whose and self.act != "revoked":
            raise ValueError("`whose` belongs to `revoked`")


@dataclass(frozen=True, kw_only=True)
class SectionsRead(FileRecord):
    """Sections of a copy that one person read, or saw for the sake of one answer."""

    document: Name = field(metadata=says("Which text."))
    file: FileHash = field(metadata=says("The copy, by its hash."))
    sections: tuple[Text, ...] = field(metadata=says("Which sections.", min_length=1))
    whole: bool = field(
        default=False, metadata=says("Whether each was read from its first word to its last.")
    )
    by: Text = field(metadata=says("Who: a name."))
    at: Moment = field(metadata=says("When, in UTC."))


@dataclass(frozen=True, kw_only=True)
class ReviewFile(FileRecord):
    """What people saw in their own copies, oldest first."""

    decides: Literal["reviewed"] | None = field(
        default=None,
        metadata=says("reviewed: only what a second person reviewed decides a row."),
    )
    refuted: tuple[Name, ...] = field(
        default=(), metadata=says("Entries that decide nothing, where nobody says who and when.")
    )
    reviews: tuple[Review, ...] = ()
    readings: tuple[SectionsRead, ...] = ()


@dataclass(frozen=True)
class ReviewMark:
    """A record as it stands beside its entry today."""

    act: ReviewAct
    by: str
    at: str
    page: int | None = None
    section: str | None = None
    reason: str | None = None
    current: bool = True
    """Whether the entry still says what it said then."""
    taken_back: bool = False
    """Whether a later record revokes it, or the same person said otherwise since."""

    @property
    def stands(self) -> bool:
        """Whether it counts today."""
        return self.current and not self.taken_back and self.act != "revoked"


@dataclass(frozen=True)
class EntryReviews:
    """All that people said of one entry, oldest first, and what it comes to today."""

    state: ReviewState | None = None
    """None where nothing that was said counts today."""
    marks: tuple[ReviewMark, ...] = ()
    file: str | None = None
    """The copy in which it was seen last, by a look that counts."""
    anchors: tuple[str, ...] = ()
    """Short words that stand there, as people gave them with looks that count."""

    @property
    def seen(self) -> bool:
        """Whether somebody saw that the text says so, and nobody doubts it."""
        return self.state in ("looked-at", "reviewed")

    @property
    def seen_by(self) -> tuple[str, ...]:
        """Who saw it, each once, oldest first."""
        acts = ("looked-at", "reviewed")
        return tuple(
            dict.fromkeys(mark.by for mark in self.marks if mark.stands and mark.act in acts)
        )


NO_REVIEWS = EntryReviews()
"""Nobody said anything."""
