"""AG219: a subject that waits for a person's judgement."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for file, verdict in material.verdicts("unjudged"):
        yield Hit(file.place, f"{file.subject.id}: {verdict}")


RULE = Rule(
    id="AG219",
    severity="info",
    title="a subject that waits for a person's judgement",
    why=(
        "Told for information only: both sides speak, and something could not be compared. "
        "A person may judge it; nothing is wrong with the files."
    ),
    remedy="Nothing has to be done.",
    check=_check,
    compares=True,
)
