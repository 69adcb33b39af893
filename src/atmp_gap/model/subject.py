"""Topics and their subjects: questions with typed slots on which agencies meet."""

from __future__ import annotations

from typing import Literal

from atmp_gap.model.base import Name, Names, Text
from atmp_gap.model.record import Record, field

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


class Slot(Record):
    """One typed part of an answer."""

    kind: SlotKind = field(description="What is compared, and which way is stricter.")
    title: Text | None = None
    dimension: Name | None = field(
        default=None, description="Of a quantity: mass-per-dose, time, share ..."
    )
    stricter: Literal["lower", "higher"] | None = field(
        default=None, description="For limits: which way is stricter."
    )
    minor: bool = field(default=False, description="Left open on one side, it is only a note.")
    values: dict[Name, Text] = field(
        default_factory=dict, description="What choice, all-of and any-of answers may name."
    )
    binds: Literal["sponsor", "agency"] | None = field(
        default=None,
        description="Whose duty it is; absent: the sponsor's, in procedural subjects the agency's.",
    )


class SettlingText(Record):
    """A document, and which of its sections, that would settle an open row once it is read."""

    document: Name
    sections: tuple[Text, ...] = field(least=1)


class Subject(Record, kw_only=True):
    """A question such as 'how much residual host-cell DNA may one dose carry?'."""

    id: Name = field(description="Kebab-case words of the field.")
    title: Text
    question: Text = field(description="One question a scientist asks.")
    synonyms: tuple[Text, ...] = field(default=(), description="Everyday words that find it.")
    group: Name = field(description="One of the topic's groups.")
    ctd: tuple[Text, ...] = field(
        default=(), description="Sections of the common technical document."
    )
    discipline: Literal["cmc", "nonclinical", "clinical", "procedural"] | None = field(
        default=None, description="Whose work the question is; absent means cmc."
    )
    domain: Literal["all"] | dict[Name, Names] = field(
        default="all", description="Where the question makes sense: dimension to terms, or all."
    )
    asks: dict[Name, Slot] = field(least=1, description="Slot to what an answer looks like.")
    settled_by: tuple[SettlingText, ...] = field(
        default=(), description="What to read to settle the row where it is open."
    )
    note: Text | None = field(default=None, description="Anything a reader of the row should know.")


class TopicGroup(Record):
    """A heading under which a topic's subjects are listed."""

    id: Name
    title: Text


class Topic(Record, kw_only=True):
    """A folder of the corpus: its title, groups and subjects."""

    id: Name
    title: Text
    summary: Text
    synonyms: tuple[Text, ...] = ()
    groups: tuple[TopicGroup, ...]
    subjects: tuple[Subject, ...] = ()
