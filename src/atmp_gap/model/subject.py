"""Topics and their subjects: questions with typed slots on which agencies meet."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from atmp_gap.model.base import Model, Name, Text

SlotKind = Literal[
    "limit",
    "effort",
    "all-of",
    "any-of",
    "asked",
    "permission",
    "choice",
    "schedule",
    "clock",
]


class Slot(Model):
    """One typed part of an answer."""

    kind: SlotKind
    title: Text | None = None
    dimension: Name | None = Field(
        default=None, description="Of a quantity: mass-per-dose, time, share ..."
    )
    stricter: Literal["lower", "higher"] | None = None
    minor: bool = Field(default=False, description="Left open on one side, it is only a note.")
    values: dict[Name, Text] = Field(
        default_factory=dict, description="What choice, all-of and any-of answers may name."
    )


class Subject(Model):
    """A question such as 'how much residual host-cell DNA may one dose carry?'."""

    id: Name
    title: Text
    question: Text
    synonyms: tuple[Text, ...] = ()
    group: Name
    ctd: tuple[Text, ...] = ()
    domain: Literal["all"] | dict[Name, tuple[Name, ...]] = "all"
    asks: dict[Name, Slot] = Field(min_length=1)
    note: Text | None = None


class TopicGroup(Model):
    """A heading under which a topic's subjects are listed."""

    id: Name
    title: Text


class Topic(Model):
    """A folder of the corpus: its title, groups and subjects."""

    id: Name
    title: Text
    summary: Text
    synonyms: tuple[Text, ...] = ()
    groups: tuple[TopicGroup, ...]
    subjects: tuple[Subject, ...] = ()
