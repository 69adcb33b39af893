"""Topics and their subjects: questions with typed slots on which agencies meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from atmp_gap.model.base import Name, Names, Text
from atmp_gap.model.record import FileRecord, says


@dataclass(frozen=True)
class OneOfTheKinds:
    """The names of slot kinds; pydantic asks for them when files are validated."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The hook by which pydantic reads an annotation."""
        from pydantic_core import core_schema

        from atmp_gap.kinds import KINDS

        return core_schema.literal_schema(list(KINDS))


SlotKind = Annotated[str, OneOfTheKinds()]
"""The name of a slot kind."""


Discipline = Literal["cmc", "nonclinical", "clinical", "procedural"]
DISCIPLINES: tuple[Discipline, ...] = ("cmc", "nonclinical", "clinical", "procedural")
"""In the order in which reports print them: a dossier's work first, procedure last."""
"""Whose work a question is."""


@dataclass(frozen=True)
class Slot(FileRecord):
    """One typed part of an answer."""

    kind: SlotKind = field(metadata=says("What is compared, and which way is stricter."))
    title: Text | None = None
    dimension: Name | None = field(
        default=None, metadata=says("Of a quantity: mass-per-dose, time, share ...")
    )
    stricter: Literal["lower", "higher"] | None = field(
        default=None, metadata=says("For limits: which way is stricter.")
    )
    minor: bool = field(default=False, metadata=says("Left open on one side, it is only a note."))
    values: dict[Name, Text] = field(
        default_factory=dict, metadata=says("What choice, all-of and any-of answers may name.")
    )
    binds: Literal["sponsor", "agency"] | None = field(
        default=None,
        metadata=says(
            "Whose duty it is; absent: the sponsor's, in procedural subjects the agency's."
        ),
    )


@dataclass(frozen=True)
class SettlingText(FileRecord):
    """A document, and which of its sections, that would settle an open row once it is read."""

    document: Name
    sections: tuple[Text, ...] = field(metadata=says(min_length=1))


@dataclass(frozen=True, kw_only=True)
class Subject(FileRecord):
    """A question such as 'how much residual host-cell DNA may one dose carry?'."""

    id: Name = field(metadata=says("Kebab-case words of the field."))
    title: Text
    question: Text = field(metadata=says("One question a scientist asks."))
    synonyms: tuple[Text, ...] = field(default=(), metadata=says("Everyday words that find it."))
    ask: Text | None = field(
        default=None,
        metadata=says(
            "The question as one puts it to an agency in a meeting; {agency} stands for its name, "
            "and nothing of what an agency expects is in it."
        ),
    )
    group: Name = field(metadata=says("One of the topic's groups."))
    ctd: tuple[Text, ...] = field(
        default=(), metadata=says("Sections of the common technical document.")
    )
    discipline: Discipline | None = field(
        default=None, metadata=says("Whose work the question is; absent means cmc.")
    )
    domain: Literal["all"] | dict[Name, Names] | tuple[dict[Name, Names], ...] = field(
        default="all",
        metadata=says(
            "Where the question makes sense: dimension to terms, or all. Several such scopes as a "
            "list, where one cannot say it: a vector given in vivo, and the vector as a material "
            "of modified cells."
        ),
    )
    asks: dict[Name, Slot] = field(
        metadata=says("Slot to what an answer looks like.", min_length=1)
    )
    settled_by: tuple[SettlingText, ...] = field(
        default=(), metadata=says("What to read to settle the row where it is open.")
    )
    note: Text | None = field(
        default=None, metadata=says("Anything a reader of the row should know.")
    )

    @property
    def scopes(self) -> tuple[dict[Name, Names], ...]:
        """The domain as scopes, which together are where the question makes sense."""
        if self.domain == "all":
            return ({},)
        return (self.domain,) if isinstance(self.domain, dict) else self.domain

    @property
    def work(self) -> Discipline:
        """Whose work the question is: cmc where it does not say."""
        return self.discipline or "cmc"

    def binds_agency(self, slot: str) -> bool:
        """Whether a slot is a duty of the agency: of no sponsor, so that nobody is the stricter."""
        binds = self.asks[slot].binds
        return binds == "agency" or (binds is None and self.work == "procedural")


@dataclass(frozen=True)
class TopicGroup(FileRecord):
    """A heading under which a topic's subjects are listed."""

    id: Name
    title: Text


@dataclass(frozen=True, kw_only=True)
class Topic(FileRecord):
    """A folder of the corpus: its title, groups and subjects."""

    id: Name
    title: Text
    summary: Text
    synonyms: tuple[Text, ...] = ()
    groups: tuple[TopicGroup, ...]
    subjects: tuple[Subject, ...] = ()
