"""AG105: a judgement that no longer fits what was judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.corpus.corpus import PlacedJudgement


def _check(material: Material) -> Iterator[Hit]:
    from atmp_gap.check.fingerprints import current_fingerprints

    @cache
    def placed(subject: str) -> dict[str, PlacedJudgement]:
        judgements = material.valid.subjects[subject].judgements
        return {str(judgement.place): judgement for judgement in judgements}

    for finding, place in material.engine("AG105"):
        file = material.valid.subjects[finding.subject]
        judgement = placed(finding.subject)[finding.place]
        now = current_fingerprints(material.valid, file, judgement, material.as_of)
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
    compares=True,
)
