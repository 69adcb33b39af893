"""Two states of a corpus set side by side: entries, answers, reading grades and verdicts.

Call ``difference`` with both, opened. What it gives are facts alone; ``report.difference``
makes sentences of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from atmp_gap.gap.result import NOTICE
from atmp_gap.gap.surroundings import CorpusResult, DimensionResult
from atmp_gap.model.change import CorpusChange
from atmp_gap.views.impact import Change as DocumentChange

What = Literal["came", "went", "changed"]
SCHEMA = "atmp-gap/diff/1"


@dataclass(frozen=True)
class State:
    """One of the two states, as it names itself."""

    name: str
    corpus: CorpusResult
    as_of: str


@dataclass(frozen=True)
class FieldChange:
    """A field of an entry before and after, as files write it; None where it is absent."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class EntryChange:
    """An entry that came, went or changed."""

    id: str
    agency: str
    subjects: tuple[str, ...]
    what: What
    statement: str
    fields: tuple[FieldChange, ...] = ()
    why: tuple[CorpusChange, ...] = ()

    @property
    def grade(self) -> FieldChange | None:
        """Its reading grade, where that changed."""
        return next((item for item in self.fields if item.field == "reading.grade"), None)

    @property
    def answers(self) -> tuple[FieldChange, ...]:
        """Its answers that changed."""
        return tuple(item for item in self.fields if item.field.startswith("answers"))


@dataclass(frozen=True)
class PartState:
    """What a part of a row says in one state."""

    verdict: str
    stricter: str | None
    position: dict[str, str]
    reading: str | None
    provisional: bool
    rests_on: str


@dataclass(frozen=True)
class PartChange:
    """A part of a row before and after; None where the row had no such part."""

    scope: dict[str, tuple[str, ...]]
    before: PartState | None
    after: PartState | None


@dataclass(frozen=True)
class RowChange:
    """A row whose verdict, stricter side, position or weakest grade changed, in any part; without
    parts, one of which only the question, the searches or the judgements did.
    """

    topic: str
    subject: str
    title: str
    what: What
    parts: tuple[PartChange, ...]
    entries: tuple[str, ...] = ()
    """The entries on it that came, went or changed."""
    searches: bool = False
    """Whether the recorded searches on it are others."""
    judgements: bool = False
    """Whether people's judgements on it are others."""
    question: bool = False
    """Whether the question itself is put otherwise: its words, its slots, where it arises."""
    why: tuple[CorpusChange, ...] = ()

    @property
    def verdict_changed(self) -> bool:
        """Whether a verdict or a stricter side did, not only what satisfies both or a grade."""
        return self.what != "changed" or any(
            part.before is None
            or part.after is None
            or (part.before.verdict, part.before.stricter)
            != (part.after.verdict, part.after.stricter)
            for part in self.parts
        )


@dataclass(frozen=True)
class Difference:
    """All that changed from one state to another."""

    before: State
    after: State
    agencies: tuple[str, str]
    filters: dict[str, Any]
    rows: tuple[RowChange, ...]
    entries: tuple[EntryChange, ...]
    documents: tuple[DocumentChange, ...]
    changes: tuple[CorpusChange, ...]
    """What the later state's changelog holds and the earlier's does not."""
    counts: dict[str, int] = field(default_factory=dict)
    notice: str = NOTICE
    dimensions: tuple[DimensionResult, ...] = ()
    conditions: dict[str, str] = field(default_factory=dict)
    answer_terms: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per subject touched what the ids of its slots and of their values mean."""
    schema: str = SCHEMA

    @property
    def days(self) -> tuple[str, str] | None:
        """The days asked about, where they are two."""
        days = (self.before.as_of, self.after.as_of)
        return days if days[0] != days[1] else None

    def has(self, what: str) -> bool:
        """Whether it holds what ``diff --fail-on`` names: a count, ``any`` or ``unexplained``."""
        if what == "any":
            return bool(self.rows or self.entries or self.documents)
        if what == "unexplained":
            return any(row.verdict_changed and not row.why for row in self.rows)
        return self.counts[what] > 0
