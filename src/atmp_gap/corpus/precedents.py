"""Linking precedents and one's own feedback: what stands beside rows and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from atmp_gap.corpus.answers import Answering, Answers
from atmp_gap.corpus.corpus import PlacedFeedback, PlacedPrecedent, SubjectFile
from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds.base import Answer
from atmp_gap.model.feedback import Feedback
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.scope import Box

Record = TypeVar("Record", Precedent, Feedback)


def link_precedents(resolver: Resolver) -> dict[str, list[PlacedPrecedent]]:
    """All precedents by subject, from all layers."""
    answers = Answers(resolver)
    found: dict[str, list[PlacedPrecedent]] = {}
    placed = [
        (precedent, Spot(loaded, "precedents", index))
        for loaded in resolver.layers.precedents
        for index, precedent in enumerate(loaded.model.precedents)
    ]
    _unique(resolver, placed)
    for precedent, spot in placed:
        if precedent.agency is not None:
            resolver.known_agency(precedent.agency, spot, "agency")
        document = resolver.known_document(
            precedent.source.document, spot, "source", "document", of_a_product=True
        )
        box = _kind(resolver, precedent.product.kind, spot)
        for file, given in _answered(resolver, answers, precedent, spot):
            if document is not None:
                name = file.subject.id
                found.setdefault(name, []).append(
                    PlacedPrecedent(spot.to("id"), precedent, name, box, document, given)
                )
    return found


def link_feedback(resolver: Resolver) -> dict[str, list[PlacedFeedback]]:
    """All feedback by subject, from all layers."""
    answers = Answers(resolver)
    found: dict[str, list[PlacedFeedback]] = {}
    placed = [
        (feedback, Spot(loaded, "feedback", index))
        for loaded in resolver.layers.feedback
        for index, feedback in enumerate(loaded.model.feedback)
    ]
    _unique(resolver, placed)
    for feedback, spot in placed:
        resolver.known_agency(feedback.agency, spot, "agency")
        for position, name in enumerate(feedback.contradicts):
            if name not in resolver.ids:
                resolver.problem(
                    "AG008",
                    f"contradicts the unknown entry {name!r}",
                    spot.to("contradicts", position),
                    did_you_mean(name, list(resolver.ids)),
                    about="entry",
                )
        box = _kind(resolver, feedback.product.kind if feedback.product else {}, spot)
        for file, given in _answered(resolver, answers, feedback, spot):
            name = file.subject.id
            found.setdefault(name, []).append(
                PlacedFeedback(spot.to("id"), feedback, name, box, given)
            )
    return found


def _unique(resolver: Resolver, placed: Sequence[tuple[Record, Spot]]) -> None:
    """An id used twice is a problem, by whatever kind of record."""
    resolver.unique((record.id, record, spot.to("id")) for record, spot in placed)
    for record, spot in placed:
        if record.id in resolver.ids:
            resolver.problem(
                "AG007",
                f"the id {record.id!r} is that of a requirement",
                spot.to("id"),
                "give it another id",
            )


def _kind(resolver: Resolver, kind: Mapping[str, Sequence[str]], spot: Spot) -> Box:
    """What kind of product it is; one that cannot exist is a problem."""
    before = len(resolver.problems)
    box = resolver.box(kind, spot, "product", "kind")
    if len(resolver.problems) == before and resolver.space.meet(box) is None:
        resolver.problem(
            "AG005",
            "no product of this kind exists: its words contradict each other",
            spot.to("product", "kind"),
            "leave one of them out",
            about="word",
        )
    return box


def _answered(
    resolver: Resolver, answers: Answers, record: Answering, spot: Spot
) -> Iterator[tuple[SubjectFile, dict[str, Answer]]]:
    """The subjects a record bears on, each with what it answers there."""
    answers.check_names(record, spot)
    several = not isinstance(record.subject, str)
    for position, name in enumerate(record.subjects):
        file = resolver.subject_of(name, spot, "subject", *((position,) if several else ()))
        if file is not None:
            yield file, answers.on(record, file.subject, spot)
