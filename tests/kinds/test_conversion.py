"""Limits on different bases brought to one by what a dose holds: the worked examples, and laws."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import FIRST, SECOND, Answer, Outcome
from atmp_gap.kinds.conversion import convert
from atmp_gap.kinds.dose import HOW, Dose, read_fact
from atmp_gap.kinds.units import QuantityError

pytestmark = pytest.mark.requirement("TR-04")

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "conversions.yaml").read_text(encoding="utf-8")
)
WORDS = open_corpus().words
MEASURES = WORDS.measures
LIMIT = KINDS["limit"]


def dose_of(facts: dict[str, str]) -> Dose:
    """A dose from facts as a profile names them."""
    spelt = {name.replace("_", " "): text for name, text in facts.items()}
    return Dose({name: read_fact(name, text, MEASURES) for name, text in spelt.items()})


def answers(case: dict[str, Any]) -> tuple[Answer, Answer]:
    dimension = case.get("dimension", "endotoxin-per-mass")
    texts = (case["limit"], case["against"])
    found = [MEASURES.parse(text, dimension) for text in texts]
    return Answer(texts[0], found[0]), Answer(texts[1], found[1])


def compared(first: Answer, second: Answer, dose: Dose) -> Outcome:
    words = replace(WORDS, dose=dose)
    return LIMIT.compare(first, second, words, (frozenset(), frozenset()))


def so(outcome: Outcome) -> str:
    """How the first limit stands to the second, in the words of the cases."""
    if outcome.relation == "not-compared":
        return "undecided"
    if outcome.relation == "equal":
        return "equal"
    return {FIRST: "tighter", SECOND: "looser"}.get(outcome.stricter, "apart")  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_limit_on_another_basis(case: dict[str, Any]) -> None:
    first, second = answers(case)
    outcome = compared(first, second, dose_of(case["dose"]))
    conversion = outcome.conversion
    if conversion is None:
        assert (case["becomes"], so(outcome)) == (None, case["so"])
        return
    assert list(conversion.missing) == case.get("missing", [])
    assert conversion.refused == case.get("refused")
    assert conversion.becomes == case.get("becomes")
    for part in ("arithmetic", "strictest"):
        if part in case:
            assert getattr(conversion, part) == case[part]
    if conversion.becomes is None:
        assert outcome.relation == "not-compared"
        for name in conversion.missing:
            assert name in outcome.note
        assert (conversion.refused or "") in outcome.note
        return
    assert so(outcome) == case["so"]
    assert all(fact in outcome.note for fact in conversion.facts) or so(outcome) == "equal"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_of_the_two_changes_nothing(case: dict[str, Any]) -> None:
    first, second = answers(case)
    dose = dose_of(case["dose"])
    one, two = compared(first, second, dose), compared(second, first, dose)
    turned = {FIRST: SECOND, SECOND: FIRST}
    assert one.conversion == two.conversion
    assert (one.relation, one.conflict, one.position) == (two.relation, two.conflict, two.position)
    assert turned.get(one.stricter, one.stricter) == two.stricter  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.get("by_hand")], ids=lambda case: case["name"]
)
def test_the_figures_are_those_worked_by_hand(case: dict[str, Any]) -> None:
    """Exactly, not as printed: the ends of what comes out are the fractions of the file."""
    first, second = answers(case)
    assert first.quantity and second.quantity
    one, two = first.quantity.terms[0], second.quantity.terms[0]
    found = convert(one, two, dose_of(case["dose"]), MEASURES)
    target = two if found.first else one
    assert found.least and found.most
    least, most = found.least.interval, found.most.interval
    upper = least.high is not None
    ends = (least.high if least.low is None else least.low, most.high if upper else most.low)
    by_hand = case["by_hand"]
    worked = by_hand if isinstance(by_hand, list) else [by_hand, by_hand]
    assert [end / target.factor for end in ends if end is not None] == [by(text) for text in worked]


def by(text: str | int) -> Fraction:
    """What `5 * 70 * 1 / 68` comes to, exactly, from left to right."""
    first, *rest = str(text).split()
    value = Fraction(first)
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        value = value * Fraction(number) if sign == "*" else value / Fraction(number)
    return value


def test_there_are_many_cases_and_each_names_its_source() -> None:
    assert len([case for case in CASES if case.get("by_hand")]) >= 25
    assert all(case["from"] for case in CASES)


AMOUNTS = st.integers(1, 500).map(lambda number: Fraction(number, 10))


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 300), AMOUNTS, AMOUNTS)
def test_a_range_decides_only_what_every_value_in_it_decides(
    light: Fraction, heavy: Fraction, small: Fraction, minutes: int, large: Fraction, own: Fraction
) -> None:
    low, high = sorted((light, heavy))
    little, much = sorted((small, large))
    limit = Answer("l", MEASURES.parse("<= 5 EU/kg/h"))
    held = Answer("h", MEASURES.parse(f"<= {float(own)} EU/mL"))
    time = f"{minutes} min"

    def stands(weight: str, volume: str) -> str:
        dose = dose_of({"body_weight": weight, "volume": volume, "infusion_time": time})
        return so(compared(held, limit, dose))

    whole = stands(f"{float(low)}..{float(high)} kg", f"{float(little)}..{float(much)} mL")
    ends = {
        stands(f"{float(weight)} kg", f"{float(volume)} mL")
        for weight in (low, high)
        for volume in (little, much)
    }
    strictest = stands(f"{float(low)} kg", f"{float(much)} mL")
    if whole in ("tighter", "equal"):
        assert strictest in ("tighter", "equal")
    if whole == "undecided":
        assert {"tighter", "looser"} <= ends
    else:
        assert ends <= {whole, "equal"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("volume", "68 mg", "gives no volume"),
        ("volume", "<= 68 mL", "not a number or a range"),
        ("volume", "0 mL", "converts nothing"),
        ("volume", "about 68 mL", "no exact number"),
        ("volume", "5 mL/dose", "gives no volume"),
        ("volume", "68", "gives no volume"),
        ("body weight", "70 kg/kg", "gives no body weight"),
        ("infusion time", "30 min from administration", "not a number or a range"),
        ("cells", "1e8 vg", "gives no cells"),
        ("cells", "least of 1e8 cells | 2e8 cells/kg", "not one number"),
        ("cells", "none", "not one number"),
        ("vector genomes", "5e13 vg/mL", "gives no vector genomes"),
        ("protein mass", "-1 mg", "below zero"),
    ],
)
def test_what_is_no_fact_is_refused_with_what_to_write(name: str, text: str, said: str) -> None:
    with pytest.raises(QuantityError) as caught:
        read_fact(name, text, MEASURES)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["5e13 vg/kg", "5e13 vg / kg", "5e13 vg per kg"])
def test_per_kg_may_be_set_apart(text: str) -> None:
    assert read_fact("vector genomes", text, MEASURES).per_kg
    with pytest.raises(QuantityError):
        read_fact("vector genomes", "5e13 vg / 2 kg", MEASURES)


@pytest.mark.parametrize("name", HOW)
def test_every_fact_can_be_written_as_its_help_says(name: str) -> None:
    assert str(read_fact(name, HOW[name][1], MEASURES)) == f"{name} {HOW[name][1]}"


@pytest.mark.parametrize(
    ("listed", "single", "dose", "said"),
    [
        ("least of < 10 ng/dose | < 1 ng/mg", "< 100 ng/mL", {}, "undecided"),
        ("least of < 10 ng/dose | < 1 ng/mg", "< 100 ng/mL", {"volume": "1 mL"}, "tighter"),
        ("least of < 10 ng/dose | < 1 ng/mg", "< 5 ng/mL", {"volume": "1 mL"}, "undecided"),
        ("most of < 10 ng/dose | < 1 ng/mg", "< 5 ng/mL", {"volume": "1 mL"}, "looser"),
        ("least of < 10 ng/dose | < 1 ng/mg", "< 10 ng/dose", {}, "tighter"),
    ],
)
def test_a_list_of_limits_is_bounded_by_one_of_them(
    listed: str, single: str, dose: dict[str, str], said: str
) -> None:
    first, second = answers({"limit": listed, "against": single})
    assert so(compared(first, second, dose_of(dose))) == said
    turned = {"tighter": "looser", "looser": "tighter"}
    assert so(compared(second, first, dose_of(dose))) == turned.get(said, said)
