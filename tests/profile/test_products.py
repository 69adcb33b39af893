"""Approved products in the words their makers use: each word is understood, in options and text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.words import scope_terms
from atmp_gap.profile.phrase import propose

PRODUCTS = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "products.yaml").read_text(encoding="utf-8")
)

WORDS = {
    "product": {
        "TIL": "somatic-cells",
        "NK": "somatic-cells",
        "NK cells": "somatic-cells",
        "CD34+": "modified-hsc",
        "HSPC": "modified-hsc",
        "HSPCs": "modified-hsc",
        "mesenchymal stromal cells": "somatic-cells",
        "dendritic cells": "somatic-cells",
        "AAV-9": "aav-in-vivo",
        "AAV 9": "aav-in-vivo",
        **{f"AAV{number}": "aav-in-vivo" for number in range(1, 10)},
    },
    "cell_substrate": {"HEK 293": "continuous-tumorigenic", "HEK-293": "continuous-tumorigenic"},
    "stage": {"Phase 1/2": "exploratory", "phase I/II": "exploratory", "Phase 2/3": "pivotal"},
    "administration": {
        "subcutaneous": "intramuscular-or-subcutaneous",
        "intravesical": "implanted-or-topical",
        "inhaled": "implanted-or-topical",
        "oral": "implanted-or-topical",
    },
    "vector": {"none": "no-vector", "AAV template": "aav", "LVV": "lentiviral"},
}


@cache
def corpus() -> Corpus:
    return open_corpus()


def test_the_table_holds_sixty_products_of_both_sides() -> None:
    assert len(PRODUCTS) >= 60
    assert {side for item in PRODUCTS for side in item["approved"]} == {"US", "EU"}
    assert len({item["product"] for item in PRODUCTS}) == len(PRODUCTS)


@pytest.mark.parametrize("item", PRODUCTS, ids=[item["product"] for item in PRODUCTS])
def test_a_product_is_described_in_its_makers_words(item: dict[str, Any]) -> None:
    scope = {}
    for dimension, word in item["words"].items():
        found = scope_terms(corpus(), dimension).one(word)
        assert found == item["facts"][dimension]
        scope[dimension] = (found,)
    assert corpus().space.meet(corpus().space.box(scope)) is not None
    proposal = propose(", ".join(item["words"].values()), corpus())
    assert {name: " ".join(terms) for name, terms in proposal.facts.items()} == item["facts"]
    assert not proposal.of("unknown", "against", "material")


@pytest.mark.parametrize(
    ("dimension", "word", "term"),
    [(name, word, term) for name, words in WORDS.items() for word, term in words.items()],
)
def test_other_words_of_the_field(dimension: str, word: str, term: str) -> None:
    assert scope_terms(corpus(), dimension).one(word) == term


def test_phase_1_2_meets_what_is_asked_for_both_phases() -> None:
    stage = next(axis for axis in corpus().space.axes if axis.id == "stage")
    assert stage.masks["exploratory"] == stage.masks["phase-1"] | stage.masks["phase-2"]
