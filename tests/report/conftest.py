"""What the tests of reports share: a small comparison with a divergence and a recorded search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.gap.result import Result
from support import absence, ema, fda, files, open_files, result_of


@pytest.fixture
def content() -> dict[str, Any]:
    """The files of a corpus with one subject, which diverges before marketing."""
    asks = {
        "agents": {
            "kind": "all-of",
            "title": "agents tested",
            "values": {"hiv": "HIV-1 and -2", "cmv": "cytomegalovirus"},
        }
    }
    return files(
        asks,
        [
            fda({"agents": ["hiv", "cmv"]}),
            ema({"agents": ["hiv"]}, complete=["agents"], applies_to={"stage": ["marketing"]}),
        ],
        absences=[absence("EMA", applies_to={"stage": ["investigational"]})],
        domain={"stage": ["investigational", "marketing"]},
    )


@pytest.fixture
def result(tmp_path: Path, content: dict[str, Any]) -> Result:
    """The comparison of it."""
    return result_of(open_files(tmp_path, content))
