"""The order in which passages that may answer are shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.library.held import Library
from atmp_gap.library.index import Index
from atmp_gap.library.search import passages_on, subject_texts

PADDING = "It was made up so that there is something here to read, to cut, to weigh and to show."


def found(
    place: Path, texts: Mapping[str, tuple[str, ...]], *asked: str, limit: int = 10
) -> list[tuple[str, str]]:
    """Document and section of what is shown, where each text has sections of one sentence."""
    (place / "library").mkdir()
    for name, sentences in texts.items():
        sections = (
            f"{number}. Section\n{words} {PADDING}" for number, words in enumerate(sentences, 1)
        )
        (place / "library" / f"{name}.txt").write_text("\n\n".join(sections), "utf-8")
    (place / "library" / "library.yaml").write_text(
        yaml.safe_dump({"documents": {name: f"{name}.txt" for name in texts}}), "utf-8"
    )
    with Index(None) as index:
        library = Library.open(place / "library", open_corpus([place / "layer"]), index)
        shown = passages_on(index, library, asked, limit=limit)
    return [(item.copy.document, item.hit.section) for item in shown]


def test_the_best_passages_come_first_whatever_document_they_are_of(place: Path) -> None:
    texts = {
        "MADE-QA": ("The zebra eats hay in winter.", "The zebra."),
        "MADE-SOLD": ("The zebra eats hay.", "Nothing."),
    }
    asked = ("zebra", "hay", "winter")
    order = [("MADE-QA", "1"), ("MADE-SOLD", "1"), ("MADE-QA", "2")]
    assert found(place, texts, *asked) == order


def test_of_a_document_three_passages_are_shown_and_of_so_many_documents(place: Path) -> None:
    texts = {
        "MADE-QA": ("The zebra eats hay.",) * 5,
        "MADE-SOLD": ("The zebra.", *("Nothing.",) * 4),
    }
    order = [("MADE-QA", "1"), ("MADE-QA", "2"), ("MADE-QA", "3")]
    assert found(place, texts, "zebra", "hay", limit=1) == order


def test_a_short_text_comes_before_a_long_one_that_says_the_same(place: Path) -> None:
    texts = {
        "MADE-QA": ("The zebra eats hay.", "Nothing.", "Nothing.", "Nothing."),
        "MADE-SOLD": ("The zebra eats hay.", "Nothing."),
    }
    assert found(place, texts, "zebra") == [("MADE-SOLD", "1"), ("MADE-QA", "1")]


def test_a_word_counts_more_the_more_texts_hold_it_in_whatever_form(place: Path) -> None:
    texts = {"MADE-QA": ("The hay.", "The zebra."), "MADE-SOLD": ("Nothing.", "Nothing.")}
    assert found(place, texts, "hay", "zebra", "zebras")[0] == ("MADE-QA", "2")


def test_each_synonym_of_a_subject_is_a_text_of_its_own() -> None:
    corpus = open_corpus(bundled=True)
    known = corpus.subjects["residual-nuclease"].subject
    texts = subject_texts(corpus, "residual-nuclease")
    assert len(known.synonyms) > 1
    assert {known.title, known.question, *known.synonyms} <= set(texts)
