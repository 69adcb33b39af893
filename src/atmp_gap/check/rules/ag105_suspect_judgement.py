"""AG105: a judgement that no longer fits what was judged."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.fingerprints import current_fingerprints
from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    current = {
        str(placed.place): current_fingerprints(material.valid, file, placed, material.as_of)
        for file in material.valid.subjects.values()
        for placed in file.judgements
    }
    for finding, place in material.engine("AG105"):
        now = current.get(finding.place)
        yield Hit(place, finding.message, f"after looking again, write judged: {now}")


RULE = Rule(
    id="AG105",
    severity="error",
    title="a judgement that no longer fits what was judged",
    why=(
        "A judgement is a person's word on particular texts. When one of them changes, the "
        "word stands for something that nobody has looked at; the computed verdict comes "
        "back until someone does."
    ),
    remedy="Look at the entries again; then write the current fingerprints into `judged`.",
    check=_check,
)
