"""The passages of a person's own copies that may answer an open side, and the sections around them.

``passages_for`` numbers what is shown; ``place_in`` finds a section that the person names instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.index import Index
from atmp_gap.library.search import FoundPassage, passages_on, subject_texts
from atmp_gap.library.wanted import texts_of
from atmp_gap.settle.worklist import OpenSide

MOST = 6
"""Passages shown of one side."""


@dataclass(frozen=True)
class Passage:
    """A place in a copy, and the whole section that is shown of it."""

    copy: HeldCopy
    page: int | None
    section: str
    text: str
    found: FoundPassage | None = None
    """The piece of it that was found; None where the person named the section."""
    pages: tuple[int, ...] = ()
    """The pages it stands on; none where its copy has no pages, or they were not asked for."""

    @property
    def document(self) -> str:
        """The document it is a passage of."""
        return self.copy.document

    @property
    def file(self) -> str:
        """The hash of the copy, as records write it."""
        return f"sha256:{self.copy.facts.sha256}"

    @property
    def locator(self) -> str:
        """Where it stands, as an entry cites it."""
        if self.section:
            return self.section
        return f"page {self.page}" if self.page is not None else "whole text"


def passages_for(side: OpenSide, corpus: Corpus, index: Index, library: Library) -> list[Passage]:
    """The passages that may answer, those of the texts that would settle the row first."""
    mine = texts_of(corpus, side.agency)
    rest = [name for name in mine if name not in side.texts]
    asked = subject_texts(corpus, side.subject.id)
    found = passages_on(index, library, asked, list(side.texts), 3)
    found += passages_on(index, library, asked, rest, 3)
    return [_whole(item, index) for item in found[:MOST]]


def _whole(found: FoundPassage, index: Index) -> Passage:
    hit = found.hit
    pieces = index.section(hit.sha256, hit.section) if hit.section else []
    text = "\n".join(pieces) if pieces else hit.text
    return Passage(found.copy, hit.page, hit.section, text, found)


def place_in(index: Index, copy: HeldCopy, section: str, page: int | None) -> Passage | None:
    """The section of a copy that a person names, as the index has it; None where it has none."""
    pieces = index.section(copy.facts.sha256, section)
    if not pieces:
        return None
    pages = index.pages_of(copy.facts.sha256, section)
    page = page if page is not None else next(iter(pages), None)
    return Passage(copy, page, section, "\n".join(pieces), pages=tuple(pages))


def page_in(index: Index, copy: HeldCopy, page: int) -> Passage:
    """A page of a copy that a person names; without text where it has none that could be read."""
    return Passage(copy, page, "", index.page(copy.facts.sha256, page), pages=(page,))


def sections_in(index: Index, copy: HeldCopy) -> Sequence[str]:
    """The sections that a copy has, as the index cites them."""
    return index.sections(copy.facts.sha256)
