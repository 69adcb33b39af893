"""AG202: grade `read` at a place that is not among the sections read."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.sections import was_read


def _check(context: Context) -> Iterator[Violation]:
    for document, items in context.stated:
        seen = context.valid.sections_seen(document.id)
        if (document.unread and not seen) or document.sections_read == "full":
            continue
        listed = () if isinstance(document.sections_read, str) else document.sections_read
        known: dict[str, bool] = {}
        for item in items:
            locator = item.model.source.locator
            if item.model.reading.grade != "read":
                continue
            if locator not in known:
                known[locator] = was_read(locator, (*listed, *seen))
            if not known[locator]:
                yield Violation(
                    item.at("source", "locator"),
                    f"{item.model.id} is graded read at {locator!r}, which is not among the "
                    f"sections of {document.id} that were read",
                    "enter the section under sections_read, or correct locator or grade",
                )


RULE = Rule(
    id="AG202",
    severity="warning",
    title="grade `read` at a place that is not among the sections read",
    why=(
        "The register lists which sections were read. A statement graded `read` from any "
        "other place was not."
    ),
    remedy="Enter the section under `sections_read`, correct the locator, or lower the grade.",
    check=_check,
)
