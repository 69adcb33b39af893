"""AG241: a subject that does not say whose work it is."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_REMEDY = "Say discipline: cmc, nonclinical, clinical or procedural."


def _check(context: Context) -> Iterator[Violation]:
    for file in context.valid.subjects.values():
        if file.subject.discipline is None:
            message = f"{file.subject.id} names no discipline and counts as cmc"
            yield Violation(file.place, message, _REMEDY)


RULE = Rule(
    id="AG241",
    severity="info",
    title="a subject that does not say whose work it is",
    why=(
        "People look for the rows of their own work. A subject without a discipline is shown to "
        "those of chemistry, manufacturing and controls, whoever has to answer it."
    ),
    remedy=_REMEDY,
    check=_check,
)
