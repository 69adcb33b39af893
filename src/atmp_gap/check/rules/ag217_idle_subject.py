"""AG217: a subject that nobody has answered or searched."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for file in context.valid.subjects.values():
        recorded = file.entries or file.absences
        if not recorded and context.is_whole(file.subject.id):
            yield Violation(file.place, f"{file.subject.id} has no requirement and no absence")


RULE = Rule(
    id="AG217",
    severity="warning",
    title="a subject that nobody has answered or searched",
    why=(
        "A question without any requirement or recorded search is printed in every report "
        "as not assessed. That is honest, but it may be a misspelt or forgotten subject."
    ),
    remedy="Add a requirement or an absence, or remove the subject.",
    check=_check,
)
