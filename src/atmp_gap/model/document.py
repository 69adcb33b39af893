"""Documents of the register, and whether they count on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from atmp_gap.model import citation
from atmp_gap.model.base import Day, Name, Names, Scope, Text, TextRule, first_day
from atmp_gap.model.record import FileRecord, says

KINDS: tuple[str, ...] = (
    "law",
    "regulation",
    "pharmacopoeia",
    "guidance",
    "guideline",
    "q-and-a",
    "announcement",
)
"""Kinds of documents from the strongest to the weakest."""

_RANK = {kind: rank for rank, kind in enumerate(KINDS)} | {"guideline": KINDS.index("guidance")}
_RANK["convention"] = _RANK["product-record"] = len(KINDS)


@dataclass(frozen=True)
class Successor(FileRecord):
    """The text that replaces a document, wholly or for a part of its scope."""

    document: Name
    for_: dict[Name, Names] | None = field(default=None, metadata=says(alias="for"))


@dataclass(frozen=True)
class Adoption(FileRecord):
    """When and under which reference an agency adopted a harmonised text."""

    reference: Text | None = None
    date: Day | None = None

    @property
    def complete(self) -> bool:
        """Whether it says when and under which reference; else it counts for nobody."""
        return self.reference is not None and self.date is not None


@dataclass(frozen=True)
class FileAddress(FileRecord):
    """Where the file of a text itself is, apart from its page."""

    url: Text
    seen: Text = field(metadata=says("The public page or record in which the address was seen."))


@dataclass(frozen=True, kw_only=True)
class Document(FileRecord):
    """A text that requirements cite."""

    id: Name = field(metadata=says("One id per text."))
    title: Text
    short: (
        Annotated[str, TextRule(strip_whitespace=True, min_length=1, max_length=citation.MOST)]
        | None
    ) = field(
        default=None,
        metadata=says(
            "How people cite it in a line; needed where its title does not begin with its number, "
            "as those of 21 CFR 610.12 or ICH Q5E do."
        ),
    )
    issuer: Name = field(metadata=says("Who issued it: an agency, or somebody it speaks for."))
    reference: Text | None = field(default=None, metadata=says("Its official number."))
    url: Text | None = field(default=None, metadata=says("Where it can be found."))
    file: FileAddress | None = field(
        default=None, metadata=says("Where its file itself is, apart from its page.")
    )
    scope: Text | None = field(default=None, metadata=says("What it covers, in a sentence."))
    kind: Literal[
        "law",
        "regulation",
        "pharmacopoeia",
        "guidance",
        "guideline",
        "q-and-a",
        "announcement",
        "convention",
        "product-record",
    ] = field(
        metadata=says(
            "What kind of text; product-record: an assessment report, letter, review or paper on "
            "one product, which precedents cite and which states no requirement."
        )
    )
    status: Literal["draft", "final", "superseded", "withdrawn", "proposed"] = field(
        metadata=says("What it is today.")
    )
    published: Day | None = field(default=None, metadata=says("When it was published."))
    effective: Day | None = field(
        default=None, metadata=says("The day from which it counts; else the day it was published.")
    )
    edition: Text | None = field(
        default=None,
        metadata=says("Of a pharmacopoeia: the edition, issue or supplement that is registered."),
    )
    comments_until: Day | None = field(
        default=None, metadata=says("Of a draft: the last day on which comments are taken.")
    )
    superseded: Day | None = field(default=None, metadata=says("First day it no longer counts."))
    superseded_by: tuple[Successor, ...] = field(
        default=(), metadata=says("What replaces it, wholly or for a part of its scope.")
    )
    territory: Text | None = field(default=None, metadata=says("For a national text: where."))
    sections_read: Literal["none", "full"] | tuple[Text, ...] = field(
        default="none", metadata=says("What of it was read for the corpus.")
    )
    adopted: dict[Name, Adoption] = field(
        default_factory=dict,
        metadata=says("For harmonised texts: the adopting agency with reference and date."),
    )
    covers: Scope = field(
        default_factory=dict,
        metadata=says(
            "What the text itself applies to, by dimension, where that is less than everything: an "
            "entry that reaches beyond it is by analogy."
        ),
    )
    note: Text | None = None

    @property
    def short_name(self) -> str:
        """How it is cited in a line: as the file says, by its number, else by its title cut."""
        return self.short or citation.derived(self.title) or citation.cut(self.title)

    @property
    def of_a_product(self) -> bool:
        """Whether it is about one product: cited by precedents alone, and asking nothing."""
        return self.kind == "product-record"

    @property
    def rank(self) -> int:
        """Legal force as a number: the lower, the stronger."""
        return _RANK[self.kind]

    @property
    def counts_from(self) -> str | None:
        """The first day it counts (``effective``, else ``published``), or None where undated."""
        day = self.effective or self.published
        return first_day(day) if day else None

    def adopted_by(self, agency: str, as_of: str) -> bool:
        """Whether an agency had adopted a harmonised text by a day."""
        adoption = self.adopted.get(agency)
        if adoption is None or adoption.date is None or not adoption.complete:
            return False
        return first_day(adoption.date) <= as_of

    @property
    def unread(self) -> bool:
        """Whether no section of it has been read for the corpus."""
        return self.sections_read == "none" or self.sections_read == ()
