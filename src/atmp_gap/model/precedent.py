"""Precedents: what an agency asked of one product, or accepted for it. They decide nothing.

Use them beside a row, where no text gives a number: each says what happened to somebody else's
product, in which document that stands, and how it was seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from atmp_gap.model.base import Day, Name, Names, Text
from atmp_gap.model.record import FileRecord, says
from atmp_gap.model.requirement import RawAnswers, Reading, Source, answers_on, named

Procedure = Literal[
    "assessment-report",
    "complete-response-letter",
    "review-memo",
    "product-information",
    "announcement",
    "published-specification",
]
Happened = Literal["asked", "accepted", "refused", "condition", "commitment", "reported"]
BY_AGENCY: frozenset[str] = frozenset({"asked", "accepted", "refused", "condition", "commitment"})
"""What only an agency can do, or have promised to it."""


@dataclass(frozen=True, kw_only=True)
class ProductInPublic(FileRecord):
    """A product as the public knows it, and what kind of product it is."""

    name: Text = field(metadata=says("Its name, or what a paper calls it."))
    kind: dict[Name, Names] = field(
        metadata=says(
            "What it is, as dimension to terms of the vocabulary: product, donor, genome, vector "
            "...; nearest products are found by it.",
            min_length=1,
        )
    )


@dataclass(frozen=True, kw_only=True)
class Precedent(FileRecord):
    """What happened to one product in one procedure: a fact beside a row, never a requirement."""

    id: Name = field(metadata=says("PREC-AGENCY-PRODUCT-NUMBER; never reused."))
    agency: Name | None = field(
        default=None, metadata=says("Who asked or accepted; absent only for what a maker reports.")
    )
    product: ProductInPublic = field(metadata=says("Whose case it is."))
    procedure: Procedure = field(
        metadata=says(
            "In what it is told; product-information: the label or summary of product "
            "characteristics; announcement: what a maker, an agency or the press told."
        )
    )
    date: Day = field(metadata=says("The day of the report, letter, memo or paper."))
    subject: Name | tuple[Name, ...] = field(
        metadata=says("The question it bears on; a list where it bears on several.")
    )
    happened: Happened = field(
        metadata=says(
            "asked: the agency asked for it; accepted: it took what the maker did; refused: it did "
            "not; condition: approval was tied to it; commitment: the maker promised it; reported: "
            "the maker says so, and no agency is known to have judged it."
        )
    )
    statement: Text = field(metadata=says("One atomic sentence in our own words."))
    answers: RawAnswers = field(
        default_factory=dict,
        metadata=says(
            "Slot to the value given, as in requirements; with several subjects one mapping per "
            "subject; absent where no value is given."
        ),
    )
    source: Source = field(
        metadata=says("The document, registered with kind product-record, and where in it.")
    )
    reading: Reading = field(metadata=says("How it was seen: read or reported, never recalled."))
    anchors: tuple[Text, ...] = field(
        default=(), metadata=says("For grade read: short tokens a reader must find at the locator.")
    )
    note: Text | None = field(
        default=None, metadata=says("Anything a reader should know beside the statement.")
    )

    def __post_init__(self) -> None:
        """Raise ValueError where fields contradict each other."""
        if self.reading.grade == "recalled":
            raise ValueError(
                "grade `recalled` is nothing that can be checked: a precedent is read or reported"
            )
        if self.reading.grade == "read" and not self.anchors:
            raise ValueError("grade `read` needs `anchors`: short tokens found at the locator")
        if self.reading.grade != "read" and self.anchors:
            raise ValueError(f"`anchors` belong to grade `read`, not `{self.reading.grade}`")
        if self.agency is None and self.happened in BY_AGENCY:
            raise ValueError(f"`happened: {self.happened}` needs `agency`: who did that")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects it bears on, always as a tuple."""
        return named(self.subject)

    def answers_on(self, subject: str) -> RawAnswers:
        """Its values on one of its subjects: slot to answer as written."""
        return answers_on(self.subject, self.answers, subject)


@dataclass(frozen=True)
class PrecedentFile(FileRecord):
    """Precedents, as one file of the folder ``precedents`` holds them."""

    precedents: tuple[Precedent, ...]
