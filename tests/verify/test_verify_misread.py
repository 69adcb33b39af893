"""Texts that say the number of a statement in another way, and texts that only seem to say it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.verify.numbers import Mention, Reader, Unsure

READER = Reader(open_corpus().words.measures.units)


def met(need: str, text: str) -> bool:
    """Whether a text gives every number of a statement, with its bound."""
    return all(
        any(
            (wanted.value, wanted.dimension) == (said.value, said.dimension)
            and (not wanted.bound or wanted.bound == said.bound)
            for said in READER.mentions(text)
        )
        for wanted in READER.mentions(need)
    )


@pytest.mark.parametrize(
    "text",
    [
        "stored for at least twenty four years",
        "stored for at least twenty-four years",
        "stored for at least twenty -four years",
        "stored for at least one hundred and four years",
        "stored for at least 104 years",
        "stored for at least 10,4 years",
        "stored for at least 10.4 years",
        "stored for at least 2 4 years",
        "stored for at least 10 ,4 years",
        "stored for at least 1 x 10 4 years",
        "stored for at least a hundred and four years",
        "stored under section 4 for years",
        "stored for years4",
        "stored for 15 years, see note 4",
        "stored for four to six, or fourteen years",
        "stored for four (14) years",
        "stored for four weeks",
    ],
)
def test_the_tail_of_a_longer_number_meets_nothing(text: str) -> None:
    assert not met("4 year", text)


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("at least 15 years", "for at least fifteen (15) years for traceability"),
        ("at least 15 years", "for at least 15 (fifteen) years"),
        ("at least 15 years", "for at least 15 years3 for the purposes"),
        ("at least 15 years", "must not be less than 15 years"),
        ("at least 15 years", "may not be shorter than 180 months"),
        (">= 95 %", "should be at least 95 %1."),
        (">= 95 %", "should be at least ninety-five per cent."),
        (">= 95 %", "must not fall below 95 %"),
        ("at least 1e8 cells", "at least 100 million cells should be tested"),
        ("at least 1e8 cells", "at least 1 x 10^8 cells"),
        ("at least 1e8 cells", "no fewer than 1 × 10⁸ T cells"),
        ("at least 1e8 cells", "no fewer than 1 x 108 T cells"),
        ("<= 2 IU/kg", "no more than 2,0 IU of endotoxin per kg of body mass"),
        ("<= 2 IU/kg", "should not contain more than 2 IU of endotoxin per kg of body mass"),
        ("<= 2 IU/kg", "the endotoxin per kg should be at most 2 IU"),
        ("<= 10 CFU/100 mL", "should not exceed 10 CFU per 100 mL"),
        ("<= 10 CFU/100 mL", "no sample may have more than 10 CFU in 100 mL"),
        ("<= 10 CFU/100 mL", "not more than 0.1 CFU per mL"),
        ("<= 180 day", "at least every 180 days"),
    ],
)
def test_the_same_number_said_otherwise_meets_a_statement(need: str, text: str) -> None:
    assert met(need, text)


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("<= 10 CFU/mL", "not more than 10 CFU per 100 mL"),
        ("<= 5 EU/kg/h", "not more than 5 EU per kg"),
        ("<= 10 ng/dose", "not more than 10 ng per mL"),
        ("<= 1 RCV/3e10 vp", "at most one replication-competent adenovirus in 3 x 10^9 particles"),
        ("<= 10 CFU/mL", "it is not necessary to look for more than 10 CFU per mL"),
        ("<= 10 CFU/mL", "must not fall below 10 CFU per mL"),
        ("at least 106 cells", "at least 106 cells"),
    ],
)
def test_what_a_text_does_not_plainly_say_meets_nothing(need: str, text: str) -> None:
    assert not met(need, text)


def test_a_part_of_a_text_is_read_with_what_stands_around() -> None:
    text = "Kept for no longer than twenty-four years at 5 mg."
    at = text.index("four")
    assert [mention.text for mention in READER.within(text, at, len(text))] == ["5 mg"]
    (years, _) = READER.within(text, text.index("twenty"), len(text))
    assert (years.bound, text[years.start : years.end]) == ("upper", "twenty-four years")


def test_what_is_unsure_equals_nothing() -> None:
    unsure = Unsure("time")
    assert unsure != unsure
    assert unsure != "time"
    assert unsure not in ("time", "mass")
    assert {unsure: 1}[unsure] == 1


def test_a_number_becomes_one_of_base_units() -> None:
    assert READER.mentions("not more than 10 CFU per 100 mL") == [
        Mention(
            Fraction(1, 10),
            "colony-forming-units-per-volume",
            "upper",
            14,
            31,
            "10 CFU per 100 mL",
            Fraction(10),
        )
    ]
