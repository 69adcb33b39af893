"""The grammar of quantities, what a quantity means, and which ones are refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.kinds.measured import same_quantity
from atmp_gap.kinds.quantity import Interval, Term, UnknownStartError
from atmp_gap.kinds.units import QuantityError
from kinds_support import MEASURES

pytestmark = pytest.mark.requirement("TR-04")

F = Fraction


def only(text: str, dimension: str | None = None) -> Term:
    (term,) = MEASURES.parse(text, dimension).terms
    return term


@pytest.mark.parametrize(
    ("text", "interval", "basis"),
    [
        ("< 10 ng/dose", Interval(high=F(10), high_open=True), ("mass", "dose")),
        ("<= 10 ng/dose", Interval(high=F(10)), ("mass", "dose")),
        ("≤10 ng per dose", Interval(high=F(10)), ("mass", "dose")),
        ("> 10 ng", Interval(low=F(10), low_open=True), ("mass",)),
        (">= 1e1 ng", Interval(low=F(10)), ("mass",)),
        ("≥ 10 ng", Interval(low=F(10)), ("mass",)),
        ("= 10 ng", Interval(F(10), F(10)), ("mass",)),
        ("10 ng", Interval(F(10), F(10)), ("mass",)),
        ("10", Interval(F(10), F(10)), ("number",)),
        ("0.5 mg", Interval(F(500000), F(500000)), ("mass",)),
        ("70..90 %", Interval(F(70), F(90)), ("share",)),
        ("70 .. 70 %", Interval(F(70), F(70)), ("share",)),
        ("1..2 year", Interval(F("365.25"), F("730.5")), ("time",)),
        ("< 1 per 3e10 particles", Interval(high=F(1, 3 * 10**10), high_open=True),
         ("number", "particles")),
        ("< 6 copies per 2 genome", Interval(high=F(3), high_open=True), ("copies", "genome")),
        ("5 EU/kg/h", Interval(F(24 * 5, 10**12), F(24 * 5, 10**12)),
         ("endotoxin", "mass", "time")),
        ("5 EU/h/kg", Interval(F(24 * 5, 10**12), F(24 * 5, 10**12)),
         ("endotoxin", "mass", "time")),
        ("1 ng per dose per 2 kg", Interval(F(1, 2 * 10**12), F(1, 2 * 10**12)),
         ("mass", "dose", "mass")),
    ],
)  # fmt: skip
def test_what_a_quantity_means(text: str, interval: Interval, basis: tuple[str, ...]) -> None:
    term = only(text)
    assert (term.interval, term.basis) == (interval, basis)


@pytest.mark.parametrize(
    ("text", "about", "up_to", "bounded", "start"),
    [
        ("5 year", False, False, False, None),
        ("about 5 year", True, False, False, None),
        ("< about 5 year", True, False, True, None),
        ("about < 5 year", True, False, True, None),
        ("up to 5 year", False, True, False, None),
        ("up to about 5 year", True, True, False, None),
        ("= 5 year", False, False, True, None),
        ("4..5 year", False, False, True, None),
        ("15 year from administration", False, False, False, "administration"),
    ],
)
def test_what_stands_beside_a_number(
    text: str, about: bool, up_to: bool, bounded: bool, start: str | None
) -> None:
    term = only(text)
    assert (term.about, term.up_to, term.bounded, term.start) == (about, up_to, bounded, start)


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("< 10 ng/dose", ("10", ""), "ng/dose"),
        ("70..90 %", ("70", "90"), "%"),
        ("1e3 .. 2e3 copies per genome", ("1e3", "2e3"), "copies per genome"),
        ("15 year from administration", ("15", ""), "year from administration"),
        ("3", ("3", ""), ""),
    ],
)
def test_a_term_keeps_how_it_was_written(text: str, ends: tuple[str, str], unit: str) -> None:
    term = only(text)
    assert (term.text, term.ends, term.unit) == (text, ends, unit)


def test_space_means_nothing_and_none_is_no_number() -> None:
    assert MEASURES.parse("  <   10  ng/dose ").text == "< 10 ng/dose"
    assert MEASURES.parse(" none ").is_none
    assert not MEASURES.parse("0 ng").is_none


@pytest.mark.parametrize(
    ("text", "mode", "terms"),
    [
        # Of one kind the one that counts is known; of several it depends on the product.
        ("least of 1 % | 2 %", None, ["1 %"]),
        ("least of 1 year | 6 month", None, ["6 month"]),
        ("most of 1 % | 2 %", None, ["2 %"]),
        ("most of < 1 % | < 2 %", None, ["< 2 %"]),
        ("least of 1 %", None, ["1 %"]),
        ("least of 1 % | 1e8 cells", "least", ["1 %", "1e8 cells"]),
        ("most of 1 % | 1e8 cells", "most", ["1 %", "1e8 cells"]),
        ("least of < 1 % | >= 2 %", "least", ["< 1 %", ">= 2 %"]),
        ("least of 1..2 % | 3..4 %", "least", ["1..2 %", "3..4 %"]),
        ("least of 1 year | 2 year from administration", "least",
         ["1 year", "2 year from administration"]),
    ],
)  # fmt: skip
def test_of_several_values(text: str, mode: str | None, terms: list[str]) -> None:
    quantity = MEASURES.parse(text)
    assert quantity.text == text
    assert (quantity.mode, [term.text for term in quantity.terms]) == (mode, terms)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lots", "is not a quantity"),
        ("10 ng/dose or less", "is not a quantity"),
        ("-1 ng", "lies below zero"),
        ("1 % | 2 %", "need `least of` or `most of`"),
        ("< 1..2 %", "both a bound and a range"),
        ("2..1 %", "ends before it begins"),
        ("1 ng/0 dose", "divides by nothing"),
        ("1 ng/0.0 dose", "divides by nothing"),
        ("1 stone", "unknown unit 'stone'"),
        ("1 ng/stone", "unknown unit 'stone'"),
        ("1 year from birth", "unknown start 'birth'"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(QuantityError, match=words):
        MEASURES.parse(text)


def test_an_unknown_start_names_the_known_ones() -> None:
    with pytest.raises(UnknownStartError) as caught:
        MEASURES.parse("1 year from birth")
    assert caught.value.hint
    assert "administration" in caught.value.hint


@pytest.mark.parametrize(
    ("dimension", "basis"),
    [
        (None, ("international-units", "mass")),
        ("mass-per-dose", ("international-units", "mass")),
        ("endotoxin", ("endotoxin", "mass")),
        ("endotoxin-per-mass", ("endotoxin", "mass")),
    ],
)
def test_units_equal_in_one_dimension_only(dimension: str | None, basis: tuple[str, ...]) -> None:
    assert only("5 IU/kg", dimension).basis == basis


def test_the_basis_that_a_slot_declares() -> None:
    assert MEASURES.basis("mass") == ("mass",)
    assert MEASURES.basis("endotoxin-per-time-per-mass") == ("endotoxin", "mass", "time")


@pytest.mark.parametrize(
    ("start", "other", "later"),
    [
        ("product-expiry", "administration", True),
        ("last-visit", "administration", True),
        ("administration", "product-expiry", False),
        ("administration", "administration", False),
        ("other", "administration", False),
        ("unheard-of", "administration", False),
    ],
)
def test_which_start_is_later(start: str, other: str, later: bool) -> None:
    assert MEASURES.is_later(start, other) is later


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("< 10 ng", "< 10000 pg", True),
        ("least of 1 % | 1e8 cells", "least of 1e8 cells | 1 %", True),
        ("least of 1 % | 1e8 cells", "most of 1 % | 1e8 cells", False),
        ("< 10 ng", "<= 10 ng", False),
        ("< 10 ng", "< 10 ng/dose", False),
        ("1 year", "1 year from administration", False),
    ],
)
def test_the_same_in_other_words(one: str, other: str, same: bool) -> None:
    assert same_quantity(MEASURES.parse(one), MEASURES.parse(other)) is same


ends = st.none() | st.integers(0, 4).map(Fraction)
intervals = st.builds(Interval, ends, ends)


@given(intervals, intervals)
def test_an_interval_lies_in_another_where_both_share_all_of_it(a: Interval, b: Interval) -> None:
    assert a.within(b) == (a.meet(b) == a)


open_or_closed = st.builds(Interval, ends, ends, st.booleans(), st.booleans())


@given(open_or_closed, open_or_closed)
def test_meeting_does_not_depend_on_the_order(a: Interval, b: Interval) -> None:
    # Of an end that is not there nobody asks whether it is open.
    a, b = (replace(i, low_open=i.low_open and i.low is not None,
                    high_open=i.high_open and i.high is not None) for i in (a, b))  # fmt: skip
    assert a.meet(b) == b.meet(a)
