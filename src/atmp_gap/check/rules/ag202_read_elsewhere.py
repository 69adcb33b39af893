"""AG202: grade `read` at a place that is not among the sections read."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.model.sections import was_read


def _check(material: Material) -> Iterator[Hit]:
    for item in material.requirements():
        document, requirement = material.document_of(item), item.model
        if requirement.reading.grade != "read" or document.unread:
            continue
        if not was_read(requirement.source.locator, document.sections_read):
            yield Hit(
                item.at("source", "locator"),
                f"{requirement.id} is graded read at {requirement.source.locator!r}, which is not "
                f"among the sections of {document.id} that were read",
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
