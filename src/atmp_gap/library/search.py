"""Find passages in your own copies: by words and phrases, and by what else those are called.

``search`` answers a person's words; ``passages_on`` is for what asks by subject. Both rank whole
documents by their best passage, and show a few passages of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.words import fold
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.index import Hit, Index
from atmp_gap.library.ranking import ranked, weights

SHOWN = 3
"""Passages shown of one document."""
_ASKED = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class FoundPassage:
    """A passage of a copy; ``whole`` where it holds all that was asked for."""

    copy: HeldCopy
    hit: Hit
    whole: bool


class Synonyms:
    """What else a word or phrase is called: by the vocabulary, the subjects, or the other side."""

    def __init__(self, corpus: Corpus) -> None:
        self._others: dict[str, set[str]] = {}
        for axis in corpus.space.axes:
            for name, words in axis.synonyms.items():
                self._same([axis.titles.get(name, name), *words])
        for condition in corpus.conditions.values():
            self._same([condition.title, *condition.synonyms])
        for file in corpus.subjects.values():
            self._same([file.subject.title, *file.subject.synonyms])
        for pair in corpus.terminology:
            if pair.relation in ("same", "nearest-not-same"):
                self._same([pair.us, pair.eu, *pair.us_synonyms, *pair.eu_synonyms])

    def _same(self, words: Iterable[str | None]) -> None:
        known = {word for word in words if word}
        for word in known:
            self._others.setdefault(fold(word), set()).update(known - {word})

    def of(self, word: str) -> list[str]:
        """What else it is called, in the order of the alphabet."""
        return sorted(self._others.get(fold(word), ()))


def search(
    index: Index,
    library: Library,
    synonyms: Synonyms,
    words: Sequence[str],
    documents: Sequence[str] | None = None,
    limit: int = 10,
) -> list[FoundPassage]:
    """The passages for some words, at most ``limit`` documents with a few of each.

    A phrase is one word of the command line that holds blanks, or stands in quotation marks.
    Where no passage holds all of the words, those with some of them.
    """
    parts = [_either(part, synonyms) for part in _parts(words)]
    asked = [part for part in parts if part]
    if not asked:
        return []
    copies = _copies(library, documents)

    def find(joined: str) -> list[Hit]:
        return index.mending(lambda: index.find(joined.join(asked), copies, limit * 20))

    whole = find(" AND ")
    if whole or len(asked) == 1:
        return _by_document(copies, whole, True, limit)
    return _by_document(copies, find(" OR "), False, limit)


def passages_on(
    index: Index,
    library: Library,
    texts: Iterable[str],
    documents: Sequence[str] | None = None,
    limit: int = 10,
    shown: int = SHOWN,
) -> list[FoundPassage]:
    """The passages that share most with some texts, such as those of `subject_texts`.

    At most ``limit`` documents, the one with the best passage first, and ``shown`` of each.
    """
    words = weights(texts)
    copies = _copies(library, documents)
    if not words or not copies:
        return []
    hits = index.mending(lambda: _ranked_hits(index, words, copies, limit, shown))
    return _by_document(copies, hits, False, limit, shown)


def _ranked_hits(
    index: Index, words: dict[str, float], copies: dict[str, HeldCopy], limit: int, shown: int
) -> list[Hit]:
    """The best passages of the best documents, the best first."""
    titles = {digest: copy.title for digest, copy in copies.items()}
    scores: dict[int, float] = {}
    taken: dict[str, int] = {}
    places = index.sizes()
    for number, score in ranked(index, words, titles):
        digest = places[number][0]
        if digest not in taken and len(taken) == limit:
            continue
        taken[digest] = taken.get(digest, 0) + 1
        if taken[digest] <= shown:
            scores[number] = score
    return index.hits(" OR ".join(f'"{word}"' for word in words), scores)


def subject_texts(corpus: Corpus, subject: str) -> list[str]:
    """What a subject is asked by: its title, question, synonyms, and what its slots may hold."""
    known = corpus.subjects[subject].subject
    slots = known.asks.values()
    return [
        known.title,
        known.question,
        "; ".join(known.synonyms),
        "; ".join(slot.title for slot in slots if slot.title),
        "; ".join(value for slot in slots for value in slot.values.values()),
    ]


def _copies(library: Library, documents: Sequence[str] | None) -> dict[str, HeldCopy]:
    """The newest copies by hash; those of some documents, where they are named."""
    return {
        copy.facts.sha256: copy
        for name, copy in library.newest.items()
        if documents is None or name in documents
    }


def _parts(words: Sequence[str]) -> list[str]:
    """The words and phrases that were asked for."""
    found: list[str] = []
    for word in words:
        if " " in word.strip() and '"' not in word:
            found.append(word)
        else:
            found += [phrase or single for phrase, single in _ASKED.findall(word)]
    return found


def _either(part: str, synonyms: Synonyms) -> str:
    """One part of the query with its synonyms, in FTS5's words; empty where it holds no word."""
    phrases = [_phrase(text) for text in (part, *synonyms.of(part))]
    found = list(dict.fromkeys(phrase for phrase in phrases if phrase))
    return f"({' OR '.join(found)})" if found else ""


def _phrase(text: str) -> str:
    words = _WORD.findall(text)
    return f'"{" ".join(words)}"' if words else ""


def _by_document(
    copies: dict[str, HeldCopy], hits: Sequence[Hit], whole: bool, limit: int, shown: int = SHOWN
) -> list[FoundPassage]:
    """The hits grouped by document, the document with the best hit first."""
    groups: dict[str, list[FoundPassage]] = {}
    for hit in hits:
        group = groups.setdefault(hit.sha256, [])
        if len(group) < shown:
            group.append(FoundPassage(copies[hit.sha256], hit, whole))
    return [found for group in list(groups.values())[:limit] for found in group]
