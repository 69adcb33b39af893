"""What is looked up in a text, and what came of it: plain records, without a word for people.

A ``Lookup`` is one statement, or one recorded absence, in one document; a ``LookupResult`` says
what became of it in one file. `report.verification` puts results into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.needs import Need

Result = Literal[
    "confirmed", "partly", "elsewhere", "not-found", "cannot-tell", "candidates", "no-passage"
]
"""What the machine can say. Only anchors can be confirmed; candidates wait for a person; what may
stand where the file could not be read cannot be told.
"""
RESULTS: tuple[Result, ...] = get_args(Result)

Reason = Literal[
    "",
    "no-anchor",
    "anchors-missing",
    "far-apart-in-section",
    "not-together",
    "number-missing",
    "number-unsure",
    "bound-opposite",
    "bound-missing",
    "bound-unsure",
    "section-unknown",
    "section-partly-known",
    "section-not-checkable",
    "other-section",
    "to-judge",
    "may-contradict",
    "no-passage-like-it",
    "no-contradiction",
    "file-unread",
]
"""Why a result is not simply confirmed, or what is to be done with it; where it cannot be told,
what was found in the rest.
"""


@dataclass(frozen=True)
class Lookup:
    """One statement, or one recorded absence, to be looked up in one document."""

    key: str
    document: str
    locator: str
    statement: str
    fingerprint: str
    grade: str
    anchors: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    words: tuple[tuple[str, float], ...] = ()
    """Texts whose words a passage would use, with how much they weigh."""
    absence: bool = False


@dataclass(frozen=True)
class Passage:
    """A place in a text. ``context`` is for the screen only and never stored."""

    page: int | None
    section: str
    context: str = ""
    start: int = 0
    end: int = 0

    @property
    def where(self) -> str:
        """The place as one would cite it."""
        parts = [f"p. {self.page}"] if self.page is not None else []
        if self.section:
            parts.append(
                self.section if not self.section[0].isdigit() else f"section {self.section}"
            )
        return ", ".join(parts) or "no page"


@dataclass(frozen=True)
class LookupResult:
    """What became of a lookup in one file."""

    key: str
    result: Result
    reason: Reason = ""
    about: tuple[str, ...] = ()
    """What the reason is about: the missing anchors, or the number, as the statement has it."""
    passages: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """What of the file was not read, where that bears on the result."""
