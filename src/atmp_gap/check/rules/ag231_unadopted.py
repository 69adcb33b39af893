"""AG231: a harmonised text that no agency is recorded to have adopted."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    agencies = context.valid.agencies
    cited = {document.id for document, _ in context.citing}
    for item in context.documents:
        document = item.model
        agency = agencies.get(document.issuer)
        if agency is None or agency.side is not None or document.adopted:
            continue
        if document.id in cited and document.status in ("final", "superseded"):
            yield Violation(
                item.at("id"),
                f"{document.id} is cited, but no agency is recorded to have adopted it",
                "give adopted: {AGENCY: {reference: ..., date: ...}}",
            )


RULE = Rule(
    id="AG231",
    severity="warning",
    title="a harmonised text that no agency is recorded to have adopted",
    why=(
        "A text of a body without a side counts for an agency from the day that agency "
        "adopted it. Without `adopted` its requirements count for nobody and decide "
        "nothing."
    ),
    remedy="Give `adopted` with reference and date, per agency.",
    check=_check,
)
