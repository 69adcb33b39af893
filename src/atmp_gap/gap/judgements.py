"""People's judgements on a part: which of them stand, and what they make of the verdict."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from atmp_gap.corpus.corpus import PlacedJudgement, SubjectFile
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.gap.result import JudgementResult, Part
from atmp_gap.gap.view import View
from atmp_gap.model.judgement import Judgement


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


def judged(
    part: Part,
    standing: Sequence[tuple[PlacedJudgement, str | None]],
    today: bool,
) -> Part:
    """A part as the judgements that cover it leave it.

    ``standing`` has each with what makes it suspect. One that fits decides or confirms; suspect
    ones stand beside it, and alone they mark the part. Of two that fit neither decides: which one
    was meant nobody can tell.
    """
    records = []
    for placed, doubt in standing:
        doubt = doubt or _disagreement(part, placed.judgement)
        if doubt is None or today:
            records.append((placed, _record(placed.judgement, doubt)))
    fitting = [(placed, record) for placed, record in records if record.suspect is None]
    if not records:
        return part
    every = tuple(record for _, record in records)
    if len(fitting) > 1:
        return replace(part, judgements_beside=every)
    if not fitting:
        return replace(
            part,
            decided_by="suspect-judgement",
            judgement=every[-1],
            judgements_beside=every[:-1],
        )
    placed, record = fitting[0]
    others = tuple(other for other in every if other is not record)
    return _decided(part, placed.judgement, record=record, beside=others)


def _disagreement(part: Part, judgement: Judgement) -> str | None:
    """Why a confirmation does not confirm what is computed, or None.

    It confirms the verdict and the stricter side, and the position where it gives one.
    """
    if not judgement.confirms:
        return None
    if judgement.verdict != part.verdict:
        return f"it confirms {judgement.verdict}, but {part.verdict} is computed"
    if judgement.stricter is not None and judgement.stricter != part.stricter:
        computed = part.stricter or "no stricter side"
        return f"it confirms {judgement.stricter} as the stricter side, but {computed} is computed"
    positions = set(part.global_position.values())
    if judgement.position is not None and positions and judgement.position not in positions:
        return (
            f"it confirms the position {judgement.position!r}, but "
            f"{'; '.join(sorted(positions))} is computed"
        )
    return None


def _record(judgement: Judgement, doubt: str | None) -> JudgementResult:
    return JudgementResult(
        judgement.verdict,
        judgement.confirms,
        judgement.by,
        judgement.date,
        judgement.reason,
        doubt,
    )


def _decided(
    part: Part,
    judgement: Judgement,
    *,
    record: JudgementResult,
    beside: tuple[JudgementResult, ...],
) -> Part:
    """A part that one judgement confirms, or decides otherwise than computed."""
    part = replace(part, decided_by="judgement", judgement=record, judgements_beside=beside)
    if judgement.confirms:
        return part
    position = {"judgement": judgement.position} if judgement.position else {}
    return replace(
        part,
        verdict=judgement.verdict,
        stricter="equal" if judgement.verdict == "match" else judgement.stricter,
        conflict=False,
        same_ich_text=False,
        global_position=position or part.global_position,
    )
