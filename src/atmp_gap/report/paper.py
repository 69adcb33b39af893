"""A report that is no comparison of two agencies alone, told in the same look: sections of items.

Make one of what a command found (``report.assessment_paper``, ``report.specification``) and hand it
to the ``paper`` of a format. What programs read stands beside it as a plain sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from atmp_gap.report.decisions import KINDS
from atmp_gap.report.interface import Sheet

VERDICTS: dict[str, str] = {kind.id: kind.verdicts[0] for kind in KINDS}
"""Per look of a section the verdict by whose colour it stands out."""


@dataclass(frozen=True)
class Cited:
    """Where something stands, and how it was read there."""

    text: str
    grade: str
    status: str = ""
    """That it is a draft, or in which edition it was read; empty where nothing has to be said."""
    document: str = ""
    """The short name of the text, as the list of documents has it."""

    @property
    def whole(self) -> str:
        """All of it in a line."""
        return f"{self.text} ({', '.join(filter(None, (self.grade, self.status)))})"


@dataclass(frozen=True)
class Line:
    """A line of an item: who or what, what is said, what belongs under it, where it stands."""

    label: str
    text: str
    beneath: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    silent: bool = False
    """Whether nothing is said, so that it is printed quietly."""

    @property
    def places(self) -> str:
        """All places in a line, each once, with what is no final text."""
        told = (f"{c.text} ({c.status})" if c.status else c.text for c in self.cited)
        return "; ".join(dict.fromkeys(told))

    @property
    def grade(self) -> str:
        """The weakest way in which one of them was read."""
        from atmp_gap.model.base import weakest

        return weakest([each.grade for each in self.cited]) or ""


@dataclass(frozen=True)
class Item:
    """A point of the report: its title, what stands at its right, and its lines."""

    title: str
    mark: str
    lines: tuple[Line, ...]
    own_look: str = ""
    """Its look, where it is not that of its part."""


@dataclass(frozen=True)
class Part:
    """Items under a heading; ``look`` is the section of a comparison whose colours it has."""

    title: str
    look: str
    items: tuple[Item, ...]
    meaning: str = ""
    folded: bool = False
    """Whether a page folds it away, and texts only count it."""


@dataclass(frozen=True)
class Column:
    """A column of a workbook's sheet; ``filled`` by people, perhaps from ``choices``."""

    heading: str
    width: int
    filled: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lines:
    """A sheet of a workbook: its lines, each with a look; the column ``marked`` is coloured."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    marked: int | None = None
    frozen: int = 1


@dataclass(frozen=True)
class Paper:
    """A whole report. ``day`` is the day for which it counts."""

    title: str
    product: str
    day: str
    about: tuple[tuple[str, str], ...]
    """What it was made of: names with their texts, for a title page."""
    counts: tuple[str, ...]
    parts: tuple[Part, ...]
    hidden: tuple[str, ...]
    """What to do to see what is only counted."""
    words: tuple[tuple[str, str], ...]
    """How to read it: words with their meanings."""
    foot: tuple[str, ...]
    origin: str
    """What it comes from, in a line."""
    notice: str
    sheet: Sheet
    """The same for programs."""
    workbook: tuple[Lines, ...] = ()
    """The same as the first sheets of a workbook."""
    name_room: int = 6
    """The room for the labels of lines in a text."""
    documents: tuple[tuple[str, str], ...] = field(default=())
    """The texts cited: short names with what they are in full."""

    def documents_of(self, parts: Sequence[Part]) -> list[tuple[str, str]]:
        """The documents that some parts cite."""
        cited = {
            each.document
            for part in parts
            for item in part.items
            for line in item.lines
            for each in line.cited
        }
        return [pair for pair in self.documents if pair[0] in cited]

    @property
    def headline(self) -> str:
        """The title with the product."""
        return f"{self.title}: {self.product}"

    def look(self, part: Part, item: Item) -> str:
        """The verdict by whose colour an item stands out."""
        return VERDICTS[item.own_look or part.look]
