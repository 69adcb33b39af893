"""File models to a corpus: ids resolved, scopes compiled, answers parsed, everything indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from atmp_gap.corpus.corpus import (
    Corpus,
    Entry,
    PlacedAbsence,
    PlacedJudgement,
    SubjectFile,
)
from atmp_gap.corpus.fingerprint import of_files
from atmp_gap.corpus.load import AgencyFile, DocumentFile, Layers, Loaded
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.model.document import Document
from atmp_gap.model.judgement import Absence
from atmp_gap.model.kinds import KINDS
from atmp_gap.model.kinds.base import Answer, AnswerError, Words
from atmp_gap.model.quantity import Measures, QuantityError, UnknownUnitError
from atmp_gap.model.requirement import Requirement, RequirementFile
from atmp_gap.model.scope import Box, Space, UnknownTermError, compile_space
from atmp_gap.model.sections import was_read
from atmp_gap.model.subject import Slot, Subject, Topic
from atmp_gap.model.vocabulary import Dimension, Term, Vocabulary

Item = TypeVar("Item")
_DEFINED_IN: dict[type[Any], tuple[str, ...]] = {
    # Where such a file could not be used, these would only repeat that, once per mention.
    Topic: ("unknown topic", "unknown subject"),
    DocumentFile: ("unknown document",),
    AgencyFile: ("unknown agency",),
    RequirementFile: ("overrides the unknown entry",),
    Vocabulary: ("unknown start", "the domain holds nothing"),
}
_OUTCOMES = ("equal", "mixed", "not-comparable")


def link(layers: Layers) -> Corpus:
    """Resolve the files of all layers into one corpus.

    Raises InvalidCorpusError with every problem found in reading and resolving.
    """
    return _Linker(layers).corpus()


class _Linker:
    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.problems = list(layers.problems)

    def corpus(self) -> Corpus:
        layers = self.layers
        self.space, words = self._vocabulary()
        self.words = words
        self.agencies = self._unique(
            (agency.id, agency, loaded.place("agencies", index, "id"))
            for loaded in layers.agencies
            for index, agency in enumerate(loaded.model.agencies)
        )
        self.document_places: dict[str, Place] = {}
        self.documents = self._unique(
            (document.id, document, loaded.place("documents", index, "id"))
            for loaded in layers.documents
            for index, document in enumerate(loaded.model.documents)
        )
        self._check_documents()
        self.topics = self._unique(
            (loaded.model.id, loaded.model, loaded.place("id")) for loaded in layers.topics
        )
        self.subjects = self._subjects()
        self.ids = {
            requirement.id
            for loaded in layers.requirements
            for requirement in loaded.model.requirements
        }
        requirements, entries = self._requirements()
        absences, judgements = self._judgements(entries)
        if self.problems:
            raise InvalidCorpusError(self.problems)
        subjects = {
            name: replace(
                file,
                entries=tuple(entries.get(name, ())),
                absences=tuple(absences.get(name, ())),
                judgements=tuple(judgements.get(name, ())),
            )
            for name, file in self.subjects.items()
        }
        base = layers.corpus[0].model if layers.corpus else None
        return Corpus(
            version=base.version if base else "unversioned",
            date=max((item.model.date for item in layers.corpus), default="9999-12-31"),
            fingerprint=of_files(layers.contents),
            layers=tuple(layers.names),
            agencies=self.agencies,
            documents=self.documents,
            space=self.space,
            words=words,
            conditions=self.conditions,
            topics=self.topics,
            subjects=subjects,
            requirements=requirements,
            terminology=tuple(term for loaded in layers.terminology for term in loaded.model.terms),
            synonyms=tuple(item for loaded in layers.vocabulary for item in loaded.model.synonyms),
            document_places=self.document_places,
        )

    # --- parts ---------------------------------------------------------------------------------

    def _problem(self, code: str, message: str, place: Place, help_: str | None = None) -> None:
        if code == "AG009" and Vocabulary in self.layers.failed:
            return
        if not any(
            message.startswith(start)
            for model in self.layers.failed
            for start in _DEFINED_IN.get(model, ())
        ):
            self.problems.append(Problem(code, message, place, help_))

    def _unique(self, items: Iterable[tuple[str, Item, Place]]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        places: dict[str, Place] = {}
        for name, item, place in items:
            if name in found:
                self._problem(
                    "AG007",
                    f"the id {name!r} is used twice; first in {places[name]}",
                    place,
                    "give it another id; with several layers, check that none is named twice "
                    "(--no-bundled leaves out the bundled one)",
                )
                continue
            found[name], places[name] = item, place
        return found

    def _vocabulary(self) -> tuple[Space, Words]:
        """All layers' vocabularies as one; a dimension may be extended by later layers."""
        files = self.layers.vocabulary
        dimensions: dict[str, Dimension] = {}
        for loaded in files:
            for dimension in loaded.model.dimensions:
                earlier = dimensions.get(dimension.id)
                if earlier is not None:
                    dimension = earlier.model_copy(
                        update={
                            "terms": earlier.terms + dimension.terms,
                            "groups": earlier.groups + dimension.groups,
                        }
                    )
                dimensions[dimension.id] = dimension
        self._check_terms(files, dimensions)
        units = self._listed("units")
        starts = self._listed("starts")
        equal = [item for loaded in files for item in loaded.model.equal]
        self.conditions = {item.id: item for item in self._listed("conditions")}
        ancestors: dict[str, frozenset[str]] = {}

        def climb(term: Term, above: frozenset[str]) -> None:
            ancestors[term.id] = above | {term.id}
            for child in term.terms:
                climb(child, ancestors[term.id])

        for loaded in files:
            for method in loaded.model.methods:
                climb(method, frozenset())
        space = compile_space(list(dimensions.values()))
        return space, Words(Measures(units, equal, starts), ancestors)

    def _listed(self, field: str) -> list[Any]:
        return list(
            self._unique(
                (item.id, item, loaded.place(field, index, "id"))
                for loaded in self.layers.vocabulary
                for index, item in enumerate(getattr(loaded.model, field))
            ).values()
        )

    def _check_terms(
        self, files: Sequence[Loaded[Any]], dimensions: Mapping[str, Dimension]
    ) -> None:
        """Term ids are unique within a dimension; groups and implications name what exists."""
        for loaded in files:
            for d, dimension in enumerate(loaded.model.dimensions):
                known = _term_ids(dimensions[dimension.id])
                for name in sorted({name for name in known if known.count(name) > 1}):
                    self._problem(
                        "AG007",
                        f"the term {name!r} stands twice in {dimension.id}",
                        loaded.place("dimensions", d, "id"),
                    )
                for g, group in enumerate(dimension.groups):
                    for member in group.members:
                        if member not in known:
                            self._problem(
                                "AG009",
                                f"unknown {dimension.id} {member!r}",
                                loaded.place("dimensions", d, "groups", g, "members"),
                                did_you_mean(member, known),
                            )
                first = next(iter(dimensions))
                for term in _walk(dimension.terms):
                    for other, names in term.implies.items():
                        place = loaded.place("dimensions", d, "terms")
                        if dimension.id != first:
                            self._problem("AG009", f"only terms of {first} may imply others", place)
                        elif other not in dimensions:
                            self._problem("AG009", f"unknown dimension {other!r}", place)
                        else:
                            for name in names:
                                if name not in _term_ids(dimensions[other]):
                                    self._problem("AG009", f"unknown {other} {name!r}", place)

    def _check_documents(self) -> None:
        for loaded in self.layers.documents:
            for index, document in enumerate(loaded.model.documents):
                self.document_places[document.id] = loaded.place("documents", index, "id")
                for s, successor in enumerate(document.superseded_by):
                    place = loaded.place("documents", index, "superseded_by", s)
                    self._known_document(successor.document, place)
                    self._box(successor.for_ or {}, loaded, "documents", index, "superseded_by", s)
                for agency in document.adopted:
                    place = loaded.place("documents", index, "adopted", agency)
                    self._known_agency(agency, place)

    def _known_document(self, name: str, place: Place) -> Document | None:
        document = self.documents.get(name)
        if document is None:
            self._problem(
                "AG008",
                f"unknown document {name!r}",
                place,
                did_you_mean(name, list(self.documents)) or "register it under documents/",
            )
        return document

    def _known_agency(self, name: str, place: Place) -> None:
        if name not in self.agencies:
            self._problem(
                "AG008",
                f"unknown agency {name!r}",
                place,
                did_you_mean(name, list(self.agencies)) or "add it to agencies.yaml",
            )

    def _box(
        self, scope: Mapping[str, Sequence[str]], loaded: Loaded[Any], *path: str | int
    ) -> Box:
        """A scope as a box; unknown words are problems and cut nothing."""
        try:
            return self.space.box(scope)
        except UnknownTermError:
            pass
        for dimension, names in scope.items():
            for index, name in enumerate(names):
                try:
                    self.space.box({dimension: [name]})
                except UnknownTermError as error:
                    spot = (*path, dimension, index) if error.term else (*path, dimension)
                    self._problem(
                        "AG009",
                        str(error),
                        loaded.place(*spot, key=error.term is None),
                        did_you_mean(error.term or dimension, error.known),
                    )
                    if error.term is None:
                        break
        return self.space.everything

    def _subjects(self) -> dict[str, SubjectFile]:
        def placed() -> Iterable[tuple[str, SubjectFile, Place]]:
            for loaded in self.layers.topics:
                groups = [group.id for group in loaded.model.groups]
                for index, subject in enumerate(loaded.model.subjects):
                    place = loaded.place("subjects", index, "id")
                    if subject.group not in groups:
                        self._problem(
                            "AG008",
                            f"unknown group {subject.group!r}",
                            loaded.place("subjects", index, "group"),
                            did_you_mean(subject.group, groups),
                        )
                    for position, text in enumerate(subject.settled_by):
                        spot = ("subjects", index, "settled_by", position, "document")
                        self._known_document(text.document, loaded.place(*spot))
                    scope = {} if subject.domain == "all" else subject.domain
                    domain = self._box(scope, loaded, "subjects", index, "domain")
                    if self.space.meet(domain) is None:
                        self._problem("AG005", "the domain holds nothing that exists", place)
                    yield subject.id, SubjectFile(subject, loaded.model.id, domain, place), place

        return self._unique(placed())

    def _requirements(
        self,
    ) -> tuple[dict[str, tuple[str, Requirement, Place]], dict[str, list[Entry]]]:
        entries: dict[str, list[Entry]] = {}

        def placed() -> Iterable[tuple[str, tuple[str, Requirement, Place], Place]]:
            for loaded in self.layers.requirements:
                agency = loaded.model.agency
                self._known_agency(agency, loaded.place("agency"))
                if loaded.model.topic not in self.topics:
                    self._problem(
                        "AG008",
                        f"unknown topic {loaded.model.topic!r}",
                        loaded.place("topic"),
                        did_you_mean(loaded.model.topic, list(self.topics)),
                    )
                for index, requirement in enumerate(loaded.model.requirements):
                    place = loaded.place("requirements", index, "id")
                    for entry in self._entries(loaded, index, requirement, place):
                        entries.setdefault(entry.subject, []).append(entry)
                    yield requirement.id, (agency, requirement, place), place

        return self._unique(placed()), entries

    def _entries(
        self, loaded: Loaded[RequirementFile], index: int, requirement: Requirement, place: Place
    ) -> Iterable[Entry]:
        at = ("requirements", index)
        document = self._known_document(
            requirement.source.document, loaded.place(*at, "source", "document")
        )
        if requirement.invoked_by:
            self._known_document(requirement.invoked_by, loaded.place(*at, "invoked_by"))
        for position, other in enumerate(requirement.overrides):
            if other not in self.ids:
                self._problem(
                    "AG008",
                    f"overrides the unknown entry {other!r}",
                    loaded.place(*at, "overrides", position),
                    did_you_mean(other, list(self.ids)),
                )
        for field in ("unless", "when"):
            for position, use in enumerate(getattr(requirement, field)):
                if use.id not in self.conditions:
                    self._problem(
                        "AG009",
                        f"unknown condition {use.id!r}",
                        loaded.place(*at, field, position, "id"),
                        did_you_mean(use.id, list(self.conditions)),
                    )
        box = self._box(requirement.applies_to, loaded, *at, "applies_to")
        several = not isinstance(requirement.subject, str)
        if several:
            for name in requirement.answers:
                if name not in requirement.subjects:
                    self._problem(
                        "AG008",
                        f"answers the subject {name!r}, which the entry does not name",
                        loaded.place(*at, "answers", name, key=True),
                        "with several subjects, `answers` has one mapping per subject",
                    )
        for position, name in enumerate(requirement.subjects):
            file = self.subjects.get(name)
            if file is None:
                spot = ("subject", position) if several else ("subject",)
                self._problem(
                    "AG008",
                    f"unknown subject {name!r}",
                    loaded.place(*at, *spot),
                    did_you_mean(name, list(self.subjects)),
                )
                continue
            inner = (name,) if several else ()
            answers = self._answers(loaded, (*at, "answers", *inner), requirement, file.subject)
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
        self,
        loaded: Loaded[RequirementFile],
        spot: tuple[str | int, ...],
        requirement: Requirement,
        subject: Subject,
    ) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for name, raw in requirement.answers_on(subject.id).items():
            slot = subject.asks.get(name)
            if slot is None:
                self._problem(
                    "AG008",
                    f"subject {subject.id!r} has no slot {name!r}",
                    loaded.place(*spot, name, key=True),
                    did_you_mean(name, list(subject.asks)),
                )
                continue
            place = loaded.place(*spot, name)
            if isinstance(raw, dict):
                self._problem("AG010", f"slot {name!r} takes text or a list", place)
                continue
            answer = self._answer(raw, slot, place)
            if answer is None:
                continue
            if answer.is_none and requirement.reading.grade == "recalled":
                self._problem(
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
                self._problem(
                    "AG010",
                    f"`complete` names {name!r}, which is no all-of slot of {subject.id!r}",
                    loaded.place(*spot[:2], "complete", position),
                )
        return answers

    def _answer(self, raw: str | Sequence[str], slot: Slot, place: Place) -> Answer | None:
        try:
            return KINDS[slot.kind].parse(raw, slot, self.words)
        except UnknownUnitError as error:
            self._problem("AG009", str(error), place, did_you_mean(error.unit, error.known))
        except (AnswerError, QuantityError) as error:
            self._problem("AG010", str(error), place, error.hint)
        return None

    def _judgements(
        self, entries: Mapping[str, Sequence[Entry]]
    ) -> tuple[dict[str, list[PlacedAbsence]], dict[str, list[PlacedJudgement]]]:
        absences: dict[str, list[PlacedAbsence]] = {}
        judgements: dict[str, list[PlacedJudgement]] = {}
        for _, loaded in self.layers.judgements:
            for index, judgement in enumerate(loaded.model.judgements):
                at = ("judgements", index)
                file = self._subject_of(judgement.subject, loaded.place(*at, "subject"))
                for position, agency in enumerate(judgement.between):
                    self._known_agency(agency, loaded.place(*at, "between", position))
                allowed = (*judgement.between, *_OUTCOMES)
                if judgement.stricter is not None and judgement.stricter not in allowed:
                    self._problem(
                        "AG008",
                        f"stricter {judgement.stricter!r} is neither side",
                        loaded.place(*at, "stricter"),
                        f"known: {', '.join(allowed)}",
                    )
                box = self._box(judgement.applies_to, loaded, *at, "applies_to")
                if file:
                    judgements.setdefault(judgement.subject, []).append(
                        PlacedJudgement(judgement, box, loaded.place(*at))
                    )
            for index, absence in enumerate(loaded.model.absences):
                at = ("absences", index)
                file = self._subject_of(absence.subject, loaded.place(*at, "subject"))
                self._known_agency(absence.agency, loaded.place(*at, "agency"))
                self._check_search(absence, loaded, *at)
                for position, element in enumerate(absence.elements):
                    known = self._elements(file, entries) if file else [element]
                    if element not in known:
                        self._problem(
                            "AG009",
                            f"no all-of slot of {absence.subject!r} knows {element!r}",
                            loaded.place(*at, "elements", position),
                            did_you_mean(element, known),
                        )
                for position, slot in enumerate(absence.slots):
                    if file and slot not in file.subject.asks:
                        self._problem(
                            "AG008",
                            f"subject {absence.subject!r} has no slot {slot!r}",
                            loaded.place(*at, "slots", position),
                            did_you_mean(slot, list(file.subject.asks)),
                        )
                box = self._box(absence.applies_to, loaded, *at, "applies_to")
                if file:
                    absences.setdefault(absence.subject, []).append(
                        PlacedAbsence(absence, box, loaded.place(*at))
                    )
        return absences, judgements

    def _elements(self, file: SubjectFile, entries: Mapping[str, Sequence[Entry]]) -> list[str]:
        """Everything an all-of answer on a subject may name, or does."""
        slots = [name for name, slot in file.subject.asks.items() if slot.kind == "all-of"]
        known = {value for name in slots for value in file.subject.asks[name].values}
        known.update(self.words.ancestors)
        for entry in entries.get(file.subject.id, ()):
            for name in slots:
                if name in entry.answers:
                    known.update(entry.answers[name].elements)
        return sorted(known)

    def _check_search(self, absence: Absence, loaded: Loaded[Any], *at: str | int) -> None:
        """A search supports an absence in the agency's own texts, and `read` in what was read."""
        agency = self.agencies.get(absence.agency)
        issuers = {absence.agency, *(agency.speaks_for if agency else ())}
        own = False
        for position, searched in enumerate(absence.searched):
            place = loaded.place(*at, "searched", position, "document")
            document = self._known_document(searched.document, place)
            if document is None:
                own = True
                continue
            own = own or document.issuer in issuers
            if absence.reading.grade != "read":
                continue
            unread = [s for s in searched.sections if not was_read(s, document.sections_read)]
            if unread:
                self._problem(
                    "AG013",
                    f"graded `read`, but {', '.join(unread)} of {document.id} is not registered "
                    "as read",
                    loaded.place(*at, "searched", position, "sections"),
                    "name the section under `sections_read` of the document, or lower the grade",
                )
        if not own and not absence.regulated_elsewhere:
            self._problem(
                "AG013",
                f"an absence in the texts of {absence.agency}, but none of them was searched",
                loaded.place(*at, "searched"),
                f"name a document issued by {' or '.join(sorted(issuers))}",
            )

    def _subject_of(self, name: str, place: Place) -> SubjectFile | None:
        file = self.subjects.get(name)
        if file is None:
            self._problem(
                "AG008",
                f"unknown subject {name!r}",
                place,
                did_you_mean(name, list(self.subjects)),
            )
        return file


def _walk(terms: Iterable[Term]) -> Iterable[Term]:
    for term in terms:
        yield term
        yield from _walk(term.terms)


def _term_ids(dimension: Dimension) -> list[str]:
    return [term.id for term in _walk(dimension.terms)] + [group.id for group in dimension.groups]
