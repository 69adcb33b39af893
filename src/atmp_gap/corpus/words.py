"""Everyday words to ids: aav, car-t, hcDNA, RCL, US, EU and whatever else people type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.meanings import related
from atmp_gap.corpus.problem import did_you_mean, nearest, spelling


class UnknownWordError(ValueError):
    """A word that names nothing of its kind; ``hint`` lists what is near it, and says how."""

    def __init__(self, kind: str, word: str, hint: str | None) -> None:
        super().__init__(f"unknown {kind} {word!r}")
        self.hint = hint


_LISTED = 5
"""A hint lists no more than this of what is near by meaning."""


def fold(word: str) -> str:
    """A word as it is compared: without case, and all of space, hyphen, underscore the same."""
    return re.sub(r"[\s_\-‐‑–]+", "-", word.strip().casefold())


class Lexicon:
    """Words of one kind, each with the ids it stands for; exact ids win over synonyms."""

    def __init__(self, kind: str, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.kind = kind
        self.ids: list[str] = []
        self._exact: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._spelt: list[str] = []
        for name, words in entries:
            self.ids.append(name)
            self._exact.setdefault(fold(name), name)
            self._spelt.append(name)
            for word in words:
                found = self._words.setdefault(fold(word), [])
                if name not in found:
                    found.append(name)
                self._spelt.append(word)

    def find(self, word: str) -> list[str]:
        """The ids a word stands for. Raises UnknownWordError."""
        key = fold(word)
        if key in self._exact:
            return [self._exact[key]]
        for candidate in (key, key.removesuffix("s"), key + "s"):
            if candidate in self._words:
                return list(self._words[candidate])
            if candidate in self._exact:
                return [self._exact[candidate]]
        loose = self._loosely(spelling(word))
        if loose:
            return loose
        raise UnknownWordError(self.kind, word, self.near(word) or did_you_mean(word, self.ids))

    def near(self, word: str) -> str | None:
        """A help line on what is near an unknown word: by meaning, and apart from it by spelling.

        A look-alike may mean something else, so it is never asked back as if it were meant.
        """
        said = []
        if meant := self._meant(word):
            said.append(f"near by meaning: {', '.join(map(repr, meant[:_LISTED]))}")
        spelt = nearest(word, self._spelt)
        if spelt is not None and spelt not in meant:
            said.append(f"near by spelling: {spelt!r}")
        return "; ".join(said) or None

    def _meant(self, word: str) -> list[str]:
        """The ids of what means nearly the same, then of what holds the word in a name."""
        found: dict[str, None] = {}
        for other in related(word):
            key = fold(other)
            found.update(dict.fromkeys([self._exact[key]] if key in self._exact else ()))
            found.update(dict.fromkeys(self._words.get(key, ())))
        pieces = set(fold(word).split("-"))
        if max(map(len, pieces)) > 2:
            for key, name in self._exact.items():
                if pieces <= set(key.split("-")):
                    found[name] = None
            for key, names in self._words.items():
                if pieces <= set(key.split("-")):
                    found.update(dict.fromkeys(names))
        return list(found)

    def _loosely(self, spelt: str) -> list[str]:
        """The ids of words that differ in blanks and hyphens only: HEK 293, AAV-9."""
        found = [
            name for word, names in self._words.items() if spelling(word) == spelt for name in names
        ]
        found += [name for word, name in self._exact.items() if spelling(word) == spelt]
        return list(dict.fromkeys(found))

    def one(self, word: str) -> str:
        """The one id a word stands for. Raises UnknownWordError, also where there are several."""
        found = self.find(word)
        if len(found) > 1:
            raise UnknownWordError(f"single {self.kind}", word, f"it may mean: {', '.join(found)}")
        return found[0]


def extra_words(corpus: Corpus) -> dict[str, list[str]]:
    """Synonyms of the vocabulary file, by the id they mean."""
    words: dict[str, list[str]] = {}
    for item in corpus.synonyms:
        words.setdefault(item.means, []).append(item.word)
    return words


def topics(corpus: Corpus) -> Lexicon:
    """The topics by id, title and synonym."""
    extra = extra_words(corpus)
    return Lexicon(
        "topic",
        (
            (topic.id, (topic.title, *topic.synonyms, *extra.get(topic.id, ())))
            for topic in corpus.topics.values()
        ),
    )


def subject_words(corpus: Corpus) -> dict[str, list[str]]:
    """Per subject its title, its synonyms, and either side's word for the same thing."""
    extra = extra_words(corpus)
    either: dict[str, set[str]] = {}
    for term in corpus.terminology:
        words = [term.us, term.eu, *term.us_synonyms, *term.eu_synonyms]
        known = {word for word in words if word}
        if term.relation in ("same", "nearest-not-same"):
            for word in known:
                either.setdefault(fold(word), set()).update(known)

    def words_of(name: str) -> list[str]:
        subject = corpus.subjects[name].subject
        own = [subject.title, *subject.synonyms, *extra.get(name, ())]
        return own + sorted(
            {other for word in own for other in either.get(fold(word), ()) if other not in own}
        )

    return {name: words_of(name) for name in corpus.subjects}


def subject_synonyms(corpus: Corpus, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What else people call some subjects, for searching; only those with other names."""
    words = subject_words(corpus)
    return {name: tuple(words[name][1:]) for name in names if words[name][1:]}


def same_words(corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    """Lists of words for the same thing: of a word of scope, or of both sides for one another."""
    extra = extra_words(corpus)
    found = [
        (axis.titles.get(name, name), *axis.synonyms.get(name, ()), *extra.get(name, ()))
        for axis in corpus.space.axes
        for name in axis.masks
    ]
    found += [
        tuple(word for word in (term.us, *term.us_synonyms, term.eu, *term.eu_synonyms) if word)
        for term in corpus.terminology
        if term.relation in ("same", "nearest-not-same")
    ]
    return tuple(words for words in found if len(set(words)) > 1)


def subjects(corpus: Corpus) -> Lexicon:
    """The subjects by id, title and synonym; also by either side's word for the same thing."""
    return Lexicon("subject", subject_words(corpus).items())


def agencies(corpus: Corpus) -> Lexicon:
    """The agencies that can be compared, by id, side, name and synonym."""
    return Lexicon(
        "agency",
        (
            (agency.id, (agency.side or agency.id, agency.name, *agency.synonyms))
            for agency in corpus.sides
        ),
    )


def scope_terms(corpus: Corpus, dimension: str) -> Lexicon:
    """The terms and groups of one dimension, by id, title and synonym."""
    axis = next(axis for axis in corpus.space.axes if axis.id == dimension)
    extra = extra_words(corpus)
    return Lexicon(
        axis.title.lower(),
        (
            (
                name,
                (axis.titles.get(name, name), *axis.synonyms.get(name, ()), *extra.get(name, ())),
            )
            for name in axis.masks
        ),
    )
