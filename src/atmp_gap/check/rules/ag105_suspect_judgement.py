"""AG105: a judgement that no longer fits what was judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.corpus import PlacedJudgement
from atmp_gap.corpus.problem import Place


def _check(context: Context) -> Iterator[Violation]:
    from atmp_gap.check.fingerprints import current_fingerprints

    @cache
    def placed(subject: str) -> dict[Place, PlacedJudgement]:
        judgements = context.valid.subjects[subject].judgements
        return {judgement.place: judgement for judgement in judgements}

    for finding, place in context.engine("AG105"):
        file = context.valid.subjects[finding.subject]
        judgement = placed(finding.subject)[place]
        now = current_fingerprints(context.valid, file, judgement, context.as_of)
        yield Violation(place, finding.message, f"after looking again, write judged: {now}")


RULE = Rule(
    id="AG105",
    severity="error",
    title="a judgement that no longer fits what was judged",
    why=(
        "A judgement is a person's word on particular texts. When one of them changes, the "
        "word stands for something that nobody has looked at; the computed verdict comes "
        "back until someone does."
    ),
    remedy=(
        "Look at the entries again; then write the current fingerprints into `judged`. Where there "
        "are none yet, `--fix` fills them in."
    ),
    check=_check,
    compares=True,
    fixable=True,
)
