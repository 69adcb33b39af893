"""The passages of a text most like a statement: by its rare words, numbers and the subject's names.

A small BM25 over overlapping windows, in which the statement weighs more than the subject's names,
a number with its unit more than a word, and the section the locator names more than the rest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from atmp_gap.verify.finding import CANDIDATES, NO_PASSAGE, Finding, Passage, Task
from atmp_gap.verify.numbers import COUNTED, Reader
from atmp_gap.verify.sections import Outline
from atmp_gap.verify.text import Text

SIZE, STRIDE = 110, 55
"""Words in a window, and from one window to the next."""
BEST = 3
STEM = 6
SECTION = 1.6
NUMBER = 3.0
_K, _B = 1.2, 0.6
_WORD = re.compile(r"[^\W\d_]{2,}|\d+(?:\.\d+)?")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for with that this from are was were has have had not but may can should must "
        "shall will would could any all its their they them than then where when which who whom "
        "whose what such other only also each more most less before after into onto over under "
        "about between been being does did done there here these those use used using need needs "
        "needed without within one asks ask of to in on at by as is it be or an if no so do ",
    )
)


def stems(text: str) -> list[str]:
    """The words of a text cut to their first letters, without the commonest ones."""
    return [
        word[:STEM]
        for word in (found[0].lower() for found in _WORD.finditer(text))
        if word not in _COMMON
    ]


class Windows:
    """A text cut into overlapping windows, with how often each word stands in each."""

    def __init__(self, text: Text, reader: Reader) -> None:
        self.text = text
        words = list(_WORD.finditer(text.full))
        self.spans: list[tuple[int, int]] = []
        self.counts: list[Counter[str]] = []
        self.postings: dict[str, list[int]] = {}
        for first in range(0, max(1, len(words) - STRIDE // 2), STRIDE):
            part = words[first : first + SIZE]
            if not part:
                break
            counts = Counter(
                word[:STEM] for word in (found[0].lower() for found in part) if word not in _COMMON
            )
            for word in counts:
                self.postings.setdefault(word, []).append(len(self.spans))
            self.spans.append((part[0].start(), part[-1].end()))
            self.counts.append(counts)
        self.sizes = [sum(counts.values()) for counts in self.counts]
        self.mean = sum(self.sizes) / len(self.sizes) if self.sizes else 1.0
        self.mentions = reader.mentions(text.full)

    def weight(self, word: str) -> float:
        """How rare a word is in this text."""
        seen = len(self.postings.get(word, ()))
        return math.log(1 + (len(self.spans) - seen + 0.5) / (seen + 0.5))

    def scores(self, words: Iterable[tuple[str, float]]) -> dict[int, float]:
        """The windows that share words with a query, with their scores."""
        query: dict[str, float] = {}
        for text, factor in words:
            for word in stems(text):
                query[word] = max(query.get(word, 0.0), factor)
        scores: dict[int, float] = {}
        for word, factor in query.items():
            rare = self.weight(word) * factor
            for index in self.postings.get(word, ()):
                times = self.counts[index][word]
                norm = _K * (1 - _B + _B * self.sizes[index] / self.mean)
                scores[index] = scores.get(index, 0.0) + rare * times * (_K + 1) / (times + norm)
        return scores


def look(windows: Windows, outline: Outline, task: Task) -> Finding:
    """The three passages most like a statement, for a person to judge."""
    scores = windows.scores(task.words)
    top = max(scores.values(), default=0.0)
    if task.needs and top:
        _add_numbers(windows, task, scores, top)
    located = outline.locate(task.locator)
    if located.checkable and located.spans:
        for index in scores:
            start, end = windows.spans[index]
            middle = (start + end) // 2
            if any(low <= middle < high for low, high in located.spans):
                scores[index] *= SECTION
    chosen: list[int] = []
    for index in sorted(scores, key=lambda index: (-scores[index], index)):
        if all(abs(index - other) > 1 for other in chosen):
            chosen.append(index)
        if len(chosen) == BEST:
            break
    if not chosen or scores[chosen[0]] < _least(windows, task):
        what = "no passage contradicts it" if task.absence else "no passage is like it"
        return Finding(task.key, NO_PASSAGE, what)
    passages = tuple(_passage(windows, outline, index, task) for index in chosen)
    what = "would contradict it, if they say so" if task.absence else "to be judged"
    return Finding(task.key, CANDIDATES, what, passages)


def _least(windows: Windows, task: Task) -> float:
    """A passage must at least share a good part of the rarest words."""
    words = {word for text, factor in task.words if factor >= 1 for word in stems(text)}
    total = sum(sorted((windows.weight(word) for word in words), reverse=True)[:12])
    return 0.18 * total


def _add_numbers(windows: Windows, task: Task, scores: dict[int, float], top: float) -> None:
    share = NUMBER * top / 10
    for need in task.needs:
        here = [
            mention.start
            for mention in windows.mentions
            if mention.value == need.value
            and (
                mention.dimension == need.dimension
                or (
                    (need.dimension is None or need.dimension in COUNTED)
                    and mention.dimension is None
                )
            )
        ]
        if not here or len(here) > max(12, len(windows.spans) // 4):
            continue
        for index in _windows_of(windows.spans, here):
            scores[index] = scores.get(index, 0.0) + share


def _windows_of(spans: Sequence[tuple[int, int]], offsets: Sequence[int]) -> set[int]:
    from bisect import bisect_right

    starts = [start for start, _ in spans]
    found: set[int] = set()
    for offset in offsets:
        at = bisect_right(starts, offset) - 1
        found.update(i for i in (at - 1, at) if i >= 0 and spans[i][0] <= offset <= spans[i][1])
    return found


def _passage(windows: Windows, outline: Outline, index: int, task: Task) -> Passage:
    start, end = windows.spans[index]
    text = windows.text
    at = _heart(windows, start, end, task)
    return Passage(
        text.page(at), outline.heading_at(at), text.around(at, min(end, at + 160), 40), start, end
    )


def _heart(windows: Windows, start: int, end: int, task: Task) -> int:
    """Where in a window the words of the statement stand closest."""
    wanted = {word for text, _ in task.words for word in stems(text)}
    hits = [
        (start + found.start(), windows.weight(found[0].lower()[:STEM]))
        for found in _WORD.finditer(windows.text.full[start:end])
        if found[0].lower()[:STEM] in wanted
    ]
    best, place = -1.0, start
    for i, (offset, _) in enumerate(hits):
        value = sum(weight for other, weight in hits[i:] if other < offset + 200)
        if value > best:
            best, place = value, offset
    return place
