"""What a product profile file holds: facts about one product, and the developer's positions."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from atmp_gap.model.base import Day, Model, Name, Text

FORMAT = "atmp-gap/profile/1"
Words = Text | tuple[Text, ...]


class Waiver(Model):
    """Why a shortfall is accepted for a time; ``expires`` is its last day."""

    reason: Text
    expires: Day
    by: Text | None = None


class Position(Model):
    """What a developer holds on one subject."""

    subject: Text = Field(description="A subject's id or an everyday word for it.")
    answers: dict[Name, Words | None] = Field(
        default_factory=dict,
        description="By slot, in the grammar of its kind; an empty one is still to be filled.",
    )
    for_: tuple[Text, ...] = Field(
        default=(), alias="for", description="Held towards these agencies only; all if not said."
    )
    conditions: tuple[Text, ...] = Field(
        default=(), description="Conditions of the vocabulary that hold for this product."
    )
    evidence: Text | None = Field(
        default=None, description="The document or CTD section that shows it."
    )
    owner: Text | None = None
    due: Day | None = None
    waiver: Waiver | None = None
    note: Text | None = None


class Profile(Model):
    """One product: its facts, by dimension of scope, and what is held on each subject."""

    format: Literal["atmp-gap/profile/1"]
    name: Text
    note: Text | None = None
    facts: dict[Name, Words] = Field(
        min_length=1,
        description="By dimension (product, donor, stage ...): words of the vocabulary.",
    )
    topics: tuple[Text, ...] = Field(default=(), description="Only these topics; all if not said.")
    positions: tuple[Position, ...] = ()


class PositionsFile(Model):
    """Positions kept in a file of their own."""

    positions: tuple[Position, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile file, generated from the models above."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Profile.model_json_schema(by_alias=True),
        "title": "atmp-gap product profile, version 1",
    }
