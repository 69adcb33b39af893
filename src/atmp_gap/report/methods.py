"""Pairs of pharmacopoeial chapters in words: which they are, and whether they are harmonised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.document import Document
from atmp_gap.model.method import MethodPair
from atmp_gap.model.terminology import TermSource
from atmp_gap.report.paper import Cited, Line
from atmp_gap.report.sources import cite_at

HARMONISED: dict[str, str] = {
    "yes": "harmonised",
    "in-part": "harmonised in part",
    "no": "not harmonised",
    "not-recorded": "whether harmonised is not recorded",
}


def harmonised(pair: MethodPair) -> str:
    """Whether the chapters may be used for each other, in words."""
    return HARMONISED[pair.harmonised]


def chapter(document: Document) -> str:
    """A chapter by its short name, with what is no final text."""
    status = "" if document.status == "final" else f" ({document.status})"
    return f"{document.short_name}{status}"


def chapters(pairs: Iterable[MethodPair], side: Literal["us", "eu"], corpus: Corpus) -> list[str]:
    """The chapters of one side, each once; said where none is registered."""
    names = dict.fromkeys(name for pair in pairs for name in getattr(pair, side))
    return [chapter(corpus.documents[name]) for name in names]


def line(pair: MethodPair, corpus: Corpus) -> Line:
    """A pair in a line, with where it stands that it is harmonised."""
    us = ", ".join(chapters([pair], "us", corpus)) or "no USP chapter registered"
    eu = ", ".join(chapters([pair], "eu", corpus)) or "no Ph. Eur. chapter registered"
    text = f"{pair.title}: {us} | {eu}; {harmonised(pair)}"
    beneath = (pair.note,) if pair.note else ()
    return Line("chapters", text, beneath, tuple(cited(source, corpus) for source in pair.sources))


def cited(source: TermSource, corpus: Corpus) -> Cited:
    """Where something stands."""
    document = corpus.documents[source.document]
    via = f"by {source.via}" if source.via else ""
    status = "" if document.status == "final" else document.status
    about = ", ".join(filter(None, (via, status)))
    place = cite_at(document.short_name, source.locator)
    return Cited(place, source.grade, about, document.short_name)


def full(document: Document) -> str:
    """A document in full, in a line."""
    return ", ".join(_full(document))


def _full(document: Document) -> Iterator[str]:
    yield document.title
    if document.reference and document.reference not in document.title:
        yield document.reference
    counts = document.effective or document.published
    yield f"{document.status}, from {counts}" if counts else f"{document.status}, undated"
