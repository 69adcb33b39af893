"""Answers are said in words: a table of them, and every answer of the bundled corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.report import wording
from atmp_gap.report.answer_words import in_words
from atmp_gap.report.answers import Answers
from atmp_gap.text.unit_words import ONE_AND_SEVERAL
from support import result_of

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "answers_in_words.yaml").read_text(encoding="utf-8")
)
SYMBOLS = {"min", "bp", "kb", "ppm", "log10"}


@pytest.mark.parametrize(("answer", "told"), TABLE["answers"].items())
def test_an_answer_is_said_in_words(answer: str, told: str) -> None:
    assert in_words(answer, TABLE["words"]) == told


def test_without_words_the_written_form_stays() -> None:
    assert wording.said("<= 60 day", wording.NO_WORDS) == "<= 60 day"


def test_every_unit_that_is_a_word_has_its_plural() -> None:
    for name in open_corpus().words.measures.unit_ids:
        if name.islower() and name.isalnum() and len(name) > 2:
            assert name in ONE_AND_SEVERAL or name in SYMBOLS, name


def printed() -> Iterator[tuple[str, str]]:
    """Every answer, condition, position and reason of the corpus in words, with its subject."""
    result = result_of(open_corpus())
    for row in result.rows:
        words = wording.words_of(result, row)
        answers = Answers(row, words)
        for entry in row.entries:
            yield row.subject, wording.condition_text(entry, words)
        for part in row.parts:
            yield row.subject, wording.position_text(part.global_position, words)
            yield row.subject, wording.scope_text(part.scope, words)
            for index in (0, 1):
                said = answers.of(part, index)
                if said.typed:
                    yield row.subject, said.text


def ids() -> set[str]:
    """The ids with a hyphen that answers may name, and that differ from their words."""
    corpus = open_corpus()
    result = result_of(corpus)
    known = {**corpus.words.titles, **result.conditions}
    known |= {term.id: term.title for axis in result.dimensions for term in axis.terms}
    for row in result.rows:
        known |= row.words
    titles = " ".join(known.values())
    return {name for name in known if "-" in name and not re.search(whole(name), titles)}


def whole(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def test_nothing_printed_of_an_answer_is_an_id_or_a_sign() -> None:
    told = list(printed())
    names = re.compile("|".join(map(whole, sorted(ids(), key=len, reverse=True))))
    assert [line for line in told if names.search(line[1])] == []
    signs = re.compile(r"[<>|]|\d\.\.|\b(?!1 )\d+ (?:day|month|year|lot)\b|every 1 ")
    assert [line for line in told if signs.search(line[1])] == []
