"""Every slot kind by itself: adding up a side's answers, comparing two, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import (
    FIRST,
    SECOND,
    Answer,
    AnswerError,
    Disagreement,
    Kind,
    Outcome,
    other,
)
from kinds_support import WORDS, answer, slot_of

NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
MIRROR: dict[Any, Any] = {FIRST: SECOND, SECOND: FIRST}
NONE = "no number, justify"


def compared(kind: str, first: Any, second: Any) -> Outcome:
    return KINDS[kind].compare(answer(kind, first), answer(kind, second), WORDS, NOTHING)


@pytest.mark.parametrize(
    ("kind", "first", "second", "stricter", "position"),
    [
        # A limit: the inner interval, and what lies in both.
        ("limit", "< 10 ng", "< 10000 pg", "equal", "< 10 ng"),
        ("limit", "< 10 ng", "<= 10 ng", "equal", "< 10 ng"),
        ("limit", "70..90 %", "70..90 %", "equal", "70..90 %"),
        ("limit", "none", "none", "equal", NONE),
        ("limit", "< 5 ng", "none", FIRST, "< 5 ng"),
        ("limit", "< 5 ng", "< 10 ng", FIRST, "< 5 ng"),
        ("limit", ">= 5 ng", ">= 3 ng", FIRST, ">= 5 ng"),
        ("limit", "75..80 %", "70..90 %", FIRST, "75..80 %"),
        ("limit", "75..80 %", "<= 90 %", FIRST, "75..80 %"),
        ("limit", "70..90 %", "80..95 %", "mixed", "80..90 %"),
        ("limit", "70..90 %", ">= 80 %", "mixed", "70..90 % and >= 80 %"),
        ("limit", "< 10 ng", "> 1000 pg", "mixed", "< 10 ng and > 1000 pg"),
        ("limit", "1..3 ng", "2000..4000 pg", "mixed", "1..3 ng and 2000..4000 pg"),
        ("limit", "< 5 %", "> 10 %", "conflict", None),
        ("limit", "< 5 %", "> 5 %", "conflict", None),
        ("limit", "< 5 ng", "< 5 ng/dose", "not-compared", None),
        # Lists of limits, where one term decides.
        ("limit", "least of < 1 % | < 5 ng", "least of < 5 ng | < 1 %", "equal",
         "least of < 1 % | < 5 ng"),
        ("limit", "least of < 1 % | < 5 ng", "< 2 %", FIRST, "least of < 1 % | < 5 ng"),
        ("limit", "least of < 1 % | < 5 ng", "< 1 %", FIRST, "least of < 1 % | < 5 ng"),
        ("limit", "least of < 3 % | < 5 ng", "< 2 %", "not-compared", None),
        ("limit", "< 1 %", "most of < 2 % | < 5 ng", FIRST, "< 1 %"),
        ("limit", "< 3 %", "most of < 2 % | < 5 ng", "not-compared", None),
        ("limit", "most of > 2 % | > 5 ng", "> 1 %", FIRST, "most of > 2 % | > 5 ng"),
        ("limit", "> 3 %", "least of > 2 % | > 5 ng", FIRST, "> 3 %"),
        ("limit", "least of 1..2 % | < 5 ng", "1..2 %", "not-compared", None),
        ("limit", "least of < 1 % | < 5 ng", "most of < 1 % | < 5 ng", "not-compared", None),
        ("limit", "least of < 1 % | < 5 ng", "< 2 bp", "not-compared", None),
        # An effort: the larger, also from a later start.
        ("effort", "1 year", "365.25 day", "equal", "1 year"),
        ("effort", "5 year", "up to 5 year", "equal", "5 year"),
        ("effort", "none", "none", "equal", NONE),
        ("effort", "5 year", "none", FIRST, "5 year"),
        ("effort", "15 year", "5 year", FIRST, "15 year"),
        ("effort", "15 year", "up to 20 year", SECOND, "up to 20 year"),
        ("effort", ">= 15 year", "5 year", FIRST, ">= 15 year"),
        ("effort", "5 year", "5 ng", "not-compared", None),
        ("effort", "15 year from product-expiry", "15 year from administration", FIRST,
         "15 year from product-expiry"),
        ("effort", "15 year from last-visit", "1 year from administration", FIRST,
         "15 year from last-visit"),
        ("effort", "15 year from product-expiry", "20 year from administration",
         "not-compared", None),
        ("effort", "15 year from other", "15 year from administration", "not-compared", None),
        ("effort", "15 year", "15 year from administration", "not-compared", None),
        ("effort", "least of 1 % | 1e8 cells", "least of 1e8 cells | 1 %", "equal",
         "least of 1 % | 1e8 cells"),
        ("effort", "1e8 cells", "least of 1 % | 1e8 cells", FIRST, "1e8 cells"),
        ("effort", "2e8 cells", "least of 1 % | 1e8 cells", FIRST, "2e8 cells"),
        ("effort", "1e7 cells", "least of 1 % | 1e8 cells", "not-compared", None),
        ("effort", "most of 1 % | 1e8 cells", "1e8 cells", FIRST, "most of 1 % | 1e8 cells"),
        ("effort", "most of 1 % | 1e8 cells", "1e7 cells", FIRST, "most of 1 % | 1e8 cells"),
        ("effort", "most of 1 % | 1e8 cells", "2e8 cells", "not-compared", None),
        ("effort", "least of 1 % | 1e8 cells", "5 year", "not-compared", None),
        ("effort", "least of 1 year from other | 1e8 cells", "2 year", "not-compared", None),
        ("effort", "2 year from other", "least of 1 year from other | 1e8 cells", FIRST,
         "2 year from other"),
        ("effort", "least of 1 % | 1e8 cells", "most of 1 % | 1e8 cells", "not-compared", None),
        ("effort", "least of 1 % | 1e8 cells", "least of 2 % | 1e8 cells", "not-compared", None),
        # Words and visits.
        ("asked", "expected", "optional", FIRST, "expected"),
        ("asked", "optional", "not-expected", FIRST, "optional"),
        ("permission", "not-allowed", "allowed-if", FIRST, "not-allowed"),
        ("permission", "allowed-if", "allowed", FIRST, "allowed-if"),
        ("choice", "one", "one", "equal", "one"),
        # Equal words, read from two places.
        ("choice", "one of them", " ".join(["one", "of", "them"]), "equal", "one of them"),
        ("choice", "one", "two", "not-comparable", None),
        ("schedule", "at 0, 12 month", "at 0, 1 year", "equal", None),
        ("schedule", "visit at 0 month", "at 0 month", "not-comparable",
         "at 0 month; visit at 0 month"),
        ("schedule", "at 1 year", "at 6 month", "not-comparable", "at 6 month; at 1 year"),
        ("schedule", "every 1 year until 15 year", "every 1 year", "not-comparable",
         "every 1 year; every 1 year until 15 year"),
        ("schedule", "every 1 year until 2 year", "every 12 month until 24 month", "equal", None),
        ("schedule", "every 1 year until 2 year", "every 2 year until 1 year", "not-comparable",
         None),
        ("clock", "<= 60 day", "60 day", "equal", None),
        ("clock", "<= 60 day", "<= 1440 h", "equal", None),
        ("clock", "<= 60 day", "<= 40 day", "not-comparable", None),
        ("clock", "60 day", "10..60 day", "not-comparable", None),
        ("clock", "60 day", "60 day from administration", "not-comparable", None),
        ("clock", "60 day", "none", "not-comparable", None),
        ("clock", "none", "none", "equal", None),
        ("clock", "60 day", "60 ng", "not-compared", None),
        ("clock", "least of 30 day | 60 day from other", "least of 60 day from other | 30 day",
         "equal", None),
        ("clock", "least of 30 day | 60 day from other", "most of 30 day | 60 day from other",
         "not-compared", None),
        ("clock", "30 day", "least of 30 day | 5 ng", "not-compared", None),
        ("clock", "30 day", "least of 5 ng | 30 day", "not-compared", None),
        ("clock", "none", "least of 5 ng | 30 day", "not-comparable", None),
        # Lists.
        ("all-of", ["a", "b"], ["b", "a"], "equal", "a, b"),
        ("all-of", ["validated-nat"], ["validated-nat"], "equal", "validated-nat"),
        ("any-of", ["a", "b"], ["b", "a"], "equal", None),
        ("any-of", ["culture"], ["culture", "nat"], FIRST, "culture"),
        ("any-of", ["validated-nat"], ["nat"], FIRST, "validated-nat"),
        ("any-of", ["validated-nat"], ["culture", "nat"], FIRST, "validated-nat"),
        ("any-of", ["a", "b"], ["b", "c"], "mixed", "b"),
        ("any-of", ["a"], ["b"], "conflict", None),
    ],
)  # fmt: skip
def test_comparing(kind: str, first: Any, second: Any, stricter: Any, position: str | None) -> None:
    """Compared either way round; what the order may change is only how it is worded."""
    one, two = compared(kind, first, second), compared(kind, second, first)
    if stricter in ("equal", "not-compared"):
        assert (one.relation, two.relation) == (stricter, stricter)
        assert one.stricter is None
    else:
        assert (one.relation, two.relation) == ("differs", "differs")
        expected = "mixed" if stricter == "conflict" else stricter
        assert one.stricter == expected
        assert two.stricter == MIRROR.get(expected, expected)
    assert one.conflict is two.conflict is (stricter == "conflict")
    if position is not None or stricter in ("conflict", "not-compared"):
        assert one.position == position
    if stricter == "not-compared":
        assert first in one.note or "different starts" in one.note


@pytest.mark.parametrize(
    ("kind", "first", "second", "notes"),
    [
        ("limit", "< 10 ng", "<= 10 ng", ["ends"]),
        ("limit", "> 10 ng", ">= 10 ng", ["ends"]),
        ("limit", "< 10 ng", "<= 20 ng", []),
        ("limit", "> 10 ng", ">= 20 ng", []),
        ("limit", "< 10 ng", "< 10 ng", []),
        ("limit", "about < 10 ng", "< 10 ng", ["about"]),
        ("limit", "about < 10 ng", "about < 10 ng", []),
        ("effort", "up to 5 year", "15 year", ["risk-based"]),
        ("effort", "about 5 year", "up to 5 year", ["about", "risk-based"]),
        ("effort", "> 5 year", ">= 5 year", ["ends"]),
        ("effort", "up to 5 year from product-expiry", "5 year from administration",
         ["risk-based"]),
        ("clock", "about 60 day", "60 day", ["about"]),
        ("clock", "least of about 30 day | 60 day from other",
         "least of 60 day from other | about 30 day", []),
    ],
)  # fmt: skip
def test_what_is_noted_and_never_decides(
    kind: str, first: Any, second: Any, notes: list[str]
) -> None:
    for one, two in ((first, second), (second, first)):
        assert [note.kind for note in compared(kind, one, two).notes] == notes


@pytest.mark.parametrize(
    ("kind", "answers", "total"),
    [
        ("limit", ["< 10 ng"], "< 10 ng"),
        ("limit", ["< 10 ng", "none"], "< 10 ng"),
        ("limit", ["none", "none"], "none"),
        ("limit", ["none", "< 10 ng", "< 5 ng"], "< 5 ng"),
        ("limit", ["< 10 ng", "< 10000 pg"], "< 10 ng"),
        ("limit", ["70..90 %", "80..95 %"], "80..90 %"),
        ("limit", ["70..90 %", "80..95 %", ">= 85 %"], "80..90 % and >= 85 %"),
        ("limit", ["least of < 1 % | < 5 ng", "least of < 5 ng | < 1 %"],
         "least of < 1 % | < 5 ng"),
        ("limit", ["least of < 1 % | < 5 ng", "< 1 %"], None),
        ("limit", ["< 1 %", "least of < 1 % | < 5 ng"], None),
        ("limit", ["< 10 ng", "< 10 ng/dose"], None),
        ("limit", ["> 5 ng", ">= 6 ng"], ">= 6 ng"),
        ("limit", [">= 5 ng", "> 5 ng"], "> 5 ng"),
        ("limit", ["> 5 ng", ">= 5 ng"], "> 5 ng"),
        ("limit", ["< 5 ng", "<= 5 ng"], "< 5 ng"),
        ("limit", ["< 5 ng", "> 10 ng"], None),
        ("effort", ["5 year", "15 year", "10 year"], "15 year"),
        ("effort", ["none", "5 year"], "5 year"),
        ("effort", ["up to 5 year", "5 year"], "5 year"),
        ("effort", ["5 year", "up to 5 year"], "5 year"),
        ("effort", ["5 year", "60 month"], "5 year"),
        ("effort", ["5 year from administration", "5 year from product-expiry"],
         "5 year from product-expiry"),
        ("effort", ["5 year", "5 ng"], None),
        ("asked", ["optional", "expected", "not-expected"], "expected"),
        ("permission", ["allowed", "allowed"], "allowed"),
        ("permission", ["allowed", "not-allowed"], None),
        ("choice", ["one", "one"], "one"),
        ("choice", ["one", "two"], None),
        ("schedule", ["at 12 month", "at 12 month"], "at 12 month"),
        ("schedule", ["at 0, 12 month", "at 0 month"], None),
        ("clock", ["<= 60 day", "60 day"], "<= 60 day"),
        ("clock", ["<= 60 day", "40 day"], None),
        ("clock", ["40 day", "<= 60 day"], None),
        ("clock", ["least of 30 day | 5 ng", "least of 5 ng | 30 day"], "least of 30 day | 5 ng"),
        ("clock", ["least of 30 day | 5 ng", "most of 30 day | 5 ng"], None),
        ("all-of", [["b", "a"], ["c", "a"]], "a, b, c"),
        ("all-of", [["nat"], ["validated-nat"]], "validated-nat"),
        ("any-of", [["culture"], ["a"]], "culture, a"),
        ("any-of", [["validated-nat"], ["nat"]], "nat"),
    ],
)  # fmt: skip
def test_adding_up_one_side(kind: str, answers: list[Any], total: str | None) -> None:
    added = KINDS[kind].combine([answer(kind, raw) for raw in answers], WORDS)
    if total is None:
        assert isinstance(added, Disagreement)
        assert added.reason
    else:
        assert isinstance(added, Answer)
        assert added.text == total


@pytest.mark.parametrize(("complete", "whole"), [((True, True), True), ((True, False), False)])
def test_a_united_list_is_complete_where_all_are(complete: tuple[bool, bool], whole: bool) -> None:
    lists = [answer("all-of", ["a"], complete=given) for given in complete]
    added = KINDS["all-of"].combine(lists, WORDS)
    assert isinstance(added, Answer)
    assert added.complete is whole


@pytest.mark.parametrize(
    ("second", "complete", "lacks", "relation", "stricter", "opened", "elements"),
    [
        # The first list is a, b; what the second lacks is open until its text says it is whole,
        # or its side's texts were searched for it.
        (["a"], False, frozenset(), "equal", None, ((), ("b",)), ()),
        (["a"], True, frozenset(), "differs", FIRST, ((), ()), ("b",)),
        (["a"], False, frozenset({"b"}), "differs", FIRST, ((), ()), ("b",)),
        (["a"], False, frozenset({"c"}), "equal", None, ((), ("b",)), ()),
        (["a"], False, None, "differs", FIRST, ((), ()), ("b",)),
        (["a", "c"], True, frozenset(), "differs", FIRST, (("c",), ()), ("b",)),
        (["a", "c"], False, frozenset(), "equal", None, (("c",), ("b",)), ()),
    ],
)
def test_what_a_list_lacks(
    second: list[str],
    complete: bool,
    lacks: frozenset[str] | None,
    relation: str,
    stricter: Any,
    opened: Any,
    elements: tuple[str, ...],
) -> None:
    mine, theirs = answer("all-of", ["a", "b"]), answer("all-of", second, complete=complete)
    for turned in (False, True):
        pair, known = ((mine, theirs), (frozenset[str](), lacks))
        expected = opened
        if turned:
            pair, known = (theirs, mine), (lacks, frozenset[str]())
            stricter, expected = MIRROR.get(stricter, stricter), opened[::-1]
        found = KINDS["all-of"].compare(*pair, WORDS, known)
        assert (found.relation, found.stricter) == (relation, stricter)
        assert (found.open, found.elements) == (expected, elements)
        assert sorted(found.chosen) == sorted({"a", "b", *second})


def test_two_whole_lists_of_which_neither_holds_the_other() -> None:
    lists = [answer("all-of", names, complete=True) for names in (["a", "b"], ["a", "c"])]
    found = KINDS["all-of"].compare(*lists, WORDS, NOTHING)
    assert (found.relation, found.stricter, found.position) == ("differs", "mixed", "a, b, c")
    assert found.elements == ()
    assert "b" in found.note and "c" in found.note


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("limit", "10 ng", "has no bound"),
        ("limit", "least of < 1 % | 5 ng", "has no bound"),
        ("limit", "< 5 year from administration", "not counted from a start"),
        ("limit", ["< 5 ng"], "not a list"),
        ("effort", "< 5 year", "not one least amount"),
        ("effort", "<= 5 year", "not one least amount"),
        ("effort", "4..5 year", "not one least amount"),
        ("asked", "perhaps", "no answer to a slot of kind asked"),
        ("permission", "expected", "no answer to a slot of kind permission"),
        ("schedule", [], "empty list"),
        ("schedule", "sometimes", "is no visit"),
        ("schedule", "at 3 ng", "no unit of time"),
        ("schedule", "at 3 day/dose", "no unit of time"),
        ("all-of", [], "empty list"),
        ("all-of", ["a", " "], "empty list"),
        ("any-of", "a, b, a", "names something twice"),
    ],
)
def test_what_is_refused(kind: str, raw: Any, words: str) -> None:
    with pytest.raises(AnswerError, match=words):
        answer(kind, raw)


@pytest.mark.parametrize(
    ("kind", "raw", "text"),
    [
        ("limit", " < 5 ng ", "< 5 ng"),
        ("effort", "= 5 year", "= 5 year"),
        ("asked", " expected ", "expected"),
        ("all-of", "b, a", "a, b"),
        ("any-of", [" b", "a "], "a, b"),
        ("schedule", ["at 0 month", "every 1 year"], "at 0 month; every 1 year"),
        ("schedule", "visit  at 0, 6 month", "visit  at 0, 6 month"),
    ],
)
def test_what_is_read(kind: str, raw: Any, text: str) -> None:
    assert answer(kind, raw).text == text


@pytest.mark.parametrize("kind", ["choice", "all-of", "any-of"])
def test_only_what_the_slot_lists_may_be_named(kind: str) -> None:
    slot = slot_of(kind, None, "two", "one")
    assert KINDS[kind].parse("one", slot, WORDS).text == "one"
    with pytest.raises(AnswerError) as caught:
        KINDS[kind].parse("three", slot, WORDS)
    assert caught.value.hint == "known: two, one"


def test_lists_stand_in_the_order_of_the_slot() -> None:
    slot = slot_of("all-of", None, "two", "one", "three")
    assert KINDS["all-of"].parse("three, one, two", slot, WORDS).elements == ("two", "one", "three")


@pytest.mark.parametrize(
    ("kind", "held", "asked", "says"),
    [
        ("all-of", ["a"], ["a", "b", "c"], "EMA also asks b, c"),
        ("all-of", ["validated-nat"], ["nat", "b"], "EMA also asks b"),
        ("any-of", ["a", "b"], ["a"], "EMA is not known to accept b"),
        ("any-of", ["validated-nat", "culture"], ["nat"], "EMA is not known to accept culture"),
        ("limit", "< 10 ng", "< 5 ng", ""),
    ],
)
def test_what_a_position_falls_short_of(kind: str, held: Any, asked: Any, says: str) -> None:
    assert KINDS[kind].shortfall("EMA", answer(kind, held), answer(kind, asked), WORDS) == says


@pytest.mark.parametrize(
    ("kind", "dimension", "values", "how"),
    [
        ("limit", "mass-per-dose", (), "a limit with its bound in mass per dose, such as < 10"),
        ("limit", None, (), "a limit with its bound, such as < 10"),
        ("effort", "time", (), "the least amount in time"),
        ("all-of", None, ("a", "b"), "all you do, a list of: a, b"),
        ("any-of", None, (), "what you use, a list"),
        ("choice", None, ("a", "b"), "one of: a, b"),
        ("asked", None, (), "done or not-done"),
        ("permission", None, (), "used or used-if or not-used"),
        ("schedule", None, (), "visits: at 0, 3, 6 month, or every 1 year until 15 year"),
        ("clock", "time", (), "clock"),
    ],
)
def test_how_an_answer_is_written(
    kind: str, dimension: str | None, values: tuple[str, ...], how: str
) -> None:
    assert KINDS[kind].write(slot_of(kind, dimension, *values)) == how


TRAITS = {
    "is_set": {"all-of", "any-of"},
    "requires_all": {"all-of"},
    "accepts_any": {"any-of"},
    "stated_by_may": {"permission"},
    "in_numbers": {"limit", "effort", "schedule", "clock"},
    "binds_agency": {"clock"},
    "classifies": {"choice"},
}


@pytest.mark.parametrize("trait", TRAITS)
def test_what_is_true_of_which_kinds(trait: str) -> None:
    assert {name for name, kind in KINDS.items() if getattr(kind, trait)} == TRAITS[trait]
    # A new kind is nothing but what its file says.
    assert getattr(Kind, trait) is False


def test_the_other_side() -> None:
    assert (other(FIRST), other(SECOND)) == (SECOND, FIRST)


@pytest.mark.parametrize("given", [True, False])
def test_only_a_quantity_without_a_number_is_none(given: bool) -> None:
    assert answer("limit", "none" if given else "< 1 ng").is_none is given
    assert not answer("choice", "none").is_none
