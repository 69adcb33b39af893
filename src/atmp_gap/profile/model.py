"""What a product profile file holds: facts about one product, and the developer's positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import FileRecord, says

FORMAT = "atmp-gap/profile/1"
WordOrWords = Text | tuple[Text, ...]


@dataclass(frozen=True)
class Waiver(FileRecord):
    """Why a shortfall is accepted for a time; ``expires`` is its last day."""

    reason: Text
    expires: Day
    by: Text | None = None


@dataclass(frozen=True)
class Position(FileRecord):
    """What a developer holds on one subject."""

    subject: Text = field(metadata=says("A subject's id or an everyday word for it."))
    answers: dict[Name, WordOrWords | None] = field(
        default_factory=dict,
        metadata=says("By slot, in the grammar of its kind; an empty one is still to be filled."),
    )
    answer: WordOrWords | None = field(
        default=None, metadata=says("The answer, where the subject has one slot only.")
    )
    for_: tuple[Text, ...] = field(
        default=(), metadata=says("Held towards these agencies only; all if not said.", alias="for")
    )
    conditions: tuple[Text, ...] = field(
        default=(), metadata=says("Conditions of the vocabulary that hold for this product.")
    )
    evidence: Text | None = field(
        default=None, metadata=says("The document or CTD section that shows it.")
    )
    justification: Text | None = field(
        default=None, metadata=says("Why it suffices, as an agency may read it.")
    )
    owner: Text | None = None
    due: Day | None = None
    waiver: Waiver | None = None
    note: Text | None = field(default=None, metadata=says("For yourselves; no agency sees it."))


@dataclass(frozen=True)
class DoseFacts(FileRecord):
    """What one dose holds, each a number or a range: by them limits on different bases become one.

    Amounts may also be given per kg of body weight.
    """

    volume: Text | None = field(
        default=None, metadata=says("The volume given, such as 68 mL, 50..70 mL or 5.5 mL/kg.")
    )
    body_weight: Text | None = field(
        default=None, metadata=says("The weight of the patients, such as 70 kg or 2.6..8.4 kg.")
    )
    infusion_time: Text | None = field(
        default=None, metadata=says("How long a dose takes, such as 30 min, 20..40 min or <= 1 h.")
    )
    vector_genomes: Text | None = field(
        default=None, metadata=says("Vector genomes in a dose, such as 5e13 vg/kg or 1.5e11 vg.")
    )
    cells: Text | None = field(
        default=None, metadata=says("Cells in a dose, such as 1e8..5e8 cells or 2e6 cells/kg.")
    )
    protein_mass: Text | None = field(
        default=None, metadata=says("The mass of protein in a dose, such as 1.2 mg.")
    )
    total_mass: Text | None = field(
        default=None,
        metadata=says("The mass of active substance in a dose, such as 3 mg or 1 mg/kg."),
    )


@dataclass(frozen=True, kw_only=True)
class Profile(FileRecord):
    """One product: its facts, by dimension of scope, and what is held on each subject."""

    format: Literal["atmp-gap/profile/1"]
    name: Text
    description: Text | None = field(
        default=None, metadata=says("The product in a sentence, as an agency may read it.")
    )
    note: Text | None = field(default=None, metadata=says("For yourselves; no agency sees it."))
    facts: dict[Name, WordOrWords] = field(
        metadata=says(
            "By dimension (product, donor, stage ...): words of the vocabulary.", min_length=1
        )
    )
    dose: DoseFacts = field(
        default_factory=DoseFacts,
        metadata=says("What one dose holds: volume, body weight, infusion time ..."),
    )
    topics: tuple[Text, ...] = field(
        default=(), metadata=says("Only these topics; all if not said.")
    )
    decides: Literal["reviewed"] | None = field(
        default=None,
        metadata=says("reviewed: only what a second person reviewed decides a row."),
    )
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class PositionsFile(FileRecord):
    """Positions kept in a file of their own."""

    positions: tuple[Position, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile file, generated from the models above."""
    from atmp_gap.corpus.validate import json_schema

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **json_schema(Profile),
        "title": "atmp-gap product profile, version 1",
    }
