"""People's judgements on a part: which of them stand, and what they make of the verdict."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from atmp_gap.corpus.corpus import PlacedJudgement, SubjectFile
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.gap.result import JudgementResult, Part
from atmp_gap.gap.view import View


def doubt_of(
    view: View, file: SubjectFile, placed: PlacedJudgement, deciding: Collection[str]
) -> str | None:
    """Why a judgement no longer fits what it judged, or None.

    ``deciding`` are the ids of the entries that decide in its scope.
    """
    judged = dict(placed.judgement.judged)
    if not judged:
        return "it does not say what was judged (`judged` is missing)"
    if str(judged.pop("scheme", SCHEME)) != str(SCHEME):
        return f"its fingerprints follow another scheme than {SCHEME}"
    if judged.pop("subject", None) != of_subject(file, view.corpus):
        return "the subject changed since (domain, slots or kinds)"
    gone = sorted(set(judged) - set(deciding))
    if gone:
        return f"{', '.join(gone)} no longer decides here"
    new = sorted(set(deciding) - set(judged))
    if new:
        return f"{', '.join(new)} was not judged"
    for entry in file.entries:
        if entry.id in judged and judged[entry.id] != of_entry(entry, view.corpus):
            return f"{entry.id} changed since"
    return None


def judged(part: Part, placed: PlacedJudgement, doubt: str | None, today: bool) -> Part:
    """A part as a judgement leaves it: decided, confirmed, or with a suspect one beside it.

    Away from today's corpus a confirmation that disagrees is left out in silence.
    """
    judgement = placed.judgement
    if doubt is None and judgement.confirms and judgement.verdict != part.verdict:
        doubt = f"it confirms {judgement.verdict}, but {part.verdict} is computed"
        if not today:
            return part
    record = JudgementResult(
        judgement.verdict,
        judgement.confirms,
        judgement.by,
        judgement.date,
        judgement.reason,
        doubt,
    )
    if doubt is not None:
        return replace(part, decided_by="suspect-judgement", judgement=record)
    if judgement.confirms:
        return replace(part, decided_by="judgement", judgement=record)
    position = {"judgement": judgement.position} if judgement.position else {}
    return replace(
        part,
        verdict=judgement.verdict,
        stricter="equal" if judgement.verdict == "match" else judgement.stricter,
        conflict=False,
        same_ich_text=False,
        decided_by="judgement",
        judgement=record,
        global_position=position or part.global_position,
    )
