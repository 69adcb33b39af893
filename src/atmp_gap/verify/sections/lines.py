"""Lines of a piece of a text: what the finders of headings look through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atmp_gap.verify.text import DocumentText, Span

LINE_START = r"^[ \t]*(?:#+[ \t]*|\*{2}[ \t]*)?"
"""How a heading may begin: indented, or marked as Markdown marks it."""
TITLE = r"(?=[\"'(]?[A-Z])"
"""What a title begins with."""
_IN_CONTENTS = re.compile(r"(\.[ .]{3,}\s*\d*|\s{3,}\d{1,3})\s*$")


@dataclass(frozen=True)
class Lines:
    """A piece of a text to find headings in."""

    text: DocumentText
    within: Span
    notes: bool = False
    """Whether footnotes are looked through too; a heading never stands in one."""

    @property
    def full(self) -> str:
        """The whole text, for what stands around a line."""
        return self.text.full

    def matching(self, pattern: str, flags: int = 0) -> Iterator[re.Match[str]]:
        """Every place of a pattern, in which ``^`` and ``$`` stand for the ends of lines."""
        for found in re.compile(pattern, re.MULTILINE | flags).finditer(self.full, *self.within):
            if self.notes or not self.text.in_note(found.start()):
                yield found

    def rest(self, found: re.Match[str]) -> str:
        """What follows on the same line."""
        end = self.full.find("\n", found.end())
        return self.full[found.end() : end if end >= 0 else None]

    def in_contents(self, found: re.Match[str]) -> bool:
        """Whether a line stands in a table of contents: leaders or a page number follow it."""
        if _IN_CONTENTS.search(self.rest(found)):
            return True
        near = self.full[found.end() : found.end() + 160]
        return bool(re.search(r"\.{5}|(?: \.){5}", near.partition("\n\n")[0]))
