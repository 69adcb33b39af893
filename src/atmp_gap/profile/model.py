"""What a product profile file holds: facts about one product, and the developer's positions."""

from __future__ import annotations

from typing import Any, Literal

from atmp_gap.model.base import Day, Name, Text
from atmp_gap.model.record import Record, field

FORMAT = "atmp-gap/profile/1"
Words = Text | tuple[Text, ...]


class Waiver(Record):
    """Why a shortfall is accepted for a time; ``expires`` is its last day."""

    reason: Text
    expires: Day
    by: Text | None = None


class Position(Record):
    """What a developer holds on one subject."""

    subject: Text = field(description="A subject's id or an everyday word for it.")
    answers: dict[Name, Words | None] = field(
        default_factory=dict,
        description="By slot, in the grammar of its kind; an empty one is still to be filled.",
    )
    for_: tuple[Text, ...] = field(
        default=(), written="for", description="Held towards these agencies only; all if not said."
    )
    conditions: tuple[Text, ...] = field(
        default=(), description="Conditions of the vocabulary that hold for this product."
    )
    evidence: Text | None = field(
        default=None, description="The document or CTD section that shows it."
    )
    owner: Text | None = None
    due: Day | None = None
    waiver: Waiver | None = None
    note: Text | None = None


class Profile(Record, kw_only=True):
    """One product: its facts, by dimension of scope, and what is held on each subject."""

    format: Literal["atmp-gap/profile/1"]
    name: Text
    note: Text | None = None
    facts: dict[Name, Words] = field(
        least=1,
        description="By dimension (product, donor, stage ...): words of the vocabulary.",
    )
    topics: tuple[Text, ...] = field(default=(), description="Only these topics; all if not said.")
    positions: tuple[Position, ...] = ()


class PositionsFile(Record):
    """Positions kept in a file of their own."""

    positions: tuple[Position, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile file, generated from the models above."""
    from atmp_gap.model.forms import json_schema

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **json_schema(Profile),
        "title": "atmp-gap product profile, version 1",
    }
