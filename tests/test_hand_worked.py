"""Rows a regulatory scientist would check first, worked by hand; see data/hand_worked.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from support import result_of

pytestmark = pytest.mark.requirement("TR-02")

ROWS = yaml.safe_load(
    (Path(__file__).parent / "data" / "hand_worked.yaml").read_text(encoding="utf-8")
)


@cache
def corpus() -> Corpus:
    return open_corpus()


def pieces(text: str) -> set[str]:
    """A position without the order of its elements."""
    return {piece.strip() for piece in re.split(r"[,;]", text) if piece.strip()}


@pytest.mark.parametrize("wanted", ROWS, ids=[f"{r['subject']}{r['scope'] or ''}" for r in ROWS])
def test_hand_worked_row(wanted: dict[str, Any]) -> None:
    scope = {name: tuple(terms) for name, terms in wanted["scope"].items()}
    result = result_of(
        corpus(), topics=(wanted["topic"],), subjects=(wanted["subject"],), scope=scope
    )
    (row,) = result.rows
    assert (row.verdict, row.stricter) == (wanted["verdict"], wanted["stricter"])
    material = {f.kind for part in row.headline_parts for f in part.facets if f.material}
    assert material == set(wanted["facets"])
    if "rests_on" in wanted:
        assert {part.rests_on for part in row.headline_parts} == {wanted["rests_on"]}
    if "provisional" in wanted:
        assert row.provisional is wanted["provisional"]
    for slot, text in (wanted.get("position") or {}).items():
        for part in row.headline_parts:
            assert pieces(part.global_position[slot]) == pieces(text)


def test_enough_rows_of_every_topic_are_worked_by_hand() -> None:
    topics = [row["topic"] for row in ROWS]
    assert topics.count("impurities") >= 20
    assert all(topics.count(topic) >= 10 for topic in corpus().topics)
