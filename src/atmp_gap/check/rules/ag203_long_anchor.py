"""AG203: an anchor that quotes instead of marking."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for item in material.requirements():
        for index, anchor in enumerate(item.model.anchors):
            words = len(anchor.split())
            if words > 12 or len(anchor) > 80:
                yield Hit(
                    item.at("anchors", index),
                    f"the anchor of {item.model.id} has {words} words and {len(anchor)} characters",
                    "keep at most 12 words and 80 characters",
                )


RULE = Rule(
    id="AG203",
    severity="warning",
    title="an anchor that quotes instead of marking",
    why=(
        "An anchor is a short token (a number, a term) that a reader must find at the "
        "locator. A long one is a quotation: it copies the text, and breaks at the first "
        "line end."
    ),
    remedy="Keep at most twelve words: the numbers and terms that matter.",
    check=_check,
)
