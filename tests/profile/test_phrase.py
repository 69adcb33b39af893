"""A profile proposed from everyday words: how each word is read, and that none is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.profile.phrase import Proposal, propose
from atmp_gap.report.proposal import contradiction, proposal_lines

CORPUS = open_corpus()


def read(text: str) -> Proposal:
    return propose(text, CORPUS)


def facts(text: str) -> dict[str, str]:
    return {name: " ".join(terms) for name, terms in read(text).facts.items()}


def words(text: str, *kinds: str) -> list[str]:
    return [item.words for item in read(text).readings if item.kind in kinds]


def test_the_example_of_the_help() -> None:
    text = "autologous CD19 CAR-T, lentiviral, phase 3"
    assert facts(text) == {
        "donor": "autologous",
        "product": "car-t",
        "vector": "lentiviral",
        "stage": "pivotal",
    }
    assert words(text, "unknown") == ["CD19"]
    assert read(text).missing == ("genome", "administration", "cell_substrate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The same word is a product given in vivo, or the vector of modified cells.
        ("AAV, intravenous", {"product": "aav-in-vivo", "administration": "intravenous"}),
        ("CAR-T with an AAV template", {"product": "car-t", "vector": "aav"}),
        ("AAV template in CAR-T cells", {"product": "car-t", "vector": "aav"}),
        ("lentiviral", {"vector": "lentiviral"}),
        (
            "plasmid intramuscularly",
            {"product": "plasmid-in-vivo"} | {"administration": "intramuscular-or-subcutaneous"},
        ),
        # A wider word beside a narrower one, and the longest run of words.
        ("AAV9 gene therapy", {"product": "aav-in-vivo"}),
        ("EBV-specific T cells", {"product": "somatic-cells"}),
        ("oncolytic adenovirus", {"product": "oncolytic-virus"}),
        # Pieces at hyphens, where the whole is no name.
        ("AAV9-based", {"product": "aav-in-vivo"}),
        ("phase 1/2", {"stage": "exploratory"}),
        ("HEK-293", {"cell_substrate": "continuous-tumorigenic"}),
    ],
)
def test_how_words_are_read(text: str, expected: dict[str, str]) -> None:
    assert facts(text) == expected
    assert words(text, "unknown", "against") in ([], ["template"])


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("CAR-T, not edited", {"product": "car-t"}, ["not edited"]),
        ("CAR-T without CRISPR, lentiviral", {"product": "car-t", "vector": "lentiviral"}, None),
        ("HSC, non-lentiviral", {"product": "modified-hsc"}, ["non lentiviral"]),
        ("HSC, no vector", {"product": "modified-hsc", "vector": "no-vector"}, []),
        ("cells, not genetically modified", {"genome": "not-modified"}, []),
    ],
)
def test_what_is_denied_is_no_fact(
    text: str, expected: dict[str, str], unknown: list[str] | None
) -> None:
    assert facts(text) == expected
    assert unknown is None or words(text, "unknown") == unknown


def test_stages_add_up() -> None:
    assert read("AAV, phase 1, BLA").facts["stage"] == ("phase-1", "marketing-application")


def test_a_material_is_no_fact_of_a_product() -> None:
    assert facts("CAR-T from leukapheresis") == {"product": "car-t"}
    assert words("CAR-T from leukapheresis", "material") == ["leukapheresis"]


def test_what_contradicts_is_named_with_what_it_goes_with() -> None:
    proposal = read("TIL gene-edited")
    assert [item.words for item in proposal.of("against")] == ["gene-edited"]
    told = contradiction(proposal, CORPUS.space)
    assert '"gene-edited" (edits) contradicts the other words; it goes with: ' in told
    assert "CAR-T and other engineered immune cells" in told
    assert words("autologous or allogeneic", "against") == ["allogeneic"]


def test_every_word_stands_in_the_lines() -> None:
    text = "💊 autologous CAR-T made for CD19 of leukapheresis \u202e evil, gene therapy"
    lines = " ".join(proposal_lines(read(text), CORPUS.space))
    assert all(word in lines for word in text.replace(",", "").replace("\u202e", "").split())
    assert "\u202e" not in lines
    assert "<U+202E>" in lines
    assert 'passed over: "made", "for", "of"' in lines


@given(st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_any_text_is_read_whole(text: str) -> None:
    found = "".join(item.words for item in read(text).readings)
    lost = [char for char in text if char.isalnum() and char not in found]
    assert not lost
    proposal_lines(read(text), CORPUS.space)


def test_a_long_text_is_read() -> None:
    assert facts("AAV8 " * 2000) == {"product": "aav-in-vivo"}
