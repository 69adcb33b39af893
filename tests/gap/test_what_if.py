"""What would follow where something is only believed, or where drafts were final."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support import absence, ema, fda, row_of

ASKED = {"asked": {"kind": "asked"}}
METHODS = {"x": {"kind": "any-of"}}
POINTS = {"x": {"kind": "all-of"}}


@pytest.mark.parametrize(
    ("sides", "believed"),
    [(["EMA"], None), (["FDA"], None), (["FDA", "EMA"], "neither")],
)
def test_where_nobody_speaks_belief_in_one_absence_leaves_it_open(
    sides: list[str], believed: str | None, tmp_path: Path
) -> None:
    convention = fda({"asked": "expected"}, standing="convention")
    absences = [absence(side, suspected=True) for side in sides]
    (part,) = row_of(tmp_path, ASKED, [convention], absences=absences).parts
    assert part.verdict == "unassessed"
    assert (part.believed and part.believed.verdict) == believed


@pytest.mark.parametrize(
    ("asks", "one", "other", "draft", "changes"),
    [
        # Verdict, stricter side and position stay; what differs does not.
        (METHODS, ["nat"], ["nat", "culture"], ["bank"], True),
        (POINTS, ["nat", "bank", "lot"], ["nat"], ["bank"], True),
        (METHODS, ["nat"], ["nat", "culture"], ["culture"], False),
        (POINTS, ["nat", "bank"], ["nat"], ["nat"], False),
    ],
)  # fmt: skip
def test_what_drafts_would_change_besides_the_verdict(
    asks: Any, one: list[str], other: list[str], draft: list[str], changes: bool, tmp_path: Path
) -> None:
    entries = [fda({"x": one}), ema({"x": other}), ema({"x": draft}, 2, document="EMA-DRAFT")]
    (part,) = row_of(tmp_path, asks, entries).parts
    adopted = part.if_adopted
    assert (adopted is not None) is changes
    if adopted:
        assert (adopted.verdict, adopted.stricter) == (part.verdict, part.stricter)
        assert adopted.global_position == part.global_position
