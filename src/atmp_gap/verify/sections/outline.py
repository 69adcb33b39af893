"""The sections of one text: where a locator leads in it, and which section a place lies in.

``Outline(text).locate("2.2.1")`` gives the pieces of the text to look in; ``heading_at(offset)``
says how one would cite a place. Sections are found when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.verify.sections.headings import FINDERS
from atmp_gap.verify.sections.lines import Lines
from atmp_gap.verify.sections.locator import Step, targets_of
from atmp_gap.verify.sections.rising import Section
from atmp_gap.verify.text import DocumentText, Span

_WITHIN_PARAGRAPHS = ("paragraph", "note", "table", "point")
"""Steps that may not be recognised although what they lie in is: they narrow nothing then."""
_CITED = ("article", "annex", "appendix", "roman", "number")
"""What a place is cited by, from outer to inner."""


@dataclass(frozen=True)
class Located:
    """Where a locator leads: the spans, and whether each of its parts was found as a heading.

    ``checkable`` is false where nothing in it names a section; the span is the whole text then.
    """

    spans: tuple[Span, ...]
    found: bool
    checkable: bool


class Outline:
    """The sections of one text."""

    def __init__(self, text: DocumentText) -> None:
        self.text = text
        self.whole: Span = (0, len(text.full))
        self._known: dict[tuple[str, Span], list[Section]] = {}

    def locate(self, locator: str) -> Located:
        """Where a locator leads. Nothing in it that names a section: the whole text."""
        targets = targets_of(locator)
        if not targets:
            return Located((self.whole,), False, False)
        spans: list[Span] = []
        found = True
        for target in targets:
            here, sure = self._follow(target)
            spans += here
            found = found and sure
        return Located(tuple(dict.fromkeys(spans)), found and bool(spans), True)

    def _follow(self, target: Sequence[Step]) -> tuple[list[Span], bool]:
        """Where the steps of one target lead, and whether each was recognised."""
        spans = [self.whole]
        resolved = 0
        for index, (kind, label) in enumerate(target):
            inner = [span for outer in spans for span in self._named(kind, label, outer)]
            if not inner and index == 0 and kind == "number":
                inner = self._in_annexes(label)
            if not inner:
                if kind in _WITHIN_PARAGRAPHS:
                    continue
                return ([], False) if not resolved else (spans, False)
            spans = inner
            resolved += 1
        return (spans, True) if resolved else ([], False)

    def _named(self, kind: str, label: str, within: Span) -> list[Span]:
        wanted = label.lower()
        return [
            section.span
            for section in self._sections(kind, within)
            if section.label.lower() == wanted
        ]

    def _in_annexes(self, label: str) -> list[Span]:
        """A numbered section inside an annex, for locators that leave the annex out."""
        return [
            span
            for kind in ("annex", "appendix", "part")
            for outer in self._sections(kind, self.whole)
            for span in self._named("number", label, outer.span)
        ]

    def heading_at(self, offset: int) -> str:
        """The section an offset lies in, as one would cite it; empty where none is known."""
        names: list[str] = []
        for kind in _CITED:
            inside = [
                (section.span[0], section.label)
                for section in self._sections(kind, self.whole)
                if section.span[0] <= offset < section.span[1]
            ]
            if inside:
                name = max(inside)[1]
                names.append(name if kind in ("number", "roman") else f"{kind.title()} {name}")
                if kind == "article":
                    break
        return ", ".join(names[:2])

    def _sections(self, kind: str, within: Span) -> list[Section]:
        key = (kind, within)
        if key not in self._known:
            finder = FINDERS.get(kind)
            self._known[key] = finder(Lines(self.text, within)) if finder else []
        return self._known[key]
