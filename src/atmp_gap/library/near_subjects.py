"""Which subjects a passage may speak on, by its words: the way of `ranking`, turned round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.ranking import weights, words_of
from atmp_gap.library.search import subject_texts
from atmp_gap.library.stems import stems

NEAREST = 5
"""So many subjects are named for a passage; in three of five cases the right one is among them."""
_SATURATION = 1.2


class NearSubjects:
    """The subjects of a corpus by their words; ``of`` names the nearest ones to a passage."""

    def __init__(self, corpus: Corpus) -> None:
        texts = {name: subject_texts(corpus, name) for name in corpus.subjects}
        told = stems(word for some in texts.values() for text in some for word in words_of(text))
        self._asked = {name: weights(some, told) for name, some in texts.items()}
        held = Counter(stem for words in self._asked.values() for stem in words)
        every = len(self._asked)
        self._rare = {
            stem: log(1 + (every - times + 0.5) / (times + 0.5)) for stem, times in held.items()
        }

    def of(self, words: Sequence[str]) -> list[str]:
        """The subjects nearest to some words, the nearest first; those that share none are none."""
        told = stems(words)
        counts = Counter(told[word] for word in words)
        scores = {name: self._score(mine, counts) for name, mine in self._asked.items()}
        near = sorted((name for name in scores if scores[name] > 0), key=lambda n: -scores[n])
        return near[:NEAREST]

    def _score(self, mine: dict[str, float], counts: Counter[str]) -> float:
        weighed = {stem: weight * self._rare[stem] for stem, weight in mine.items()}
        gain = sum(
            value * counts[stem] * (_SATURATION + 1) / (counts[stem] + _SATURATION)
            for stem, value in weighed.items()
            if counts[stem]
        )
        # A subject of many words meets many by chance.
        return gain / sqrt(sum(weighed.values()) or 1)
