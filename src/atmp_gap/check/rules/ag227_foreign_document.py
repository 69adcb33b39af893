"""AG227: an entry that cites a text its agency does not speak for."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    own = {agency.id: (agency.id, *agency.speaks_for) for agency in context.valid.agencies.values()}
    for document, items in context.citing:
        for item in items if not document.territory else ():
            requirement, agency = item.model, item.loaded.model.agency
            if document.issuer in own[agency]:
                continue
            if requirement.by_analogy or requirement.standing == "convention":
                continue
            yield Violation(
                item.at("source", "document"),
                f"{requirement.id} speaks for {agency}, but {document.id} is a text of "
                f"{document.issuer}",
                "file it under its issuer, or say by_analogy or standing: convention",
            )


RULE = Rule(
    id="AG227",
    severity="error",
    title="an entry that cites a text its agency does not speak for",
    why=(
        "An agency speaks through its own texts and those of the bodies it speaks for. A "
        "text of another body binds there only by analogy or adoption, and then the entry "
        "says so."
    ),
    remedy="Move it to the issuer's file, or say `by_analogy: true` or `standing: convention`.",
    check=_check,
)
