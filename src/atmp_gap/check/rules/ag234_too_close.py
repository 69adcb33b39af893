"""AG234: a statement suspiciously close to a source's own words."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    if not context.similar_to:
        return
    from atmp_gap.check.similar import SourceIndex

    shelf = SourceIndex(context.similar_to)
    for item in context.statements:
        found = shelf.nearest(item.model.statement)
        if found is not None:
            source, share, run = found
            yield Violation(
                item.at("statement"),
                f"{share:.0%} of {item.model.id} stands in {source} in the same words, "
                f"{run} of them in a row",
                "say it in your own words",
            )


RULE = Rule(
    id="AG234",
    severity="warning",
    title="a statement suspiciously close to a source's own words",
    why=(
        "Statements are written in our own words: a guideline's wording belongs to its "
        "publisher, and a copied sentence shows that nobody thought about what it asks. "
        "Runs only with `--sources DIR`, on texts kept by the one who checks."
    ),
    remedy="Say it in your own words.",
    check=_check,
)
