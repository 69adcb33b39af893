"""AG101: an override that has no effect: a draft over a final text, or a weaker one."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for finding, place in material.engine("AG101"):
        yield Hit(
            place, finding.message, "Remove the override, or name the stronger text as source."
        )


RULE = Rule(
    id="AG101",
    severity="error",
    title="an override that has no effect: a draft over a final text, or a weaker one",
    why=(
        "A weaker or unfinished text cannot set aside a stronger one. The comparison "
        "ignores such an override, so both entries count."
    ),
    remedy="Remove the override, or name the stronger text as source.",
    check=_check,
    compares=True,
)
