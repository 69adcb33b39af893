"""JSON as ``json.dumps`` writes it, only sooner."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.model.record import plain
from atmp_gap.report import formatter
from atmp_gap.report.json import dump

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner) | st.just(())
    ),
    max_leaves=30,
)


@given(VALUES)
def test_the_text_is_that_of_the_standard_library(value: Any) -> None:
    assert dump(value) == json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def test_a_whole_comparison_is_written_as_the_standard_library_writes_it() -> None:
    corpus = open_corpus([], bundled=True)
    result = compare(corpus, Request(("FDA", "EMA"), corpus.date))
    text = formatter("json").comparison(result)
    expected = json.dumps(plain(result), indent=2, ensure_ascii=False) + "\n"
    assert text == expected


def test_what_json_does_not_know_is_an_error() -> None:
    with pytest.raises(TypeError):
        dump({"a": [object()]})
