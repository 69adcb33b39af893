"""Numbers in words and digits, one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from atmp_gap.text.number_words import BEGINS, numeral_at


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-four years", "24"),
        ("twenty four years", "24"),
        ("Twenty-five subjects", "25"),
        ("Twenty nine of these", "29"),
        ("one hundred and twenty days", "120"),
        ("one hundred twenty days", "120"),
        ("two hundred and five samples", "205"),
        ("a hundred days", "100"),
        ("twelve hundred units", "1200"),
        ("five thousand units", "5000"),
        ("two hundred thousand cells", "200000"),
        ("one hundred million cells", "100000000"),
        ("three million cells", "3000000"),
        ("ten thousand and five", "10005"),
        ("one and a half years", "1.5"),
        ("two and a half years", "2.5"),
        ("three-year term", "3"),
        ("ninety-day period", "90"),
        ("five-year period", "5"),
        ("ten-fold change", "10"),
        ("tenfold change", "10"),
        ("fifteen (15) years", "15"),
        ("15 (fifteen) years", "15"),
        ("thirty (30) days", "30"),
        ("two dozen vials", "24"),
        ("zero days", "0"),
        ("seven days", "7"),
        ("twenty per cent", "20"),
        ("ninety-five per cent", "95"),
        ("hundred per cent", "100"),
        ("twelve months", "12"),
        ("forty-five minutes", "45"),
    ],
)
def test_a_number_in_words(text: str, value: str) -> None:
    begin = BEGINS.search(text)
    assert begin is not None
    numeral = numeral_at(text, begin.start())
    assert numeral is not None
    assert (numeral.value, numeral.sure) == (Fraction(value), True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250", "1250"),
        ("0,2", "1/5"),
        ("12,5", "25/2"),
        ("1.000.000", "1000000"),
        ("1,234.5", "2469/2"),
        ("1.234,5", "2469/2"),
        ("10 000", "10000"),
        ("3 520 000", "3520000"),
        ("3 x 10^9", "3000000000"),
        ("3×10⁹", "3000000000"),
        ("10⁻⁶", "1/1000000"),
        ("1e-3", "1/1000"),
        ("5 million", "5000000"),
    ],
)
def test_a_number_in_digits(text: str, value: str) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.sure, numeral.end) == (Fraction(value), True, len(text))


@pytest.mark.parametrize(
    "text",
    ["10.000", "12 345", "2 100", "15²", "fifteen (14)", "two thirds", "one two", "9" * 5000],
)
def test_a_number_that_may_be_two(text: str) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert not numeral.sure
