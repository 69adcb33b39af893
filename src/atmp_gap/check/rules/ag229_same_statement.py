"""AG229: the same statement twice in one agency's entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    first: dict[tuple[str, str], str] = {}
    for item in material.requirements():
        words = " ".join(re.findall(r"\w+", item.model.statement.casefold()))
        earlier = first.setdefault((item.loaded.model.agency, words), item.model.id)
        if earlier != item.model.id:
            yield Hit(
                item.at("statement"), f"{item.model.id} says in the same words what {earlier} says"
            )


RULE = Rule(
    id="AG229",
    severity="warning",
    title="the same statement twice in one agency's entries",
    why=(
        "Two entries with one wording are usually one entry copied and changed by half: the"
        " half that was forgotten is wrong."
    ),
    remedy="Remove one, or say in the words what makes them differ.",
    check=_check,
)
