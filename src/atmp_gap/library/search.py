"""Find passages in your own copies: by words and phrases, and by what else those are called.

``search`` answers a person's words, document by document; ``passages_on`` is for what asks by
subject, and gives the best passages first, whatever document they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.words import fold
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.index import Hit, Index
from atmp_gap.library.ranking import ranked, stems_in, weights, words_of
from atmp_gap.library.stems import stems

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

    The best passage is first; at most ``limit`` documents, and ``shown`` passages of each.
    """
    asked, copies = list(texts), _copies(library, documents)
    words = list(dict.fromkeys(word for text in asked for word in words_of(text)))
    if not words or not copies:
        return []
    titles = {digest: copy.title for digest, copy in copies.items()}
    told = stems([*words, *(word for title in titles.values() for word in words_of(title))])
    counted = weights(asked, told)
    named = {digest: stems_in(title, told) for digest, title in titles.items()}
    match = " OR ".join(f'"{word}"' for word in words)
    hits = index.mending(lambda: index.hits(match, _best(index, counted, named, limit, shown)))
    return [FoundPassage(copies[hit.sha256], hit, False) for hit in hits]


def _best(
    index: Index, asked: dict[str, float], titles: dict[str, set[str]], limit: int, shown: int
) -> dict[int, float]:
    """The passages that score most, the best first, each with its score."""
    scores: dict[int, float] = {}
    taken: dict[str, int] = {}
    for number, digest, score in ranked(index, asked, titles):
        if digest not in taken and len(taken) == limit:
            continue
        taken[digest] = taken.get(digest, 0) + 1
        if taken[digest] <= shown:
            scores[number] = score
    return scores


def subject_texts(corpus: Corpus, subject: str) -> list[str]:
    """What a subject is asked by: its title, question, synonyms, and what its slots may hold.

    Each is a text of its own: what several of them name is what the subject is about.
    """
    known = corpus.subjects[subject].subject
    slots = known.asks.values()
    return [
        known.title,
        known.question,
        *known.synonyms,
        *(slot.title for slot in slots if slot.title),
        *(value for slot in slots for value in slot.values.values()),
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
    copies: dict[str, HeldCopy], hits: Sequence[Hit], whole: bool, limit: int
) -> list[FoundPassage]:
    """The hits grouped by document, the document with the best hit first."""
    groups: dict[str, list[FoundPassage]] = {}
    for hit in hits:
        group = groups.setdefault(hit.sha256, [])
        if len(group) < SHOWN:
            group.append(FoundPassage(copies[hit.sha256], hit, whole))
    return [found for group in list(groups.values())[:limit] for found in group]
