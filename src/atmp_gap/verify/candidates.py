"""The passages of a text most like a statement, for a person to judge where there are no anchors.

How they are ranked: the text is cut into overlapping windows of some hundred words. Each window is
scored by BM25, the usual measure of text search: a word of the statement counts the more the rarer
it is in this text, a second time less than the first, and less in a window of many words. Words of
the statement weigh more than the names of its subject. On top, a window that holds a number of the
statement with its unit gains a fixed share of the best score, and windows in the section that the
locator names gain half as much again. The three best that do not overlap are the candidates; none,
where even the best shares too little of the statement's rarest words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from atmp_gap.verify.lookup import Lookup, LookupResult, Passage, Reason
from atmp_gap.verify.needs import NumberReader, offsets_of
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText, Span

SIZE, STRIDE = 110, 55
"""Words in a window, and from one window to the next."""
BEST = 3
"""How many candidates are given."""
STEM = 6
"""How many letters of a word count, so that 'validated' is like 'validation'."""
SECTION = 1.6
"""What a window in the cited section gains."""
NUMBER = 0.3
"""What a window with a number of the statement gains, as a share of the best score."""
LEAST = 0.18
"""What the best window must reach, as a share of what the statement's rarest words weigh."""
_SATURATION, _LENGTH = 1.2, 0.6
"""BM25's k and b: how soon a repeated word counts no more, and how much long windows lose."""
_WORD = re.compile(r"[^\W\d_]{2,}|\d+(?:\.\d+)?")
COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for with that this from are was were has have had not but may can should must "
        "shall will would could any all its their they them than then where when which who whom "
        "whose what such other only also each more most less before after into onto over under "
        "about between been being does did done there here these those use used using need needs "
        "needed without within one asks ask of to in on at by as is it be or an if no so do ",
    )
)
"""Words that tell nothing of what a passage is about."""


def stems(text: str) -> list[str]:
    """The words of a text cut to their first letters, without the commonest ones."""
    return [
        word[:STEM]
        for word in (found[0].lower() for found in _WORD.finditer(text))
        if word not in COMMON
    ]


class Windows:
    """A text cut into overlapping windows, with how often each word stands in each."""

    def __init__(self, text: DocumentText, reader: NumberReader) -> None:
        self.text = text
        words = list(_WORD.finditer(text.full))
        self.spans: list[Span] = []
        self.counts: list[Counter[str]] = []
        self.postings: dict[str, list[int]] = {}
        for first in range(0, max(1, len(words) - STRIDE // 2), STRIDE):
            part = words[first : first + SIZE]
            if not part:
                break
            counts = Counter(
                word[:STEM] for word in (found[0].lower() for found in part) if word not in COMMON
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
                norm = _SATURATION * (1 - _LENGTH + _LENGTH * self.sizes[index] / self.mean)
                gain = rare * times * (_SATURATION + 1) / (times + norm)
                scores[index] = scores.get(index, 0.0) + gain
        return scores


def look(windows: Windows, outline: Outline, lookup: Lookup) -> LookupResult:
    """The three passages most like a statement, for a person to judge."""
    scores = windows.scores(lookup.words)
    top = max(scores.values(), default=0.0)
    if lookup.needs and top:
        _add_numbers(windows, lookup, scores, top)
    located = outline.locate(lookup.locator)
    if located.checkable and located.spans:
        for index in scores:
            start, end = windows.spans[index]
            middle = (start + end) // 2
            if any(low <= middle < high for low, high in located.spans):
                scores[index] *= SECTION
    chosen = _best(scores)
    gaps = outline.bearing(located)
    if not chosen or scores[chosen[0]] < _least(windows, lookup):
        reason: Reason = "no-contradiction" if lookup.absence else "no-passage-like-it"
        return LookupResult(lookup.key, "cannot-tell" if gaps else "no-passage", reason, gaps=gaps)
    passages = tuple(_passage(windows, outline, index, lookup) for index in chosen)
    reason = "may-contradict" if lookup.absence else "to-judge"
    return LookupResult(lookup.key, "candidates", reason, (), passages, gaps)


def _best(scores: Mapping[int, float]) -> list[int]:
    """The windows with the highest scores, no two of which overlap."""
    chosen: list[int] = []
    for index in sorted(scores, key=lambda index: (-scores[index], index)):
        if all(abs(index - other) > 1 for other in chosen):
            chosen.append(index)
        if len(chosen) == BEST:
            break
    return chosen


def _least(windows: Windows, lookup: Lookup) -> float:
    """A passage must at least share a good part of the rarest words."""
    words = {word for text, factor in lookup.words if factor >= 1 for word in stems(text)}
    total = sum(sorted((windows.weight(word) for word in words), reverse=True)[:12])
    return LEAST * total


def _add_numbers(windows: Windows, lookup: Lookup, scores: dict[int, float], top: float) -> None:
    share = NUMBER * top
    for need in lookup.needs:
        here = offsets_of(need, windows.mentions)
        # A number that stands everywhere tells nothing.
        if len(here) > max(12, len(windows.spans) // 4):
            continue
        for index in _windows_of(windows.spans, here):
            scores[index] = scores.get(index, 0.0) + share


def _windows_of(spans: Sequence[Span], offsets: Sequence[int]) -> set[int]:
    starts = [start for start, _ in spans]
    found: set[int] = set()
    for offset in offsets:
        at = bisect_right(starts, offset) - 1
        found.update(i for i in (at - 1, at) if i >= 0 and spans[i][0] <= offset <= spans[i][1])
    return found


def _passage(windows: Windows, outline: Outline, index: int, lookup: Lookup) -> Passage:
    start, end = windows.spans[index]
    text = windows.text
    at = _heart(windows, start, end, lookup)
    return Passage(
        text.page(at), outline.heading_at(at), text.around(at, min(end, at + 160), 40), start, end
    )


def _heart(windows: Windows, start: int, end: int, lookup: Lookup) -> int:
    """Where in a window the words of the statement stand closest."""
    wanted = {word for text, _ in lookup.words for word in stems(text)}
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
