"""Linking requirements: each resolved, scoped and parsed, once per subject it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atmp_gap.corpus.answers import Answers
from atmp_gap.corpus.corpus import Entry, SubjectFile
from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds.base import Answer
from atmp_gap.model.document import Document
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.scope import Box

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
        self._answers = Answers(resolver)
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
        self._answers.check_names(requirement, spot)
        for position, name in enumerate(requirement.subjects):
            file = resolver.subject_of(name, spot, "subject", *((position,) if several else ()))
            if file is None:
                continue
            recalled = requirement.reading.grade == "recalled"
            answers = self._answers.on(
                requirement, file.subject, spot, requirement.complete, recalled
            )
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
