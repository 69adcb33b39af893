"""Quantities as texts and certificates write them: degrees, logarithms, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.kinds.number import shown
from atmp_gap.kinds.units import QuantityError

pytestmark = pytest.mark.requirement("TR-04")

MEASURES = open_corpus().words.measures


@pytest.mark.parametrize(
    ("text", "low", "high", "basis"),
    [
        ("<= -130 °C", None, "-130", "temperature"),
        ("2..8 °C", "2", "8", "temperature"),
        ("-25..-15 degC", "-25", "-15", "temperature"),
        ("\u221220 °C", "-20", "-20", "temperature"),
        ("< 77 K", None, "-196.15", "temperature"),
        ("-4 °F", "-20", "-20", "temperature"),
        ("37 °C", "37", "37", "temperature"),
        (">= 4 log10", "4", None, "log-reduction"),
        ("-1 log10 TCID50/mL", "1/10", "1/10", "infectious-dose per volume"),
        (">= 5 log10 TCID50/mL", "100000", None, "infectious-dose per volume"),
        ("5..6 log10 TCID50/mL", "100000", "1000000", "infectious-dose per volume"),
        ("<= 3520 particles/m3", None, "0.00352", "particles per volume"),
        ("<= 10 IU/mL", None, "10", "international-units per volume"),
        ("250..350 mOsm/kg", None, None, "osmolality per mass"),
    ],
)
def test_what_can_be_written(text: str, low: str | None, high: str | None, basis: str) -> None:
    (term,) = MEASURES.parse(text).terms
    if low or high:
        ends = (term.interval.low, term.interval.high)
        assert ends == tuple(None if end is None else Fraction(end) for end in (low, high))
    assert " per ".join(term.basis) == basis


def test_equal_logarithms_stay_equal_and_differ_from_others() -> None:
    half, same, more = (
        MEASURES.parse(f"{text} log10 TCID50/mL").terms[0].value for text in ("5.5", "5.50", "5.51")
    )
    assert half == same < more
    assert half**2 != 10**11  # irrational: kept to 60 digits
    assert abs(half**2 - 10**11) < Fraction(1, 10**40)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("-1 ng", "'-1 ng' lies below zero", None),
        ("-5 %", "'-5 %' lies below zero", None),
        ("-300 °C", "'-300 °C' lies below absolute zero", None),
        ("-1 K", "lies below absolute zero", None),
        ("5 °C/mL", "a temperature is not per anything", None),
        ("5 ng/°C", "nothing is per temperature", None),
        ("8..2 °C", "ends before it begins", None),
        ("5e9 log10 TCID50", "no amount of anything", None),
        ("<= 1.1x10^14 vg/kg", "is not a quantity", "write '<= 1.1e14 vg/kg'"),
        ("1.1 × 10\u22123 ng", "is not a quantity", "write '1.1e-3 ng'"),
        ("7.1 ± 0.3", "is not a quantity", "write '6.8..7.4'"),
        ("5 +/- 2 °C", "is not a quantity", "write '3..7 °C'"),
        ("5 log10", "", None),
    ],
)
def test_what_is_refused_says_what_to_write(text: str, said: str, hint: str | None) -> None:
    if not said:
        MEASURES.parse(text)
        return
    with pytest.raises(QuantityError) as caught:
        MEASURES.parse(text)
    assert said in str(caught.value)
    assert hint is None or caught.value.hint == hint


@pytest.mark.parametrize(
    ("value", "toward", "beside", "text"),
    [
        (Fraction(350, 68), "down", None, "5.1"),
        (Fraction(350, 68), "up", None, "5.2"),
        (Fraction(350, 68), "down", Fraction(5), "5.1"),
        (Fraction(350, 68), "down", Fraction("5.147"), "5.14705"),
        (Fraction(350, 68), "down", Fraction("5.15"), "5.1"),
        (Fraction(350), "down", None, "350"),
        (Fraction("11.25"), "down", None, "11.25"),
        (Fraction("0.00012345"), "down", None, "0.00012"),
        (Fraction(5 * 10**13), "down", None, "5e13"),
        (Fraction(123456789), "up", None, "1.3e8"),
        (Fraction(0), "down", None, "0"),
        (Fraction("-196.15"), "", None, "-200"),
    ],
)
def test_numbers_are_shown_short_and_on_the_safe_side(
    value: Fraction, toward: str, beside: Fraction | None, text: str
) -> None:
    assert shown(value, toward, beside) == text


def layer(folder: Path, units: list[dict[str, str]]) -> str:
    folder.mkdir()
    (folder / "vocabulary.yaml").write_text(yaml.safe_dump({"units": units}), encoding="utf-8")
    return str(folder)


def test_a_layer_may_repeat_a_unit_as_it_stands_and_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    degrees = {"id": "degC", "dimension": "temperature", "factor": "1"}
    same = layer(tmp_path / "a", [degrees])
    assert run(["show", "hcDNA", "--requirements", same]) == 0
    other = layer(tmp_path / "b", [{**degrees, "factor": "2"}])
    assert run(["show", "hcDNA", "--requirements", other]) == 3
    assert "the id 'degC' is used twice" in capsys.readouterr().err


def test_the_micro_sign_and_the_greek_mu_are_one() -> None:
    sign, letter = (MEASURES.parse(f"< 5 {mark}g/mL").terms[0] for mark in ("\u00b5", "\u03bc"))
    assert (sign.interval, sign.basis) == (letter.interval, letter.basis)
