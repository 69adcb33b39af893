"""Precedents by product, agency, subject and words, the nearest products first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus, PlacedPrecedent
from atmp_gap.gap.beside import distance
from atmp_gap.model.scope import Box
from atmp_gap.text.holding import holds


@dataclass(frozen=True)
class Asked:
    """Which precedents are wanted. Empty fields ask for everything."""

    words: Sequence[str] = ()
    agencies: Sequence[str] = ()
    topics: Sequence[str] = ()
    subjects: Sequence[str] = ()
    names: Sequence[str] = ()
    """What the product's name holds."""
    kinds: Sequence[Box] = ()
    """Kinds of products of which it is one, each."""
    near: Box | None = None
    """The product in hand: the nearest come first, none is left out."""


def find(corpus: Corpus, asked: Asked) -> list[PlacedPrecedent]:
    """The precedents wanted, each once, with the nearest products and the newest first."""
    by_id: dict[str, PlacedPrecedent] = {}
    for file in corpus.subjects.values():
        if asked.topics and file.topic not in asked.topics:
            continue
        if asked.subjects and file.subject.id not in asked.subjects:
            continue
        for placed in file.precedents:
            if _wanted(corpus, placed, asked):
                by_id.setdefault(placed.precedent.id, placed)
    found = sorted(by_id.values(), key=lambda placed: placed.precedent.id)
    found.sort(key=lambda placed: placed.precedent.date, reverse=True)
    for near in (*asked.kinds[:1], *([asked.near] if asked.near else [])):
        found.sort(key=lambda placed: distance(corpus.space, placed.box, near))
    return found


def _wanted(corpus: Corpus, placed: PlacedPrecedent, asked: Asked) -> bool:
    precedent = placed.precedent
    if asked.agencies and precedent.agency not in asked.agencies:
        return False
    if not holds([precedent.product.name], asked.names):
        return False
    if any(corpus.space.meet(placed.box, kind) is None for kind in asked.kinds):
        return False
    return not asked.words or holds(_texts(corpus, placed), asked.words)


def _texts(corpus: Corpus, placed: PlacedPrecedent) -> list[str]:
    """All in which a word may stand: what it says, on what, of which product, and where."""
    precedent, document = placed.precedent, placed.document
    texts = [precedent.id, precedent.agency or "", precedent.product.name, precedent.statement]
    texts += [precedent.happened, precedent.procedure, precedent.date, precedent.note or ""]
    texts += [document.id, document.title, document.short_name]
    for name in precedent.subjects:
        subject = corpus.subjects[name].subject
        texts += [name, subject.title, *subject.synonyms, corpus.subjects[name].topic]
    for axis in corpus.space.axes:
        for term in precedent.product.kind.get(axis.id, ()):
            texts += [term, axis.titles.get(term, term), *axis.synonyms.get(term, ())]
    return texts
