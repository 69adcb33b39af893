"""The sections of one text: where a locator leads in it, and which section a place lies in.

``Outline(text).locate("2.2.1")`` gives the pieces of the text to look in; ``heading_at(offset)``
says how one would cite a place. Sections are found when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.verify.gaps import Gap, bearing
from atmp_gap.verify.sections.headings import FINDERS
from atmp_gap.verify.sections.lines import Lines
from atmp_gap.verify.sections.locator import Step, targets_of
from atmp_gap.verify.sections.rising import Section
from atmp_gap.verify.text import DocumentText, Span

_WITHIN_PARAGRAPHS = ("paragraph", "note", "table", "point")
"""Steps that may not be recognised although what they lie in is: they narrow nothing then."""
_CITED = ("section", "article", "annex", "appendix", "roman", "number")
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
        # A file of one section of a code may not say which it is.
        codes = all(target[0][0] == "section" for target in targets)
        unnamed = codes and not self._sections("section", self.whole)
        spans: list[Span] = []
        found = True
        for target in targets:
            here, sure = self._follow(target[1:] if unnamed else target)
            spans += here
            found = found and sure
        return Located(tuple(dict.fromkeys(spans)), found and bool(spans), True)

    def _follow(self, target: Sequence[Step]) -> tuple[list[Span], bool]:
        """Where the steps of one target lead, and whether each was recognised."""
        if not target:
            return [self.whole], True
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

    def bearing(self, located: Located, seen: bool = False) -> tuple[Gap, ...]:
        """What could not be read and may hide a passage that is cited so, with where it is.

        ``seen`` where the passage itself was seen, so that only its section counts.
        """
        known = located.checkable and located.found and bool(located.spans)
        gaps = bearing(self.text.gaps, located.spans if known else None, everywhere=not seen)
        return tuple(gap.placed(self.heading_at(gap.start)) for gap in gaps)

    def heading_at(self, offset: int) -> str:
        """The section an offset lies in, as one would cite it; empty where none is known."""
        if self.text.in_note(offset):
            return self._note_at(offset)
        names: list[str] = []
        for kind in _CITED:
            section = self._innermost(kind, offset, self.whole)
            if section is None:
                continue
            if kind == "roman":
                # What a guidance of the FDA numbers I, then A, then 1: III.B.3.
                return ", ".join([*names, self._path_at(section, offset)][:2])
            name = section.label
            if kind == "section":
                name = f"§ {name}"
            elif kind != "number":
                name = f"{kind.title()} {name}"
            names.append(name)
            if kind in ("section", "article"):
                break
        return ", ".join(names[:2])

    def edges(self) -> list[int]:
        """Where the sections begin that places are cited by, in the order of the text."""
        found: set[int] = set()
        for kind in (*_CITED, "question"):
            for section in self._sections(kind, self.whole):
                found.add(section.span[0])
                if kind == "roman":
                    for letter in self._sections("letter", section.span):
                        found.add(letter.span[0])
                        items = self._sections("item", letter.span)
                        found.update(item.span[0] for item in items)
        return sorted(found)

    def question_at(self, offset: int) -> str:
        """The question of a text of questions that begins at an offset; empty where none does."""
        for section in self._sections("question", self.whole):
            if section.span[0] == offset:
                return f"question {section.label}"
        return ""

    def _innermost(self, kind: str, offset: int, within: Span) -> Section | None:
        inside = [
            section
            for section in self._sections(kind, within)
            if section.span[0] <= offset < section.span[1]
        ]
        return max(inside, key=lambda section: section.span[0], default=None)

    def _path_at(self, section: Section, offset: int) -> str:
        labels = [section.label]
        for kind in ("letter", "item", "subitem"):
            inner = self._innermost(kind, offset, section.span)
            if inner is None:
                break
            labels.append(inner.label)
            section = inner
        return ".".join(labels)

    def _note_at(self, offset: int) -> str:
        notes = self._sections("footnote", self.whole)
        before = [s for s in notes if s.span[0] <= offset and self.text.in_note(s.span[0])]
        return f"footnote {before[-1].label}" if before else "footnote"

    def _sections(self, kind: str, within: Span) -> list[Section]:
        key = (kind, within)
        if key not in self._known:
            finder = FINDERS.get(kind)
            self._known[key] = finder(Lines(self.text, within)) if finder else []
        return self._known[key]
