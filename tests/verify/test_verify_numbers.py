from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.verify.numbers import LOWER, UPPER, Reader

READER = Reader(
    {
        "ng": ("mass", Fraction(1, 1_000_000)),
        "ug": ("mass", Fraction(1, 1000)),
        "day": ("time", Fraction(1)),
        "week": ("time", Fraction(7)),
        "month": ("time", Fraction("30.4375")),
        "year": ("time", Fraction("365.25")),
        "cells": ("cells", Fraction(1)),
        "%": ("share", Fraction(1)),
    }
)


@pytest.mark.parametrize(
    "text", ["10 ng", "10ng", "10 nanograms", "ten nanograms", "10-ng", "0.01 µg", "10\nng"]
)
def test_one_mass_in_many_spellings(text: str) -> None:
    (mention,) = READER.mentions(f"a dose of {text} each")
    assert (mention.value, mention.dimension) == (Fraction(1, 100_000), "mass")


@pytest.mark.parametrize("text", ["10^8", "1 x 10^8", "1 × 10^8", "1e8", "100,000,000"])
def test_one_power_in_many_spellings(text: str) -> None:
    (mention,) = READER.mentions(f"{text} cells")
    assert (mention.value, mention.dimension) == (Fraction(10**8), "cells")


@pytest.mark.parametrize("text", ["15-year", "15 years", "fifteen years", "Fifteen-year"])
def test_one_time_in_many_spellings(text: str) -> None:
    assert READER.mentions(f"a {text} plan")[0].value == Fraction("365.25") * 15


def test_a_year_is_twelve_months() -> None:
    (year,), (months,) = READER.mentions("1 year"), READER.mentions("12 months")
    assert year.value == months.value


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("less than 10 ng", UPPER),
        ("below 10 ng", UPPER),
        ("< 10 ng", UPPER),
        ("no more than 10 ng", UPPER),
        ("not later than 10 days", UPPER),
        ("10 days or less", UPPER),
        ("10 ng per day or less", UPPER),
        ("at least 10 days", LOWER),
        ("not less than 10 days", LOWER),
        ("more than 10 days", LOWER),
        ("10 days or more", LOWER),
        ("10 days", None),
        ("at least one sample at 10 days", None),
    ],
)
def test_bounds(text: str, bound: str | None) -> None:
    assert READER.mentions(text)[-1].bound == bound


def test_the_first_of_a_list_takes_the_unit_of_the_last() -> None:
    first, second = READER.mentions("after 1 and 3 weeks")
    assert (first.value, second.value, first.dimension) == (7, 21, "time")


def test_a_range_is_met_by_the_same_range_alone() -> None:
    (weeks,), (days,) = READER.mentions("within 1-3 weeks"), READER.mentions("7 to 21 days")
    (week,) = READER.mentions("1 week")
    assert (weeks.value, weeks.dimension) == (days.value, days.dimension)
    assert weeks.dimension != week.dimension


def test_numbers_inside_words_and_codes_do_not_count() -> None:
    assert READER.mentions("Q5A and HEK293, HEK-293, USP <85> and 2.2.1x") == []


@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(["ng", " ng", " nanograms"]))
def test_spelling_never_changes_the_value(number: int, unit: str) -> None:
    (mention,) = READER.mentions(f"{number}{unit}")
    assert mention.value == Fraction(number, 1_000_000)
