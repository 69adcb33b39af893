"""Linking requirements: each resolved, scoped and parsed, once per subject it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from atmp_gap.corpus.corpus import Entry, SubjectFile
from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import About, did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerError
from atmp_gap.kinds.quantity import UnknownStartError
from atmp_gap.kinds.units import QuantityError, UnknownUnitError
from atmp_gap.model.document import Document
from atmp_gap.model.requirement import RawAnswer, Requirement
from atmp_gap.model.scope import Box
from atmp_gap.model.subject import Slot, Subject

Requirements = dict[str, tuple[str, Requirement, Spot]]
_NONE: frozenset[str] = frozenset()


def link_requirements(resolver: Resolver) -> tuple[Requirements, dict[str, list[Entry]]]:
    """Every requirement by id, and the entries it makes by subject."""
    linker = _Linker(resolver)
    return resolver.unique(linker.placed()), linker.entries


class _Linker:
    """Links requirements. What many of them share is worked out once: scopes and answers."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.entries: dict[str, list[Entry]] = {}
        self._answers: dict[tuple[str, str, RawAnswer], Answer] = {}
        self._cut: dict[tuple[Box, Box], Box] = {}

    def placed(self) -> Iterable[tuple[str, tuple[str, Requirement, Spot], Spot]]:
        """Every requirement: its id, what is kept of it, and where it stands."""
        resolver = self.resolver
        for loaded in resolver.layers.requirements:
            agency = loaded.model.agency
            file = Spot(loaded)
            resolver.known_agency(agency, file, "agency")
            if loaded.model.topic not in resolver.topics:
                resolver.problem(
                    "AG008",
                    f"unknown topic {loaded.model.topic!r}",
                    file.to("topic"),
                    did_you_mean(loaded.model.topic, list(resolver.topics)),
                    about="topic",
                )
            for index, requirement in enumerate(loaded.model.requirements):
                spot = Spot(loaded, "requirements", index)
                own = spot.to("id")
                self._link(agency, requirement, spot, own)
                yield requirement.id, (agency, requirement, own), own

    def _link(self, agency: str, requirement: Requirement, spot: Spot, own: Spot) -> None:
        resolver = self.resolver
        document = resolver.known_document(requirement.source.document, spot, "source", "document")
        if requirement.invoked_by:
            resolver.known_document(requirement.invoked_by, spot, "invoked_by")
        for position, other in enumerate(requirement.overrides):
            if other not in resolver.ids:
                resolver.problem(
                    "AG008",
                    f"overrides the unknown entry {other!r}",
                    spot.to("overrides", position),
                    did_you_mean(other, list(resolver.ids)),
                    about="entry",
                )
        unless = self._conditions(requirement, "unless", spot)
        when = self._conditions(requirement, "when", spot)
        box = resolver.box(requirement.applies_to, spot, "applies_to")
        several = not isinstance(requirement.subject, str)
        if several:
            self._check_names(requirement, spot)
        for position, name in enumerate(requirement.subjects):
            file = resolver.subjects.get(name)
            if file is None:
                at = spot.to("subject", position) if several else spot.to("subject")
                resolver.problem(
                    "AG008",
                    f"unknown subject {name!r}",
                    at,
                    did_you_mean(name, list(resolver.subjects)),
                    about="subject",
                )
                continue
            answers = self._answers_on(requirement, file.subject, spot, several)
            if document is not None:
                self.entries.setdefault(name, []).append(
                    self._entry(
                        own, requirement, agency, file, document, box, answers, (unless, when)
                    )
                )

    def _entry(
        self,
        own: Spot,
        requirement: Requirement,
        agency: str,
        file: SubjectFile,
        document: Document,
        box: Box,
        answers: Mapping[str, Answer],
        conditions: tuple[frozenset[str], frozenset[str]],
    ) -> Entry:
        key = (box, file.domain)
        cut = self._cut.get(key)
        if cut is None:
            cut = tuple(a & b for a, b in zip(box, file.domain, strict=True))
            self._cut[key] = cut
        return Entry(
            spot=own,
            id=requirement.id,
            requirement=requirement,
            agency=agency,
            subject=file.subject.id,
            document=document,
            box=cut,
            answers=answers,
            unless=conditions[0],
            when=conditions[1],
        )

    def _conditions(self, requirement: Requirement, field: str, spot: Spot) -> frozenset[str]:
        """The ids of the conditions under ``unless`` or ``when``; unknown ones are problems."""
        uses = getattr(requirement, field)
        if not uses:
            return _NONE
        for position, use in enumerate(uses):
            if use.id not in self.resolver.conditions:
                self.resolver.problem(
                    "AG009",
                    f"unknown condition {use.id!r}",
                    spot.to(field, position, "id"),
                    did_you_mean(use.id, list(self.resolver.conditions)),
                )
        return frozenset(use.id for use in uses)

    def _check_names(self, requirement: Requirement, spot: Spot) -> None:
        """With several subjects, each is named once, and answers are keyed by them."""
        for position, name in enumerate(requirement.subjects):
            if name in requirement.subjects[:position]:
                self.resolver.problem(
                    "AG007",
                    f"names the subject {name!r} twice",
                    spot.to("subject", position),
                    "keep one of the two",
                )
        for name, given in requirement.answers.items():
            if name in requirement.subjects and not isinstance(given, dict):
                self.resolver.problem(
                    "AG010",
                    f"the answer on {name!r} names no slot",
                    spot.to("answers", name),
                    "with several subjects, write {SUBJECT: {SLOT: answer}}",
                )
            if name not in requirement.subjects:
                self.resolver.problem(
                    "AG008",
                    f"answers the subject {name!r}, which the entry does not name",
                    spot.to("answers", name, key=True),
                    "with several subjects, `answers` has one mapping per subject",
                )

    def _answers_on(
        self, requirement: Requirement, subject: Subject, spot: Spot, several: bool
    ) -> dict[str, Answer]:
        resolver = self.resolver
        inner = (subject.id,) if several else ()
        answers: dict[str, Answer] = {}
        for name, raw in requirement.answers_on(subject.id).items():
            slot = subject.asks.get(name)
            if slot is None:
                resolver.problem(
                    "AG008",
                    f"subject {subject.id!r} has no slot {name!r}",
                    spot.to("answers", *inner, name, key=True),
                    did_you_mean(name, list(subject.asks)),
                )
                continue
            path = ("answers", *inner, name)
            if isinstance(raw, dict):
                resolver.problem("AG010", f"slot {name!r} takes text or a list", spot.to(*path))
                continue
            answer = self._answers.get((subject.id, name, raw)) or self._answer(
                raw, slot, subject.id, spot, path
            )
            if answer is None:
                continue
            if answer.is_none and requirement.reading.grade == "recalled":
                resolver.problem(
                    "AG011",
                    "that a text gives no number (`none`) must be read or reported, not recalled",
                    spot.to(*path),
                    "raise the grade, or leave the slot out",
                )
            if name in requirement.complete:
                answer = replace(answer, complete=True)
            answers[name] = answer
        for position, name in enumerate(requirement.complete):
            slot = subject.asks.get(name)
            if (slot is None or not KINDS[slot.kind].requires_all) and not several:
                resolver.problem(
                    "AG010",
                    f"`complete` names {name!r}, which is no all-of slot of {subject.id!r}",
                    spot.to("complete", position),
                )
        return answers

    def _answer(
        self, raw: RawAnswer, slot: Slot, subject: str, spot: Spot, path: tuple[str, ...]
    ) -> Answer | None:
        """An answer as the slot's kind reads it; None where it is none, which is a problem."""
        try:
            answer = KINDS[slot.kind].parse(raw, slot, self.resolver.words)
        except UnknownUnitError as error:
            hint = did_you_mean(error.unit, error.known)
            self.resolver.problem("AG009", str(error), spot.to(*path), hint)
            return None
        except (AnswerError, QuantityError) as error:
            about: About | None = "start" if isinstance(error, UnknownStartError) else None
            self.resolver.problem("AG010", str(error), spot.to(*path), error.hint, about=about)
            return None
        self._answers[subject, path[-1], raw] = answer
        return answer
