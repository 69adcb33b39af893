"""What is printed beside the answers of a part says no more than the statements do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report.decisions import KINDS, PartTold, each_part


@pytest.fixture(scope="module")
def result() -> Result:
    corpus = open_corpus()
    topics = ("gmp-and-supply", "master-files")
    return compare(corpus, Request(("FDA", "EMA"), corpus.date, topics=topics))


def parts(result: Result, verdict: str) -> Iterator[PartTold]:
    """The parts of the report that have this verdict."""
    return (part for _, part in each_part(result) if part.part.verdict == verdict)


def test_what_one_side_allows_is_not_called_a_position_for_both(result: Result) -> None:
    alone = [part for part in parts(result, "no-counterpart") if not part.part.provisional]
    assert any("allowed-if" in part.part.global_position.values() for part in alone)
    assert not any(part.both for part in alone)


def test_a_side_whose_statements_stand_beside_is_not_said_to_say_nothing(result: Result) -> None:
    told = [(part, text) for part in parts(result, "unjudged") for text in part.unclear]
    silent = [text for part, text in told if any(f.silent for f in part.part.facets)]
    assert any(text.startswith("no answer in EMA's statements: ") for text in silent)
    assert not any("does not say" in text for text in silent)


def test_the_legend_says_that_conditions_are_not_compared() -> None:
    assert "conditions of what is allowed apart" in {k.id: k for k in KINDS}["same"].meaning
