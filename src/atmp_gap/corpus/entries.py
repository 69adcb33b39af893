"""Linking requirements: each resolved, scoped and parsed, once per subject it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from atmp_gap.corpus.corpus import (
    Entry,
)
from atmp_gap.corpus.load import Loaded
from atmp_gap.corpus.problem import Place, did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.model.kinds import KINDS
from atmp_gap.model.kinds.base import Answer, AnswerError
from atmp_gap.model.quantity import QuantityError, UnknownUnitError
from atmp_gap.model.requirement import Requirement, RequirementFile
from atmp_gap.model.subject import Slot, Subject


def link_requirements(
    resolver: Resolver,
) -> tuple[dict[str, tuple[str, Requirement, Place]], dict[str, list[Entry]]]:
    """Every requirement by id, and the entries it makes by subject."""
    entries: dict[str, list[Entry]] = {}

    def placed() -> Iterable[tuple[str, tuple[str, Requirement, Place], Place]]:
        for loaded in resolver.layers.requirements:
            agency = loaded.model.agency
            resolver.known_agency(agency, loaded.place("agency"))
            if loaded.model.topic not in resolver.topics:
                resolver.problem(
                    "AG008",
                    f"unknown topic {loaded.model.topic!r}",
                    loaded.place("topic"),
                    did_you_mean(loaded.model.topic, list(resolver.topics)),
                )
            for index, requirement in enumerate(loaded.model.requirements):
                place = loaded.place("requirements", index, "id")
                for entry in _entries(resolver, loaded, index, requirement, place):
                    entries.setdefault(entry.subject, []).append(entry)
                yield requirement.id, (agency, requirement, place), place

    return resolver.unique(placed()), entries


def _entries(
    resolver: Resolver,
    loaded: Loaded[RequirementFile],
    index: int,
    requirement: Requirement,
    place: Place,
) -> Iterable[Entry]:
    at = ("requirements", index)
    document = resolver.known_document(
        requirement.source.document, loaded.place(*at, "source", "document")
    )
    if requirement.invoked_by:
        resolver.known_document(requirement.invoked_by, loaded.place(*at, "invoked_by"))
    for position, other in enumerate(requirement.overrides):
        if other not in resolver.ids:
            resolver.problem(
                "AG008",
                f"overrides the unknown entry {other!r}",
                loaded.place(*at, "overrides", position),
                did_you_mean(other, list(resolver.ids)),
            )
    for field in ("unless", "when"):
        for position, use in enumerate(getattr(requirement, field)):
            if use.id not in resolver.conditions:
                resolver.problem(
                    "AG009",
                    f"unknown condition {use.id!r}",
                    loaded.place(*at, field, position, "id"),
                    did_you_mean(use.id, list(resolver.conditions)),
                )
    box = resolver.box(requirement.applies_to, loaded, *at, "applies_to")
    several = not isinstance(requirement.subject, str)
    if several:
        for name in requirement.answers:
            if name not in requirement.subjects:
                resolver.problem(
                    "AG008",
                    f"answers the subject {name!r}, which the entry does not name",
                    loaded.place(*at, "answers", name, key=True),
                    "with several subjects, `answers` has one mapping per subject",
                )
    for position, name in enumerate(requirement.subjects):
        file = resolver.subjects.get(name)
        if file is None:
            spot = ("subject", position) if several else ("subject",)
            resolver.problem(
                "AG008",
                f"unknown subject {name!r}",
                loaded.place(*at, *spot),
                did_you_mean(name, list(resolver.subjects)),
            )
            continue
        inner = (name,) if several else ()
        answers = _answers(resolver, loaded, (*at, "answers", *inner), requirement, file.subject)
        if document is not None:
            yield Entry(
                requirement,
                loaded.model.agency,
                name,
                document,
                tuple(a & b for a, b in zip(box, file.domain, strict=True)),
                answers,
                frozenset(use.id for use in requirement.unless),
                frozenset(use.id for use in requirement.when),
                place,
            )


def _answers(
    resolver: Resolver,
    loaded: Loaded[RequirementFile],
    spot: tuple[str | int, ...],
    requirement: Requirement,
    subject: Subject,
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, raw in requirement.answers_on(subject.id).items():
        slot = subject.asks.get(name)
        if slot is None:
            resolver.problem(
                "AG008",
                f"subject {subject.id!r} has no slot {name!r}",
                loaded.place(*spot, name, key=True),
                did_you_mean(name, list(subject.asks)),
            )
            continue
        place = loaded.place(*spot, name)
        if isinstance(raw, dict):
            resolver.problem("AG010", f"slot {name!r} takes text or a list", place)
            continue
        answer = _answer(resolver, raw, slot, place)
        if answer is None:
            continue
        if answer.is_none and requirement.reading.grade == "recalled":
            resolver.problem(
                "AG011",
                "that a text gives no number (`none`) must be read or reported, not recalled",
                place,
                "raise the grade, or leave the slot out",
            )
        if name in requirement.complete:
            answer = replace(answer, complete=True)
        answers[name] = answer
    for position, name in enumerate(requirement.complete):
        slot = subject.asks.get(name)
        if (slot is None or slot.kind != "all-of") and isinstance(requirement.subject, str):
            resolver.problem(
                "AG010",
                f"`complete` names {name!r}, which is no all-of slot of {subject.id!r}",
                loaded.place(*spot[:2], "complete", position),
            )
    return answers


def _answer(
    resolver: Resolver, raw: str | Sequence[str], slot: Slot, place: Place
) -> Answer | None:
    try:
        return KINDS[slot.kind].parse(raw, slot, resolver.words)
    except UnknownUnitError as error:
        resolver.problem("AG009", str(error), place, did_you_mean(error.unit, error.known))
    except (AnswerError, QuantityError) as error:
        resolver.problem("AG010", str(error), place, error.hint)
    return None
