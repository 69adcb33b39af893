"""Everyday words on a product to the facts of a profile: "autologous CD19 CAR-T, lentiviral".

How it works. The text is cut into words. From the left, the longest run of words that names a term
of some dimension is taken ("EBV-specific T cells" before "T cells"); a word that names none is
tried again in pieces at its hyphens; what follows "not" or "without" is no fact. A word may name
terms of two dimensions: "AAV" is a product given in vivo, and the vector of modified cells. Such
words are decided after all others: of what is still possible the narrower reading is taken, else
that of the earlier dimension. Every word of the text ends in exactly one reading, so that nothing
is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import punctuation
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import spelling
from atmp_gap.model.scope import Axis

Kind = Literal["fact", "wider", "against", "material", "filler", "unknown"]
"""How a word was read: as a fact, as a wider word for one, against what others say, as a word on a
material and not on the product, as a word without weight here, or not at all."""

MATERIAL = "material"
"""The dimension that no profile is proposed for: a product has all of its materials."""

FILLERS = frozenset(
    re.findall(
        r"\w+",
        "a an and are at by cell cells derived each expressing for from given gene in into is its "
        "made of on or per product produced single study that the therapy to treatment trial using "
        "vector via which with based directed mediated clinical dose",
    )
)
"""Words that say nothing on a fact by themselves."""

DENIALS = frozenset({"no", "non", "not", "never", "without", "neither", "nor"})
"""Words that turn what follows into no fact, unless both together name a term ("no vector")."""

_LONGEST = 7
"""The most words in one name of a term that is looked for."""


@dataclass(frozen=True)
class Reading:
    """Some words of the text, and what they were read as."""

    words: str
    kind: Kind
    dimension: str = ""
    term: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a text on a product was read as, and what it leaves open."""

    text: str
    readings: tuple[Reading, ...]
    facts: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    """Dimensions on which nothing was said, and more than one answer is possible."""

    def of(self, *kinds: Kind) -> list[Reading]:
        """The readings of some kinds, in the order of the text."""
        return [item for item in self.readings if item.kind in kinds]


def propose(text: str, corpus: Corpus) -> Proposal:
    """Read a text on a product as the facts of a profile."""
    reader = _Reader(corpus)
    readings = reader.readings(text)
    facts = reader.facts(readings)
    return Proposal(text, tuple(readings), facts, tuple(reader.missing(facts)))


class _Reader:
    """The words of the vocabulary, and what is known of the product so far."""

    def __init__(self, corpus: Corpus) -> None:
        self.space = corpus.space
        self.axes = {axis.id: axis for axis in corpus.space.axes}
        self.order = list(self.axes)
        self.named: dict[str, list[tuple[str, str]]] = {}
        for axis in corpus.space.axes:
            for term in axis.masks:
                self._name(axis, term, (term,))
        for axis in corpus.space.axes:
            for term in axis.masks:
                self._name(axis, term, (axis.titles.get(term, ""), *axis.synonyms.get(term, ())))
        for item in corpus.synonyms:
            for axis in corpus.space.axes:
                if item.means in axis.masks:
                    self._name(axis, item.means, (item.word,))

    def _name(self, axis: Axis, term: str, words: Sequence[str]) -> None:
        """Note what names a term; within a dimension its ids come before synonyms of others."""
        for word in words:
            found = self.named.setdefault(spelling(word), [])
            if word and axis.id not in {dimension for dimension, _ in found}:
                found.append((axis.id, term))

    # --- words to readings ----------------------------------------------------------------------

    def readings(self, text: str) -> list[Reading]:
        """Every word of a text, read."""
        found = [
            item
            for run in re.split(r"[,;:()\n]+|\.\s|\.$", text)
            for item in self._run(run.split())
        ]
        chosen: list[tuple[str, str]] = []
        told: dict[int, Reading] = {}
        # What has one meaning is settled first; it decides what the others may mean.
        for single in (True, False):
            for index, (words, names) in enumerate(found):
                if names and (len(names) == 1) == single:
                    told[index] = self._settled(words, names, chosen)
        return self._wider([told.get(i) or _unnamed(words) for i, (words, _) in enumerate(found)])

    def _run(self, words: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """A run of words, cut into the longest names there are."""
        start = 0
        while start < len(words):
            end = self._end(words, start)
            if end is None and words[start].casefold() in DENIALS and start + 1 < len(words):
                # What is denied is no fact: "not edited" is left to be understood by the person.
                end = self._end(words, start + 1) or start + 2
                yield " ".join(words[start:end]), []
            elif end is not None:
                part = " ".join(words[start:end])
                yield part, self._names(part)
            else:
                end = start + 1
                pieces = [piece for piece in re.split(r"[-/]", words[start]) if piece]
                if len(pieces) > 1 and any(map(self._names, pieces)):
                    yield from self._run(pieces)
                else:
                    yield words[start], []
            start = end

    def _end(self, words: Sequence[str], start: int) -> int | None:
        """Where the longest name that begins at a word ends; None where none does."""
        for end in range(min(len(words), start + _LONGEST), start, -1):
            if self._names(" ".join(words[start:end])):
                return end
        return None

    def _names(self, words: str) -> list[tuple[str, str]]:
        """The terms some words name, one per dimension, also where they are a plural."""
        spelt = spelling(words)
        forms = (spelt, spelt.removesuffix("s"), spelt + "s", spelt.removesuffix("ly"))
        for candidate in forms:
            if candidate in self.named and words.casefold() not in FILLERS:
                return self.named[candidate]
        return []

    def _settled(
        self, words: str, names: Sequence[tuple[str, str]], chosen: list[tuple[str, str]]
    ) -> Reading:
        """What words mean beside what was chosen before; the choice is noted."""
        if {dimension for dimension, _ in names} == {MATERIAL}:
            return Reading(words, "material", *names[0])
        names = [item for item in names if item[0] != MATERIAL]
        possible = [item for item in names if self._possible([*chosen, item])]
        if not possible:
            return Reading(words, "against", *names[0])
        best = min(possible, key=lambda item: (self._width(item), self.order.index(item[0])))
        if best not in chosen:
            chosen.append(best)
        return Reading(words, "fact", *best)

    def _width(self, named: tuple[str, str]) -> int:
        dimension, term = named
        return self.axes[dimension].masks[term].bit_count()

    def _possible(self, chosen: Sequence[tuple[str, str]]) -> bool:
        """Whether some product has all that was chosen."""
        return self.space.meet(self.space.box(self._scope(chosen))) is not None

    def _scope(self, chosen: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        """What was chosen as a scope: of one-of dimensions what all words share, else any."""
        scope: dict[str, tuple[str, ...]] = {}
        for dimension, axis in self.axes.items():
            terms = list(dict.fromkeys(term for name, term in chosen if name == dimension))
            if not terms:
                continue
            shared = axis.full
            for term in terms:
                shared &= axis.masks[term]
            if axis.single:
                scope[dimension] = axis.names(shared)
            else:
                scope[dimension] = tuple(self._narrowest(axis, terms))
        return scope

    @staticmethod
    def _narrowest(axis: Axis, terms: Sequence[str]) -> list[str]:
        """The terms that hold no other one."""
        masks = axis.masks
        return [
            term
            for term in terms
            if not any(
                other != term and masks[other] & masks[term] == masks[other] != masks[term]
                for other in terms
            )
        ]

    def _wider(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings, with those marked that a narrower word makes superfluous."""
        facts = self.facts(readings)
        return [
            replace(item, kind="wider")
            if item.kind == "fact" and item.term not in facts[item.dimension]
            else item
            for item in readings
        ]

    # --- readings to facts ----------------------------------------------------------------------

    def facts(self, readings: Sequence[Reading]) -> dict[str, tuple[str, ...]]:
        """The facts of a profile that the readings give."""
        named = [(item.dimension, item.term) for item in readings if item.kind in ("fact", "wider")]
        return self._scope(named)

    def missing(self, facts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """The dimensions on which nothing was said, where more than one answer is possible."""
        for dimension, axis in self.axes.items():
            if dimension in facts or dimension == MATERIAL:
                continue
            possible = [
                leaf
                for leaf in axis.leaves
                if self.space.meet(self.space.box({**facts, dimension: (leaf,)})) is not None
            ]
            if len(possible) > 1:
                yield dimension


def _unnamed(words: str) -> Reading:
    filler = spelling(words.strip(".'\"")) in FILLERS or not words.strip(punctuation)
    return Reading(words, "filler" if filler else "unknown")
