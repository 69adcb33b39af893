"""Precedents and feedback of a row, nearest products first. No verdict looks at them."""

from __future__ import annotations

from atmp_gap.corpus.corpus import PlacedFeedback, PlacedPrecedent, SubjectFile
from atmp_gap.gap.case import FeedbackResult, PrecedentResult, Written, cited
from atmp_gap.model.requirement import RawAnswers
from atmp_gap.model.scope import Box, Space


def precedents(file: SubjectFile, space: Space, asked: Box) -> tuple[PrecedentResult, ...]:
    """The precedents on a subject; ``asked`` is its domain, cut to the profile."""
    newest = sorted(file.precedents, key=lambda placed: placed.precedent.id)
    newest.sort(key=lambda placed: placed.precedent.date, reverse=True)
    nearest = sorted(newest, key=lambda placed: distance(space, placed.box, asked))
    return tuple(precedent_result(placed, space, asked) for placed in nearest)


def feedback(file: SubjectFile, space: Space, asked: Box) -> tuple[FeedbackResult, ...]:
    """One's own feedback on a subject: the nearest products first, then the newest."""
    newest = sorted(file.feedback, key=lambda placed: placed.feedback.date, reverse=True)
    nearest = sorted(newest, key=lambda placed: distance(space, placed.box, asked))
    return tuple(map(_feedback, nearest))


def distance(space: Space, kind: Box, asked: Box) -> tuple[int, int]:
    """How far a kind of product is from a scope: the fewer, the nearer.

    First in how many dimensions they have nothing in common, then how few dimensions there are in
    which both say something and agree.
    """
    whole = space.everything
    apart = sum(not ours & theirs for ours, theirs in zip(kind, asked, strict=True))
    shared = sum(
        ours != full and theirs != full and bool(ours & theirs)
        for ours, theirs, full in zip(kind, asked, whole, strict=True)
    )
    return apart, -shared


def written(answers: RawAnswers) -> Written:
    """The answers to slots as written; what is no answer made the corpus invalid before."""
    return {slot: raw for slot, raw in answers.items() if not isinstance(raw, dict)}


def precedent_result(placed: PlacedPrecedent, space: Space, asked: Box) -> PrecedentResult:
    """A precedent as reports know it; ``asked`` is what it has to be near to."""
    precedent = placed.precedent
    return PrecedentResult(
        id=precedent.id,
        agency=precedent.agency,
        product=precedent.product.name,
        kind=precedent.product.kind,
        near=space.meet(placed.box, asked) is not None,
        procedure=precedent.procedure,
        date=precedent.date,
        happened=precedent.happened,
        statement=precedent.statement,
        answers=written(precedent.answers_on(placed.subject)),
        document=cited(placed.document),
        locator=precedent.source.locator,
        reading=precedent.reading,
        note=precedent.note,
    )


def _feedback(placed: PlacedFeedback) -> FeedbackResult:
    feedback = placed.feedback
    return FeedbackResult(
        id=feedback.id,
        agency=feedback.agency,
        procedure=feedback.procedure,
        date=feedback.date,
        question=feedback.question,
        said=feedback.said,
        answers=written(feedback.answers_on(placed.subject)),
        product=feedback.product.name if feedback.product else None,
        status=feedback.status,
        document=feedback.document,
        note=feedback.note,
    )
