"""AG107: two judgements that fit the same part."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule

_REMEDY = "Withdraw one of them, or narrow the `applies_to` of one."


def _check(material: Material) -> Iterator[Hit]:
    for finding, place in material.engine("AG107"):
        yield Hit(place, finding.message, _REMEDY)


RULE = Rule(
    id="AG107",
    severity="error",
    title="two judgements that fit the same part",
    why=(
        "A judgement is a person's decision. Where two fit the same part nobody can tell which one "
        "was meant, so neither decides and the computed verdict stands."
    ),
    remedy=_REMEDY,
    check=_check,
    compares=True,
)
