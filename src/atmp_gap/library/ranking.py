"""Rank passages by how much they share with some words: BM25, measured on real texts.

SQLite's own ranking asks for every word alike. Here a word counts by how many of a subject's texts
hold it, rare words count more, a text whose title holds it counts before others, and a short text
before a long one. What that finds is measured (docs/library.md); `python -m benchmarks passages`
measures it again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import log, sqrt

from atmp_gap.library.index import Index
from atmp_gap.verify.candidates import COMMON

_WORD = re.compile(r"[^\W_]+")
_SATURATION, _LENGTH = 1.6, 0.5
"""BM25's k and b: how soon a repeated word counts no more, and how much long passages lose."""
_TITLE = 2.0
"""What a word counts more where the document's title holds it."""
_CHANCES = 2.0
"""What a text loses by the logarithm of its passages: of many, some hold the words by chance."""


def words_of(text: str) -> list[str]:
    """The words of a text that tell what it is about."""
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in COMMON]


def stems_in(text: str, told: Mapping[str, str]) -> set[str]:
    """Those words as stems; ``told`` holds the stem of each word."""
    return {told[word] for word in words_of(text)}


def weights(texts: Iterable[str], told: Mapping[str, str]) -> dict[str, float]:
    """What each stem counts: the square root of how many texts hold it."""
    counts = Counter(stem for text in texts for stem in stems_in(text, told))
    return {stem: sqrt(times) for stem, times in counts.items()}


def ranked(
    index: Index, asked: Mapping[str, float], titles: Mapping[str, Collection[str]]
) -> list[tuple[int, str, float]]:
    """The passages of some files that hold any of some stems, best first.

    Each with its file's hash and what it scores; ``titles`` holds the stems in the title of the
    document of each file, by that hash.
    """
    passages = index.sizes()
    chances = Counter(digest for digest, _ in passages.values())
    extra = {
        digest: _TITLE * sum(asked.get(stem, 0.0) for stem in title)
        - _CHANCES * log(max(1, chances[digest]))
        for digest, title in titles.items()
    }
    mean = sum(size for _, size in passages.values()) / max(1, len(passages))
    scores: dict[int, float] = {}
    for stem, weight in asked.items():
        held = index.counts(stem)
        rare = log(1 + (len(passages) - len(held) + 0.5) / (len(held) + 0.5))
        for number, times in held.items():
            # Another run may just be adding passages.
            digest, size = passages.get(number, ("", 0))
            if digest not in titles:
                continue
            long = _SATURATION * (1 - _LENGTH + _LENGTH * size / mean)
            gain = weight * rare * times * (_SATURATION + 1) / (times + long)
            scores[number] = scores.get(number, extra[digest]) + gain
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [(number, passages[number][0], score) for number, score in best]
