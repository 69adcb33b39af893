"""AG219: a subject that waits for a person's judgement."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for file, verdict in context.verdicts("unjudged"):
        yield Violation(file.place, f"{file.subject.id}: {verdict}")


RULE = Rule(
    id="AG219",
    severity="info",
    title="a subject that waits for a person's judgement",
    why=(
        "Told for information only: both sides speak, and something could not be compared. "
        "A person may judge it; nothing is wrong with the files."
    ),
    remedy="Nothing has to be done.",
    check=_check,
    compares=True,
)
