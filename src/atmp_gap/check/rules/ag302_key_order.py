"""AG302: keys that are not in the format's order."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.order import misplaced
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for loaded in material.layers.all():
        for place, key, after in misplaced(loaded, material.data(loaded)):
            yield Hit(
                place, f"the key {key!r} stands before {after!r}", "run: atmp-gap check --fix"
            )


RULE = Rule(
    id="AG302",
    severity="warning",
    title="keys that are not in the format's order",
    why=(
        "Who reads many entries finds a field by its place. The order is that of the "
        "format's description."
    ),
    remedy="Run `atmp-gap check --fix`.",
    check=_check,
    fixable=True,
)
