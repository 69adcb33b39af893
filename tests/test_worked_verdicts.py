"""The worked verdicts of the design, one case a row of its table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support import absence, ema, facets, fda, ich, notes, row_of

pytestmark = pytest.mark.requirement("TR-01")

AMOUNT = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
POINTS = {"points": {"kind": "all-of"}}
METHODS = {"methods": {"kind": "any-of"}}
TIME = {"time": {"kind": "effort"}}

CASES: dict[str, dict[str, Any]] = {
    "a number against none": {
        "asks": AMOUNT,
        "entries": [fda({"amount": "< 10 ng/dose"}), ema({"amount": "none"})],
        "verdict": "diverge",
        "stricter": "FDA",
        "facets": [("limit", "FDA")],
        "position": {"amount": "< 10 ng/dose"},
    },
    "a number against a mere expectation": {
        "asks": {**AMOUNT, "asked": {"kind": "asked"}},
        "entries": [fda({"amount": "< 10 ng/dose"}), ema({"asked": "expected"})],
        "verdict": "unjudged",
        "stricter": None,
        "notes": {"open"},
    },
    "none against none": {
        "asks": {"share": {"kind": "limit", "stricter": "lower"}},
        "entries": [fda({"share": "none"}), ema({"share": "none"})],
        "verdict": "match",
        "stricter": "equal",
        "position": {"share": "no number, justify"},
    },
    "an open against a closed end": {
        "asks": {"rca": {"kind": "limit", "stricter": "lower"}},
        "entries": [
            fda({"rca": "<= 1 per 3e10 particles"}),
            ema({"rca": "< 1 per 3e10 particles"}),
        ],
        "verdict": "match",
        "stricter": "equal",
        "notes": {"ends"},
        "position": {"rca": "< 1 per 3e10 particles"},
    },
    "one method against two": {
        "asks": METHODS,
        "entries": [
            fda({"methods": ["culture"]}),
            ema({"methods": ["culture", "validated-nat"]}),
        ],
        "verdict": "diverge",
        "stricter": "FDA",
        "facets": [("methods", "FDA")],
        "position": {"methods": "culture"},
    },
    "one more test point than a complete list": {
        "asks": POINTS,
        "entries": [
            fda({"points": ["bank", "lot", "cells", "patient"]}),
            ema(
                {"points": ["bank", "lot"]},
                1,
                complete=["points"],
            ),
            ema(
                {"points": ["cells"]},
                2,
                complete=["points"],
                unless=[{"id": "vector-lot-negative"}],
            ),
        ],
        "verdict": "diverge",
        "stricter": "FDA",
        "facets": [("tests", "FDA")],
        "notes": {"condition"},
        "position": {"points": "bank, cells, lot, patient"},
    },
    "up to 5 years against 15": {
        "asks": TIME,
        "entries": [fda({"time": "up to 5 year"}), ema({"time": "15 year"})],
        "verdict": "diverge",
        "stricter": "EMA",
        "facets": [("effort", "EMA")],
        "notes": {"risk-based"},
        "position": {"time": "15 year"},
    },
    "least of two against one of them": {
        "asks": {"sample": {"kind": "effort"}},
        "entries": [
            fda({"sample": "least of 1 % | 1e8 cells"}),
            ema({"sample": "1e8 cells"}),
        ],
        "verdict": "diverge",
        "stricter": "EMA",
        "facets": [("effort", "EMA")],
        "position": {"sample": "1e8 cells"},
    },
    "an escape from one of two limits": {
        "asks": AMOUNT,
        "entries": [
            fda({"amount": "< 10 ng/dose"}, 1, unless=[{"id": "encapsidated-dna"}]),
            fda({"amount": "< 50 ng/dose"}, 2),
            ema({"amount": "< 10 ng/dose"}),
        ],
        "verdict": "diverge",
        "stricter": "EMA",
        "facets": [("condition", "EMA")],
    },
    "a must and an equivalent that may": {
        "asks": METHODS,
        "entries": [
            fda({"methods": ["rabbit"]}, 1, obligation="must"),
            fda({"methods": ["equivalent"]}, 2, obligation="may"),
            ema({"methods": ["equivalent"]}),
        ],
        "verdict": "diverge",
        "stricter": "EMA",
        "facets": [("methods", "EMA")],
        "position": {"methods": "equivalent"},
    },
    "per kilogram and hour against per kilogram": {
        "asks": {
            "endotoxin": {
                "kind": "limit",
                "dimension": "endotoxin-per-mass-per-time",
                "stricter": "lower",
            }
        },
        "entries": [
            fda({"endotoxin": "<= 0.2 EU/kg/h"}),
            ema({"endotoxin": "<= 0.2 IU/kg"}),
        ],
        "verdict": "unjudged",
        "stricter": None,
        "notes": {"basis"},
    },
    "the same endotoxin limit in EU and IU": {
        "asks": {
            "endotoxin": {
                "kind": "limit",
                "dimension": "endotoxin-per-mass-per-time",
                "stricter": "lower",
            }
        },
        "entries": [fda({"endotoxin": "<= 5 EU/kg/h"}), ema({"endotoxin": "<= 5 IU/kg/h"})],
        "verdict": "match",
        "stricter": "equal",
    },
    "a convention decides nothing": {
        "asks": {"copies": {"kind": "limit", "stricter": "lower"}},
        "entries": [
            fda({"copies": "< 5 copies/genome"}, 1, standing="convention"),
            fda({"copies": "none"}, 2),
            ema({"copies": "none"}),
        ],
        "verdict": "match",
        "stricter": "equal",
        "also": ["FDA-1"],
    },
    "an own addition to a shared list": {
        "asks": POINTS,
        "entries": [ich({"points": ["bank", "harvest"]}), fda({"points": ["patient"]})],
        "verdict": "unjudged",
        "stricter": None,
        "notes": {"open"},
    },
    "an own addition to a shared complete list": {
        "asks": POINTS,
        "entries": [
            ich({"points": ["bank", "harvest"]}, complete=["points"]),
            fda({"points": ["patient"]}, complete=["points"]),
        ],
        "verdict": "unjudged",
        "stricter": None,
        "notes": {"open"},
    },
    "an own addition once the other's texts were searched": {
        "asks": POINTS,
        "entries": [ich({"points": ["bank", "harvest"]}), fda({"points": ["patient"]})],
        "absences": [absence("EMA")],
        "verdict": "diverge",
        "stricter": "FDA",
        "facets": [("tests", "FDA")],
    },
}


@pytest.mark.parametrize("name", CASES)
def test_worked_verdict(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    row = row_of(tmp_path, case["asks"], case["entries"], absences=case.get("absences", []))
    assert row.verdict == case["verdict"]
    assert row.stricter == case["stricter"]
    (part,) = row.parts
    assert facets(part) == case.get("facets", [])
    assert case.get("notes", set()) <= notes(part)
    if "position" in case:
        for slot, text in case["position"].items():
            assert sorted(part.global_position[slot].split(", ")) == sorted(text.split(", "))
    if "also" in case:
        assert list(part.sides[0].also) == case["also"]


def test_permission_by_stage(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        {"reliance": {"kind": "permission"}},
        [
            fda({"reliance": "allowed"}, 1, applies_to={"stage": ["investigational"]}),
            fda({"reliance": "not-allowed"}, 2, applies_to={"stage": ["marketing"]}),
            ema({"reliance": "not-allowed"}),
        ],
        domain={"stage": ["investigational", "marketing"]},
    )
    assert (row.verdict, row.stricter) == ("diverge", "EMA")
    by_stage = {part.scope["stage"]: part for part in row.parts}
    assert facets(by_stage["investigational",]) == [("pathway", "EMA")]
    assert by_stage["marketing",].verdict == "match"
    assert by_stage["marketing",].global_position == {"reliance": "not-allowed"}


def test_coverage_before_marketing(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        AMOUNT,
        [
            fda({"amount": "< 10 ng/dose"}),
            ema({"amount": "< 10000 pg/dose"}, applies_to={"stage": ["marketing"]}),
        ],
        domain={"stage": ["investigational", "marketing"]},
        absences=[absence("EMA", applies_to={"stage": ["investigational"]})],
    )
    assert (row.verdict, row.stricter) == ("match", "equal")
    (coverage,) = row.coverage
    assert coverage.verdict == "no-counterpart"
    assert coverage.scope == {"stage": ("investigational",)}
    assert coverage.stricter == "FDA"
