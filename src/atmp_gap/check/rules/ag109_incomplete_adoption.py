"""AG109: an adoption without date or reference."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for item in context.documents:
        for agency, adoption in item.model.adopted.items():
            if not adoption.complete:
                missing = "date" if adoption.date is None else "reference"
                yield Violation(
                    item.at("adopted", agency),
                    f"the adoption of {item.model.id} by {agency} has no {missing}, so the text "
                    "counts for nobody there",
                    "give adopted: {AGENCY: {reference: ..., date: ...}}",
                )


RULE = Rule(
    id="AG109",
    severity="error",
    title="an adoption without date or reference",
    why=(
        "A harmonised text counts for an agency from the day it adopted it, under the reference it "
        "adopted it by. Without these nobody can check it, so it counts for nobody."
    ),
    remedy="Look the adoption up and give both, or leave the agency out.",
    check=_check,
)
