"""Real sentences, and what each says in numbers, read by eye: see data/number_sentences.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.text.numbers import Mention, Reader, side
from number_support import bundled_reader

TABLE = Path(__file__).parents[1] / "data" / "number_sentences.yaml"
ROWS: Sequence[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
WORDS = {"more than": ">", "less than": "<", "at least": ">=", "at most": "<="}
NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
OFTEN = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@cache
def reader() -> Reader:
    return bundled_reader()


def expected(item: dict[str, Any]) -> tuple[object, ...]:
    """An item of the table: low, high, unit, what it is per, the bound that holds."""
    low, *high = str(item["value"]).split("..")
    per = []
    for written in map(str, item.get("per", [])):
        number, _, unit = written.rpartition(" ")
        if unit.isdigit():
            number, unit = unit, ""
        per.append((Fraction(number or 1), unit))
    bound = WORDS.get(item.get("bound", ""))
    if bound and item.get("negated"):
        bound = NEGATED[bound]
    if bound and item.get("every"):
        bound = OFTEN[bound]
    if item.get("allows") == "unsure":
        bound = "unsure"
    assert side(bound) == item.get("allows")  # type: ignore[arg-type]
    return Fraction(low), Fraction(high[0] if high else low), item.get("unit"), sorted(per), bound


def read(mention: Mention) -> Sequence[tuple[object, ...]]:
    """A mention as an item of the table, also with what its sentence says "per" elsewhere."""
    return [
        (
            mention.low,
            mention.high,
            mention.unit,
            sorted((line.number, line.unit) for line in below),
            mention.bound,
        )
        for below in ((mention.below,) if mention.below else ((), mention.around))
    ]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['half']} {row['text'][:60]}" for row in ROWS])
def test_a_sentence_says_what_a_person_reads(row: dict[str, Any]) -> None:
    """What the reader is sure of a person reads too; what it leaves open is counted."""
    left = [expected(item) for item in row["says"] if not item.get("unsure")]
    open_bounds = 0
    for mention in reader().read(row["text"]):
        if not mention.sure:
            continue
        said = read(mention)
        fitting = [item for item in left if item in said]
        if not fitting and mention.bound in (None, "unsure"):
            fitting = [item for item in left if any(item[:4] == one[:4] for one in said)]
            open_bounds += 1
        assert fitting, (mention.text, said)
        left.remove(fitting[0])
    assert (len(left), open_bounds) == (row.get("not_read", 0), row.get("bound_not_read", 0))


@pytest.mark.parametrize("half", ["tuning", "held-out", "fresh"])
def test_nine_of_ten_numbers_are_read(half: str) -> None:
    rows = [row for row in ROWS if row["half"] == half]
    items = sum(not item.get("unsure") for row in rows for item in row["says"])
    missed = sum(row.get("not_read", 0) + row.get("bound_not_read", 0) for row in rows)
    assert len(rows) >= 50
    assert items - missed >= 0.9 * items
