"""AG103: an absence where an entry of that agency speaks."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for finding, place in material.engine("AG103"):
        yield Hit(
            place,
            finding.message,
            "Remove the absence, narrow its scope, or name the missing `slots` or `elements`.",
        )


RULE = Rule(
    id="AG103",
    severity="error",
    title="an absence where an entry of that agency speaks",
    why=(
        "An agency cannot be silent where its own text answers. The comparison ignores the absence."
    ),
    remedy="Remove the absence, narrow its scope, or name the missing `slots` or `elements`.",
    check=_check,
    compares=True,
)
