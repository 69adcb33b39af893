"""Topics and their subjects: questions with typed slots on which agencies meet."""

from __future__ import annotations

from typing import Annotated, Literal

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

    kind: SlotKind = Field(description="What is compared, and which way is stricter.")
    title: Text | None = None
    dimension: Name | None = Field(
        default=None, description="Of a quantity: mass-per-dose, time, share ..."
    )
    stricter: Literal["lower", "higher"] | None = Field(
        default=None, description="For limits: which way is stricter."
    )
    minor: bool = Field(default=False, description="Left open on one side, it is only a note.")
    values: dict[Name, Text] = Field(
        default_factory=dict, description="What choice, all-of and any-of answers may name."
    )


class SettlingText(Model):
    """A document, and which of its sections, that would settle an open row once it is read."""

    document: Name
    sections: tuple[Text, ...] = Field(min_length=1)


class Subject(Model):
    """A question such as 'how much residual host-cell DNA may one dose carry?'."""

    id: Name = Field(description="Kebab-case words of the field.")
    title: Text
    question: Text = Field(description="One question a scientist asks.")
    synonyms: tuple[Text, ...] = Field(default=(), description="Everyday words that find it.")
    group: Name = Field(description="One of the topic's groups.")
    ctd: tuple[Text, ...] = Field(
        default=(), description="Sections of the common technical document."
    )
    domain: Literal["all"] | dict[Name, Annotated[tuple[Name, ...], Field(min_length=1)]] = Field(
        default="all", description="Where the question makes sense: dimension to terms, or all."
    )
    asks: dict[Name, Slot] = Field(min_length=1, description="Slot to what an answer looks like.")
    settled_by: tuple[SettlingText, ...] = Field(
        default=(), description="What to read to settle the row where it is open."
    )
    note: Text | None = Field(default=None, description="Anything a reader of the row should know.")


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
