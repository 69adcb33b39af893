"""What is looked for in a text, and what was found: plain records that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

CONFIRMED, PARTLY, ELSEWHERE, NOT_FOUND = "confirmed", "partly", "elsewhere", "not-found"
CANDIDATES, NO_PASSAGE = "candidates", "no-passage"
RESULTS: tuple[str, ...] = (CONFIRMED, PARTLY, ELSEWHERE, NOT_FOUND, CANDIDATES, NO_PASSAGE)
"""What the machine can say. Only anchors can be confirmed; candidates wait for a person."""


@dataclass(frozen=True)
class Need:
    """A number that a statement rests on: in base units, with the side it bounds."""

    value: Fraction
    dimension: str | None
    bound: str | None
    text: str
    answered: bool = False
    """Whether it stands in the typed answer, not only in the sentence."""


@dataclass(frozen=True)
class Task:
    """One statement, or one recorded absence, to be looked for in one document."""

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
    context: str
    start: int = 0
    end: int = 0

    @property
    def where(self) -> str:
        """The place as one would cite it."""
        parts = [f"p. {self.page}"] if self.page is not None else []
        if self.section:
            parts.append(self.section if self.section[:1].isalpha() else f"section {self.section}")
        return ", ".join(parts) or "no page"


@dataclass(frozen=True)
class Finding:
    """What became of a task in one file."""

    key: str
    result: str
    detail: str = ""
    passages: tuple[Passage, ...] = ()
