"""What precedents say of themselves has words for people, whatever the model allows."""

from __future__ import annotations

from typing import get_args

from atmp_gap.model.precedent import Happened, Procedure
from atmp_gap.report.cases import HAPPENED, PROCEDURES


def test_everything_that_may_happen_and_every_procedure_have_words() -> None:
    assert set(HAPPENED) == set(get_args(Happened))
    assert set(PROCEDURES) == set(get_args(Procedure))
