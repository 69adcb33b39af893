"""AG106: an agency's own entry that cites a harmonised text it has not adopted."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_REMEDY = "Record the adoption with reference and date, or cite a text of the agency."


def _check(context: Context) -> Iterator[Violation]:
    for finding, place in context.engine("AG106"):
        yield Violation(place, finding.message, _REMEDY)


RULE = Rule(
    id="AG106",
    severity="error",
    title="an agency's own entry that cites a harmonised text it has not adopted",
    why=(
        "A harmonised text speaks for those who adopted it. Cited as an agency's own before that, "
        "it would put words into its mouth: the entry is printed and decides nothing."
    ),
    remedy=_REMEDY,
    check=_check,
    compares=True,
)
