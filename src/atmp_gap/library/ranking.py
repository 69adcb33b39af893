"""Rank passages by how much they share with some words: BM25, measured on real texts.

SQLite's own ranking asks for every word alike. Here a word counts by how many of a subject's texts
hold it, rare words count more, and a text whose title holds it counts before others. What that
finds is measured (docs/library.md); `python -m benchmarks passages` measures it again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from atmp_gap.library.index import Index
from atmp_gap.library.stems import stems
from atmp_gap.verify.candidates import COMMON

_WORD = re.compile(r"[^\W_]+")
_SATURATION, _LENGTH = 1.6, 0.5
"""BM25's k and b: how soon a repeated word counts no more, and how much long passages lose."""
_TITLE = 2.0
"""What a word counts more where the document's title holds it."""


def weights(texts: Iterable[str]) -> dict[str, float]:
    """What each word counts: the square root of how many texts hold it."""
    counts = Counter(word for text in texts for word in set(_words(text)))
    return {word: sqrt(times) for word, times in counts.items()}


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in COMMON]


def ranked(
    index: Index, words: Mapping[str, float], titles: Mapping[str, str]
) -> list[tuple[int, float]]:
    """The passages of some files that hold any of some words with what they score, best first.

    ``titles`` holds the title of the document of each file, by the file's hash.
    """
    asked: dict[str, float] = {}
    for word, stem in stems(words).items():
        asked[stem] = max(asked.get(stem, 0.0), words[word])
    extra = _by_title(asked, titles)
    passages = index.sizes()
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
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _by_title(asked: Mapping[str, float], titles: Mapping[str, str]) -> dict[str, float]:
    """What each file gains by the title of its document."""
    named = {digest: _words(title) for digest, title in titles.items()}
    told = stems(word for words in named.values() for word in words)
    return {
        digest: _TITLE * sum(asked.get(stem, 0.0) for stem in {told[word] for word in words})
        for digest, words in named.items()
    }
