"""An export as data: which question it answers, of which corpus, and what each row said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from atmp_gap.corpus.problem import Place, Problem

HIDING = ("subjects", "disciplines", "only", "stricter", "reading")
"""Filters that hide rows and change none: an export's rows are looked up whatever hid others."""
Format = Literal["xlsx", "csv", "json", "docx"]


@dataclass(frozen=True)
class Recorded:
    """A row of an export; ``said`` are its texts by field, as the format writes them."""

    key: str
    subject: str
    title: str
    where: str
    said: Mapping[str, str]
    entries: tuple[str, ...]
    place: Place


@dataclass
class Export:
    """An export that was read. Equal formats say the same in the same fields."""

    file: str
    format: Format
    tool: str
    version: str
    fingerprint: str
    as_of: str
    agencies: tuple[str, str]
    filters: Mapping[str, Any] | None
    """What was asked, as data; None where the format holds it in words alone."""
    filters_text: str = ""
    """The same in words, where the format has it so."""
    changes: tuple[str, ...] | None = None
    """The marks of the corpus' changes it knew; None where it does not say."""
    rows: dict[str, Recorded] = field(default_factory=dict)
    passed_over: list[Problem] = field(default_factory=list)
    """Rows that are not what was exported: edited, translated, somebody's own."""
    notes: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, object]:
        """What it says about itself, as ``changes.reasons`` reads it."""
        asked = self.filters
        return {
            "corpus": [self.version, self.fingerprint],
            "as_of": self.as_of,
            "changes": self.changes,
            "filters": self.filters_text
            if asked is None
            else {name: asked[name] for name in asked if name not in HIDING},
        }


class UnusableExport(Exception):
    """An export that cannot be used, with every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def refused(message: str, file: str, help_: str, code: str = "AG001") -> UnusableExport:
    """An export that is refused as a whole, with one reason."""
    return UnusableExport([Problem(code, message, Place(file), help_)])
