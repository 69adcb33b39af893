"""AG215: a document whose status, dates and successors do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.base import past


def _check(context: Context) -> Iterator[Violation]:
    for item in context.documents:
        document = item.model
        whole = [one for one in document.superseded_by if one.for_ is None]
        if document.status == "superseded" and not (document.superseded or whole):
            yield Violation(
                item.at("status"),
                f"{document.id} is superseded, but neither when nor by what is said",
                "give `superseded` or `superseded_by`",
            )
        if document.status in ("final", "draft") and past(document.superseded, context.as_of):
            yield Violation(
                item.at("status"),
                f"{document.id} is {document.status}, but was superseded on {document.superseded}",
                "set the status to superseded",
            )
        if (
            document.status in ("draft", "proposed")
            and document.effective
            and past(document.effective, context.as_of)
        ):
            yield Violation(
                item.at("effective"),
                f"{document.id} is {document.status}, but in effect since {document.effective}",
                "an unfinished text has no effective date, only `published`",
            )


RULE = Rule(
    id="AG215",
    severity="warning",
    title="a document whose status, dates and successors do not fit together",
    why=(
        "Which text counts on a day follows from status, dates and successors together. "
        "Where they contradict each other, the comparison has to believe one."
    ),
    remedy="Correct the status, or give the date or the successor.",
    check=_check,
)
