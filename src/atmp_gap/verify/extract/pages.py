"""Raw pages joined to one text, without what is on a page but not in its sentences.

In order: letters are named, line numbers go, running heads and feet go, footnotes are marked so
that a sentence they cut in two is found, and all that could not be read is noted as gaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_letters

from atmp_gap.verify.extract.footnotes import footnotes
from atmp_gap.verify.extract.furniture import without_furniture, without_line_numbers
from atmp_gap.verify.extract.glyphs import ODD, lost_ligatures, named, with_ligatures
from atmp_gap.verify.extract.raw import PICTURE, RawFile, RawPage
from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.text import DocumentText, Span, clean, mended

HEAD = 12_000
"""How many characters of the first pages are kept to tell which document a file is."""
_LARGE, _ALL = 0.1, 0.85
"""The share of a page from which a picture may hold words, and from which it is its background."""
_CODES = re.compile(r"\(cid:\d+\)|(?:/g\d{1,4}){2,}|/C\d{2}/C\d{2}")
"""Signs without a name, as some writers spell them."""
_ODD_SHARE = 0.05
"""A page with more than this share of odd signs is damaged as a whole."""


def joined(pages: Sequence[str], paged: bool = True) -> DocumentText:
    """A ``DocumentText`` of pages of which nothing but the text is known."""
    return joined_file(RawFile([RawPage(page) for page in pages], paged=paged))


def joined_file(raw: RawFile) -> DocumentText:
    """A ``DocumentText`` of what a reader of a format gives."""
    pages = [clean(text) for text in _named([page.text for page in raw.pages])]
    lost = lost_ligatures(pages)
    if lost:
        pages = [with_ligatures(page) for page in pages]
    pages = without_line_numbers(pages)
    head = mended("\n".join(pages[:4])[:HEAD])
    pages = without_furniture(pages)
    pages, notes_by_page = footnotes([mended(page) for page in pages])
    starts: list[int] = []
    pieces: list[str] = []
    gaps: list[Gap] = []
    notes: list[Span] = []
    size = 0
    paged = raw.paged and len(pages) > 1
    for number, (page, source) in enumerate(zip(pages, raw.pages, strict=True), 1):
        starts.append(size)
        told = number if raw.paged else None
        gaps += _gaps(page, source, told, size)
        notes += [(size + start, size + end) for start, end in notes_by_page[number - 1]]
        pieces.append(_blanked(page))
        size += len(page) + 1
    gaps += [Gap("part", part=part, start=size, end=size) for part in raw.parts]
    if lost:
        gaps.append(Gap("lost-ligatures", end=size))
    return DocumentText(
        "\n".join(pieces), tuple(starts) or (0,), paged, head, tuple(gaps), tuple(notes)
    )


def _named(pages: list[str]) -> list[str]:
    """Pages with their odd letters named; all at once, because one page tells what another is."""
    return named("\f".join(page.replace("\f", " ") for page in pages)).split("\f")


def _blanked(page: str) -> str:
    """A page without the signs that stand for pictures."""
    return page.replace(PICTURE, " ")


def _gaps(page: str, source: RawPage, number: int | None, at: int) -> list[Gap]:
    """What of a page could not be read."""
    end = at + len(page)
    letters = sum(map(str.isalpha, page))
    if source.failed:
        return [Gap("unreadable", number, start=at, end=end)]
    if source.pictures >= _LARGE and letters < (400 if source.pictures >= 0.5 else 40):
        return [Gap("picture", number, start=at, end=end)]
    if source.drawn and letters < 40:
        return [Gap("drawn", number, start=at, end=end)]
    if _is_damaged(page, letters):
        return [Gap("damaged", number, start=at, end=end)]
    if not letters and not source.blank:
        return [Gap("empty", number, start=at, end=end)]
    gaps = [Gap("damaged-letters", number, start=at + a, end=at + b) for a, b in _odd_runs(page)]
    if _LARGE <= source.pictures < _ALL:
        gaps.append(Gap("holds-picture", number, start=at, end=end))
    gaps += [
        Gap("holds-picture", number, start=at + found.start(), end=at + found.end())
        for found in re.finditer(PICTURE, page)
    ]
    return gaps


def _odd_runs(page: str) -> list[Span]:
    """The runs of signs that mean nothing; several on one line are one."""
    at = [found.start() for found in ODD.finditer(page)]
    at += [i for found in _CODES.finditer(page) for i in (found.start(), found.end() - 1)]
    runs: list[Span] = []
    for i in sorted(at):
        if runs and i - runs[-1][1] < 80:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _is_damaged(page: str, letters: int) -> bool:
    """Whether a page's text is no language: odd signs all over, or letters with hardly a vowel."""
    odd = len(ODD.findall(page)) + sum(len(found[0]) for found in _CODES.finditer(page))
    if odd > _ODD_SHARE * max(letters, 1) and odd > 5:
        return True
    if letters < 120:
        return False
    latin = sum(map(page.count, ascii_letters))
    vowels = sum(map(page.count, "aeiouyAEIOUY"))
    return latin > 0.8 * letters and vowels < 0.15 * latin
