"""AG218: a subject on which one side alone speaks, or none."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for file, verdict in context.verdicts("unassessed", "no-counterpart", "out-of-scope"):
        yield Violation(file.place, f"{file.subject.id}: {verdict}")


RULE = Rule(
    id="AG218",
    severity="info",
    title="a subject on which one side alone speaks, or none",
    why=(
        "Told for information only: nobody shall invent an absence or a requirement to turn"
        " a build green."
    ),
    remedy="Nothing has to be done.",
    check=_check,
    compares=True,
)
