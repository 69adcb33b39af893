"""One document's text as a searchable string that remembers its pages.

``DocumentText.find`` is how anchors are looked for: spaces, hyphens and line ends make no
difference, and a place inside a longer word or number does not count. ``clean`` spells out what
files write in odd ways; every text goes through it before it becomes a ``DocumentText``.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]
"""A piece of a text: where it begins, and where it ends."""

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile(r"(?<=\d)([⁻⁺]?[⁰¹²³⁴-⁹]+)")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "‐": "-", "‑": "-"})


def clean(text: str) -> str:
    """Text with ligatures and odd characters spelled out and broken words joined.

    A superscript after a digit becomes a power (``10⁸`` is ``10^8``); other superscripts stay
    digits. A word broken at a line end is joined where its second half begins in lower case.
    """
    text = text.replace("\u00ad\n", "").translate(_INVISIBLE)
    text = _RAISED.sub(lambda found: "^" + found[1].translate(_SUPERSCRIPT), text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"(?<=[a-z])-[ \t]*\n[ \t]*(?=[a-z])", "-\u2060", text).replace("\u2060", "")


@dataclass(frozen=True)
class DocumentText:
    """One document's text: the string, and where its pages begin.

    ``paged`` is false where the format knows no pages. ``head`` is the start, as it stood, for
    telling which document this is.
    """

    full: str
    starts: tuple[int, ...] = (0,)
    paged: bool = True
    head: str = ""

    def page(self, offset: int) -> int | None:
        """The page an offset lies on, counted from 1, or None where there are no pages."""
        return bisect_right(self.starts, offset) if self.paged else None

    @cached_property
    def compact(self) -> tuple[str, array[int]]:
        """Letters and digits only, in lower case, with the offset of each in ``full``."""
        pieces: list[str] = []
        offsets = array("L")
        for found in re.finditer(r"[^\W_]+|%", self.full):
            word = found[0].lower()
            # A few letters grow in lower case; they keep the offset of the whole.
            if len(word) == len(found[0]):
                offsets.extend(range(found.start(), found.end()))
            else:
                offsets.extend([found.start()] * len(word))
            pieces.append(word)
        return "".join(pieces), offsets

    def find(self, words: str) -> list[Span]:
        """Every place of some words, as offsets: spaces, hyphens and line ends make no difference.

        A place that begins or ends inside a longer word or number does not count, but where the
        words are long: some PDF files run words together.
        """
        wanted = "".join(found[0].lower() for found in re.finditer(r"[^\W_]+|%", clean(words)))
        if not wanted:
            return []
        text, offsets = self.compact
        places: list[Span] = []
        at = text.find(wanted)
        while at >= 0:
            start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            if self._whole(start, end, len(wanted)):
                places.append((start, end))
            at = text.find(wanted, at + 1)
        return places

    def _whole(self, start: int, end: int, length: int) -> bool:
        before = self.full[start - 1 : start]
        after = self.full[end : end + 1]
        for outside, inside in ((before, self.full[start]), (after, self.full[end - 1])):
            if inside.isdigit() and (outside.isdigit() or outside == "^"):
                return False
            if outside.isalpha() and length < 14 and inside.isalpha():
                # A plural is the same word.
                more = self.full[end : end + 2]
                if outside is not after or not (more[:1] == "s" and not more[1:2].isalpha()):
                    return False
        # 2.10 is not 10.
        return not (
            self.full[start].isdigit()
            and before in (".", ",")
            and self.full[start - 2 : start - 1].isdigit()
        )

    def around(self, start: int, end: int, room: int = 120) -> str:
        """A passage with a little before and after it, on one line."""
        first = max(0, start - room)
        last = min(len(self.full), end + room)
        text = " ".join(self.full[first:last].split())
        return f"{'...' if first else ''}{text}{'...' if last < len(self.full) else ''}"
