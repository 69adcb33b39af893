from dataclasses import replace
from fractions import Fraction

import pytest

from atmp_gap.verify.anchors import check
from atmp_gap.verify.candidates import Windows, look
from atmp_gap.verify.extract.pages import joined
from atmp_gap.verify.lookup import Lookup
from atmp_gap.verify.needs import Need
from atmp_gap.verify.numbers import LOWER, UPPER, Reader
from atmp_gap.verify.sections.outline import Outline

READER = Reader(
    {"ng": ("mass", Fraction(1)), "ug": ("mass", Fraction(1000)), "day": ("time", Fraction(1))}
)
FILL = "Nothing of interest is told in this sentence about the weather of the season. " * 40
TEXT = joined(
    [
        f"1. SCOPE\n{FILL}\nThe guideline covers vaccines.",
        f"2. LIMITS\n{FILL}\n2.1 Host DNA\nResidual host cell DNA should be less than 10 ng "
        f"per dose by a validated assay.\n{FILL}",
        f"3. REPORTS\nReports reach the agency within 15 days of receipt.\n{FILL}",
    ]
)
OUTLINE = Outline(TEXT)
TASK = Lookup(
    key="X-1",
    document="D",
    locator="2.1",
    statement="One dose may carry less than 10 ng of residual host-cell DNA.",
    fingerprint="f",
    grade="read",
    anchors=("Residual host cell DNA", "validated assay"),
    needs=(Need(Fraction(10), "mass-per-dose", UPPER, "< 10 ng/dose", True),),
    words=(("One dose may carry less than 10 ng of residual host-cell DNA.", 1.0),),
)


def test_a_true_statement_is_confirmed_with_page_and_section() -> None:
    found = check(OUTLINE, TASK, READER)
    assert found.result == "confirmed"
    assert found.passages[0].page == 2
    assert found.passages[0].section == "2.1"
    assert "less than 10 ng" in found.passages[0].context


NEED = TASK.needs[0]


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"needs": (replace(NEED, value=Fraction(20)),)}, "partly"),
        ({"needs": (replace(NEED, value=Fraction(10_000)),)}, "partly"),
        ({"needs": (replace(NEED, dimension="time"),)}, "partly"),
        ({"needs": (replace(NEED, bound=LOWER),)}, "partly"),
        ({"locator": "3"}, "elsewhere"),
        ({"locator": "8.1"}, "partly"),
        ({"anchors": ("Residual host cell DNA", "rabbits")}, "partly"),
        ({"anchors": ("Residual host cell DNA", "covers vaccines")}, "partly"),
        ({"anchors": ("rabbits", "mice")}, "not-found"),
    ],
)
def test_a_falsified_statement_is_not(change: dict[str, object], result: str) -> None:
    found = check(OUTLINE, replace(TASK, **change), READER)  # type: ignore[arg-type]
    assert found.result == result
    assert found.reason


def test_the_machine_never_confirms_without_anchors() -> None:
    task = replace(TASK, anchors=(), grade="recalled", locator="section level")
    found = look(Windows(TEXT, READER), OUTLINE, task)
    assert found.result == "candidates"
    assert found.passages[0].page == 2
    assert "host cell DNA" in found.passages[0].context


def test_words_that_stand_nowhere_give_no_passage() -> None:
    task = replace(TASK, anchors=(), needs=(), words=(("zebrafish telemetry cohort quorum", 1.0),))
    assert look(Windows(TEXT, READER), OUTLINE, task).result == "no-passage"
