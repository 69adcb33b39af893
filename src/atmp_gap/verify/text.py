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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from atmp_gap.verify.gaps import Gap

Span = tuple[int, int]
"""A piece of a text: where it begins, and where it ends."""

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile(r"(?<=\d)([⁻⁺]?[⁰¹²³⁴-⁹]+)")
_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "‐": "-", "‑": "-"}


def clean(text: str) -> str:
    """Text with ligatures and odd characters spelled out and broken words joined.

    A superscript after a digit becomes a power (``10⁸`` is ``10^8``); other superscripts stay
    digits.
    """
    text = _replaced(text.replace("\u00ad\n", ""), _INVISIBLE)
    text = _RAISED.sub(lambda found: "^" + found[1].translate(_SUPERSCRIPT), text)
    text = _replaced(unicodedata.normalize("NFKC", text), _QUOTES)
    return mended(text.replace("\r\n", "\n").replace("\r", "\n"))


def _replaced(text: str, signs: Mapping[str, str]) -> str:
    """A text with a few signs as others; ``translate`` takes ten times as long for a long text."""
    for sign, other in signs.items():
        text = text.replace(sign, other)
    return text


def mended(text: str) -> str:
    """Text in which a word broken at a line end is whole, where it goes on in lower case."""
    return re.sub(r"(?<=[a-z])-[ \t]*\n[ \t]*(?=[a-z])", "-", text)


_LIGATURES = re.compile(r"ffi|ffl|ff|fi|fl")
_SIGNS = re.compile(r"[^\W_]+|%")


@dataclass(frozen=True)
class _Compact:
    """Letters and digits only, in lower case, and where in the text each of them stands.

    They stand in runs without a gap: ``begins`` is where each run begins in the letters,
    ``offsets`` where it does in the text.
    """

    letters: str
    begins: array[int]
    offsets: array[int]

    def offset(self, at: int) -> int:
        """Where in the text a letter stands."""
        run = bisect_right(self.begins, at) - 1
        return self.offsets[run] + at - self.begins[run]

    def without_ligatures(self) -> _Compact:
        """The same as a file shows it that lost its ligatures: ``sucient``."""
        pieces: list[str] = []
        begins, offsets = array("L"), array("L")
        at = length = 0
        edges = [edge for found in _LIGATURES.finditer(self.letters) for edge in found.span()]
        edges.append(len(self.letters))
        for end, behind in zip(edges[::2], [*edges[1::2], 0], strict=True):
            pieces.append(self.letters[at:end])
            run = bisect_right(self.begins, at)
            while at < end:
                begins.append(length)
                offsets.append(self.offset(at))
                stop = min(self.begins[run] if run < len(self.begins) else end, end)
                length += stop - at
                at, run = stop, run + 1
            at = behind
        return _Compact("".join(pieces), begins, offsets)


@dataclass(frozen=True)
class DocumentText:
    """One document's text: the string, and where its pages begin.

    ``paged`` is false where the format knows no pages. ``head`` is the start, as it stood, for
    telling which document this is. ``gaps`` is what could not be read, ``notes`` are the footnotes:
    they stand at the foot of pages, between the halves of a sentence.
    """

    full: str
    starts: tuple[int, ...] = (0,)
    paged: bool = True
    head: str = ""
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Span, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page an offset lies on, counted from 1, or None where there are no pages."""
        return bisect_right(self.starts, offset) if self.paged else None

    def in_note(self, offset: int) -> bool:
        """Whether an offset lies in a footnote."""
        at = bisect_right(self.notes, (offset, len(self.full) + 1)) - 1
        return at >= 0 and offset < self.notes[at][1]

    @cached_property
    def _whole_text(self) -> _Compact:
        return _compacted(self.full, [(0, len(self.full))])

    @cached_property
    def _body(self) -> _Compact:
        """The text without its footnotes."""
        edges = [0, *(edge for span in self.notes for edge in span), len(self.full)]
        return _compacted(self.full, list(zip(edges[::2], edges[1::2], strict=True)))

    @cached_property
    def _variants(self) -> tuple[_Compact, ...]:
        return (self._whole_text, self._body) if self.notes else (self._whole_text,)

    @cached_property
    def _bare(self) -> tuple[_Compact, ...]:
        """The text without ligatures, where the file has lost some of them."""
        if not any(gap.kind == "lost-ligatures" for gap in self.gaps):
            return ()
        return tuple(variant.without_ligatures() for variant in self._variants)

    def find(self, words: str) -> list[Span]:
        """Every place of some words, as offsets: spaces, hyphens and line ends make no difference.

        A place that begins or ends inside a longer word or number does not count, but where the
        words are long: some PDF files run words together. A sentence that a footnote cuts in two
        is found as one.
        """
        wanted = "".join(_SIGNS.findall(_lower(clean(words))))
        if not wanted:
            return []
        places = {place for variant in self._variants for place in self._places(variant, wanted)}
        bare = _LIGATURES.sub("", wanted)
        if not places and len(bare) > 3:
            places = {place for variant in self._bare for place in self._places(variant, bare)}
        return sorted(places)

    def _places(self, compact: _Compact, wanted: str) -> Iterator[Span]:
        at = compact.letters.find(wanted)
        while at >= 0:
            start, end = compact.offset(at), compact.offset(at + len(wanted) - 1) + 1
            if self._whole(start, end, len(wanted)):
                yield start, end
            at = compact.letters.find(wanted, at + 1)

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


def _lower(text: str) -> str:
    """A text in lower case, each letter where it was: one alone has two signs in lower case."""
    return text.replace("\u0130", "i").lower()


def _compacted(full: str, spans: Sequence[Span]) -> _Compact:
    lower = _lower(full)
    runs: list[str] = []
    offsets = array("L")
    for start, end in spans:
        runs += _SIGNS.findall(lower, start, end)
        offsets.extend(found.start() for found in _SIGNS.finditer(lower, start, end))
    begins = array("L", accumulate(map(len, runs[:-1]), initial=0)) if runs else array("L")
    return _Compact("".join(runs), begins, offsets)
