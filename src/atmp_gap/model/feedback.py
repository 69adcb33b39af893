"""Feedback: what an agency said to one's own company. Always confidential; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Day, Name, Scope, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.model.requirement import RawAnswers, answers_on, named


@dataclass(frozen=True, kw_only=True)
class OwnProduct(FileRecord):
    """One's own product, and what kind of product it is."""

    name: Text = field(metadata=says("What it is called in the company."))
    kind: Scope = field(
        default_factory=dict,
        metadata=says("What it is, as dimension to terms of the vocabulary; absent: not said."),
    )


@dataclass(frozen=True, kw_only=True)
class Feedback(FileRecord):
    """One answer of an agency to one question of one's own, from minutes or written advice."""

    id: Name = field(metadata=says("FB-AGENCY-NUMBER; never reused."))
    agency: Name = field(metadata=says("Who said it."))
    procedure: Text = field(
        metadata=says("The meeting or procedure: Type B meeting, scientific advice, INTERACT ...")
    )
    date: Day = field(metadata=says("The day of the meeting, or of the letter."))
    subject: Name | tuple[Name, ...] = field(
        metadata=says("The question it bears on; a list where it bears on several.")
    )
    question: Text = field(metadata=says("What was asked, in short."))
    said: Text = field(metadata=says("What the agency said, in your own words."))
    answers: RawAnswers = field(
        default_factory=dict,
        metadata=says(
            "Slot to the answer given, as in requirements; `check` compares it with what the "
            "agency's texts say."
        ),
    )
    contradicts: tuple[Name, ...] = field(
        default=(),
        metadata=says("Entries that say otherwise, where no slot can show it."),
    )
    product: OwnProduct | None = field(
        default=None, metadata=says("Of which product it was said; absent: of any.")
    )
    status: Literal["preliminary", "final", "superseded"] = field(
        metadata=says(
            "preliminary: said before or in the meeting; final: in its minutes or letter; "
            "superseded: later feedback says otherwise."
        )
    )
    document: Text | None = field(
        default=None, metadata=says("Your own file, and where in it: Minutes 2026-03-12, p. 4.")
    )
    note: Text | None = field(default=None, metadata=says("Anything a reader should know."))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects it bears on, always as a tuple."""
        return named(self.subject)

    def answers_on(self, subject: str) -> RawAnswers:
        """Its answers on one of its subjects: slot to answer as written."""
        return answers_on(self.subject, self.answers, subject)


@dataclass(frozen=True)
class FeedbackFile(FileRecord):
    """Feedback, as one file of the folder ``feedback`` holds it."""

    feedback: tuple[Feedback, ...]
