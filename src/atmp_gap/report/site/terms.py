"""The pages of terms: what either side calls a thing, and how near the words are."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.words import fold, subject_words
from atmp_gap.model.terminology import TermPair
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """The list of terms, then each pair of words."""
    terms = frame.corpus.terminology
    words = subject_words(frame.corpus) if terms else {}
    yield Page(
        "w/index.html",
        "Terms",
        "terms.html",
        {"terms": terms},
        "What the two sides call the same, or nearly the same, thing.",
        "Terms",
        dump(terms),
    )
    for term in terms:
        yield Page(
            frame.terms[term.id],
            title_of(term),
            "term.html",
            {
                "term": term,
                "subjects": _subjects(frame, term, words),
                "names": _short_names(frame.corpus, term),
            },
            term.note,
            "Terms",
            dump(term),
        )


def title_of(term: TermPair) -> str:
    """A pair of words as a title."""
    return " / ".join(word for word in (term.us, term.eu) if word)


def _subjects(frame: Frame, term: TermPair, words: dict[str, list[str]]) -> list[str]:
    """The questions that are called by one of the words."""
    known = {fold(w) for w in (term.us, *term.us_synonyms, term.eu, *term.eu_synonyms) if w}
    return [
        name
        for name in frame.subjects
        if name in words and not known.isdisjoint(map(fold, words[name]))
    ]


def _short_names(corpus: Corpus, term: TermPair) -> dict[str, str]:
    names = {source.document for source in term.sources}
    return {name: corpus.documents[name].short_name for name in names if name in corpus.documents}
