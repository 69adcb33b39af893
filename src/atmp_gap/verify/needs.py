"""The numbers a statement rests on, and whether a text says them: all that knows of numbers here.

``needs_of`` reads them from a statement's typed answers and its sentence; ``first_unmet`` looks
for them beside the anchors that were found; ``offsets_of`` says where in a text one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from atmp_gap.corpus.corpus import Corpus, Entry, PlacedPrecedent
from atmp_gap.verify.numbers import COUNTED, LOWER, UPPER, Mention, Reader, Unsure
from atmp_gap.verify.text import Span

NumberReader = Reader
"""What reads the numbers; only this module knows how."""

BESIDE = 450
"""How many characters from the anchors a number with a unit may stand."""
CLOSE = 200
"""The same for a number without a unit, such as 'two'."""
_QUANTITIES = frozenset({"limit", "effort", "clock", "schedule"})
_REFERENCE = re.compile(
    r"\b(?:articles?|art\.|sections?|annex(?:es)?|appendix|modules?|types?|phases?|parts?|tables?|"
    r"steps?|options?|case|class|category|question|chapter|title|points?|paragraphs?|CFR|USC|U\.S\.C\.|"
    r"No\.?|schedule|grades?|tiers?)\s*[\dIVX]+[\w.()/-]*(?:\s*(?:,|and|or|to|-)\s*\d+[\w.()]*)?"
    r"|<\d+>|\b\d+\s*(?:C\.?\s?F\.?\s?R\.?|U\.?\s?S\.?\s?C\.?[AS]?\.?)\s*§*\s*[\w.()-]*"
    r"|§+\s*\d[\w.()-]*|\b(?:19|20)\d\d\b(?!\s*(?:%|[a-z]+s\b))",
    re.IGNORECASE,
)
"""Numbers that name a place or a year, and are no quantity."""


@dataclass(frozen=True)
class Need:
    """A number that a statement rests on: in base units, with the side it bounds."""

    value: Fraction
    dimension: str | None
    bound: str | None
    text: str
    answered: bool = False
    """Whether it stands in the typed answer, not only in the sentence."""


@dataclass(frozen=True)
class Unmet:
    """The first number that the text does not give, and how it fails."""

    need: Need
    why: Literal[
        "number-missing", "number-unsure", "bound-opposite", "bound-missing", "bound-unsure"
    ]


def reader_of(corpus: Corpus) -> NumberReader:
    """The reader of numbers that knows the corpus' units."""
    return NumberReader(corpus.words.measures.units)


def needs_of(
    corpus: Corpus,
    statement: str,
    placed: Iterable[Entry | PlacedPrecedent],
    reader: NumberReader,
) -> tuple[Need, ...]:
    """The numbers a statement rests on: those of its typed answers, then those of its sentence.

    ``placed`` is the statement on each of its subjects, where its answers stand.
    """
    found: dict[tuple[object, str | None], Need] = {}

    def add(mention: Mention, answered: bool, text: str) -> None:
        key = (mention.value, mention.dimension)
        earlier = found.get(key)
        if earlier is None or (earlier.bound is None and mention.bound and not answered):
            found[key] = Need(mention.value, mention.dimension, mention.bound, text, answered)

    for raw in _typed_answers(corpus, placed):
        for mention in reader.mentions(raw.replace("..", " to ")):
            add(mention, True, raw)
    for mention in reader.mentions(without_references(statement)):
        word = mention.text.split()[0].lower()
        if word in ("one", "zero") or (mention.value == 0 and mention.dimension is None):
            continue
        said = {UPPER: "at most ", LOWER: "at least "}.get(mention.bound or "", "")
        add(mention, False, f"{said}{mention.text}")
    return tuple(found.values())


def without_references(sentence: str) -> str:
    """A sentence with the numbers of articles, sections and years blanked: they count nothing."""
    return _REFERENCE.sub(lambda match: " " * len(match[0]), sentence)


def _typed_answers(corpus: Corpus, placed: Iterable[Entry | PlacedPrecedent]) -> Iterable[str]:
    """The answers that are quantities, as they were written."""
    for item in placed:
        asks = corpus.subjects[item.subject].subject.asks
        for slot, answer in item.answers.items():
            if asks[slot].kind in _QUANTITIES and not answer.is_none:
                yield from answer.elements or (answer.text,)


def first_unmet(
    needs: Sequence[Need],
    full: str,
    places: Sequence[Span],
    spans: Sequence[Span],
    reader: NumberReader,
) -> Unmet | None:
    """The first number that does not stand beside the anchors; None where all do.

    ``places`` are those of the anchors in the text ``full``, ``spans`` the sections they lie in: a
    number in the next section is not beside them.
    """
    if not needs:
        return None
    mentions: list[tuple[Mention, int]] = []
    for start, end in places:
        low, high = max(0, start - BESIDE), min(len(full), end + BESIDE)
        for first, last in spans:
            if first <= start < last:
                low, high = max(low, first), min(high, last)
                break
        for mention in reader.within(full, low, high):
            apart = max(start - mention.end, mention.start - end, 0)
            mentions.append((mention, apart))
    for need in needs:
        most = BESIDE if need.dimension else CLOSE
        same = [mention for mention, apart in mentions if apart <= most and _meets(need, mention)]
        if not same:
            near = [mention for mention, apart in mentions if apart <= most]
            return Unmet(need, "number-unsure" if _unsure(need, near) else "number-missing")
        if need.bound and not any(mention.bound == need.bound for mention in same):
            if any(isinstance(bound, Unsure) for bound in (need.bound, *(m.bound for m in same))):
                return Unmet(need, "bound-unsure")
            opposite = any(mention.bound in (UPPER, LOWER) for mention in same)
            return Unmet(need, "bound-opposite" if opposite else "bound-missing")
    return None


def _unsure(need: Need, near: Iterable[Mention]) -> bool:
    """Whether the statement's number, or one like it in the text, may be read in two ways."""
    return isinstance(need.dimension, Unsure) or any(
        isinstance(mention.dimension, Unsure) and mention.value == need.value for mention in near
    )


def _meets(need: Need, mention: Mention) -> bool:
    if need.dimension is None:
        return need.value == mention.written and not isinstance(mention.dimension, Unsure)
    if need.value != mention.value:
        return False
    if need.dimension in COUNTED:
        return mention.dimension is None or mention.dimension in COUNTED
    return need.dimension == mention.dimension


def offsets_of(need: Need, mentions: Iterable[Mention]) -> list[int]:
    """Where a number stands among those of a text; a counted thing may be named otherwise there."""
    counted = need.dimension is None or need.dimension in COUNTED
    return [
        mention.start
        for mention in mentions
        if mention.value == need.value
        and (mention.dimension == need.dimension or (counted and mention.dimension is None))
    ]
