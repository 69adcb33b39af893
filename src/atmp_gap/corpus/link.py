"""File models to a corpus: ids resolved, scopes compiled, answers parsed, everything indexed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from atmp_gap.corpus.corpus import (
    Corpus,
    SubjectFile,
)
from atmp_gap.corpus.entries import link_requirements
from atmp_gap.corpus.files import Layers, Spot
from atmp_gap.corpus.methods import link_methods
from atmp_gap.corpus.precedents import link_feedback, link_precedents
from atmp_gap.corpus.problem import InvalidCorpusError, did_you_mean
from atmp_gap.corpus.records import link_judgements
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.corpus.reviews import with_reviews
from atmp_gap.corpus.vocabulary import link_vocabulary
from atmp_gap.model.scope import Box, around
from atmp_gap.model.subject import Subject


def link(layers: Layers) -> Corpus:
    """Resolve the files of all layers into one corpus.

    Raises InvalidCorpusError with every problem found in reading and resolving.
    """
    return with_reviews(_corpus(Resolver(layers)), layers)


def _corpus(resolver: Resolver) -> Corpus:
    layers = resolver.layers
    resolver.space, words = link_vocabulary(resolver)
    resolver.words = words
    resolver.agencies = resolver.unique(
        (agency.id, agency, Spot(loaded, "agencies", index, "id"))
        for loaded in layers.agencies
        for index, agency in enumerate(loaded.model.agencies)
    )
    resolver.documents = resolver.unique(
        (document.id, document, Spot(loaded, "documents", index, "id"))
        for loaded in layers.documents
        for index, document in enumerate(loaded.model.documents)
    )
    _check_documents(resolver)
    resolver.unique(
        (term.id, term, Spot(loaded, "terms", index, "id"))
        for loaded in layers.terminology
        for index, term in enumerate(loaded.model.terms)
    )
    resolver.topics = resolver.unique(
        (loaded.model.id, loaded.model, Spot(loaded, "id")) for loaded in layers.topics
    )
    resolver.subjects = _subjects(resolver)
    resolver.ids = _ids(layers)
    pairs, attributes = link_methods(resolver)
    requirements, entries = link_requirements(resolver)
    absences, judgements = link_judgements(resolver, entries)
    precedents, feedback = link_precedents(resolver), link_feedback(resolver)
    if resolver.problems:
        raise InvalidCorpusError(resolver.problems)
    base = layers.corpus[0].model if layers.corpus else None
    return Corpus(
        version=base.version if base else "unversioned",
        date=max((item.model.date for item in layers.corpus), default="9999-12-31"),
        fingerprint=layers.fingerprint,
        layers=tuple(layers.names),
        agencies=resolver.agencies,
        documents=resolver.documents,
        space=resolver.space,
        words=words,
        conditions=resolver.conditions,
        topics=resolver.topics,
        subjects={
            name: replace(
                file,
                entries=tuple(entries.get(name, ())),
                absences=tuple(absences.get(name, ())),
                judgements=tuple(judgements.get(name, ())),
                precedents=tuple(precedents.get(name, ())),
                feedback=tuple(feedback.get(name, ())),
            )
            for name, file in resolver.subjects.items()
        },
        requirements=requirements,
        terminology=tuple(term for loaded in layers.terminology for term in loaded.model.terms),
        synonyms=tuple(item for loaded in layers.vocabulary for item in loaded.model.synonyms),
        changes=tuple(change for loaded in layers.changes for change in loaded.model.changes),
        pairs=pairs,
        attributes=attributes,
        history=tuple(release for file in layers.history for release in file.model.releases),
        document_spots=resolver.document_spots,
        title=base.title if base else None,
        licence=base.licence if base else None,
        doi=base.doi if base else None,
    )


def _ids(layers: Layers) -> set[str]:
    """The ids of all requirements."""
    files = (loaded.model for loaded in layers.requirements)
    return {requirement.id for file in files for requirement in file.requirements}


def _check_documents(resolver: Resolver) -> None:
    for loaded in resolver.layers.documents:
        for index, document in enumerate(loaded.model.documents):
            spot = Spot(loaded, "documents", index)
            resolver.document_spots[document.id] = spot.to("id")
            for s, successor in enumerate(document.superseded_by):
                resolver.known_document(
                    successor.document, spot, "superseded_by", s, of_a_product=document.of_a_product
                )
                resolver.box(successor.for_ or {}, spot, "superseded_by", s)
            resolver.box(document.covers, spot, "covers")
            for agency in document.adopted:
                resolver.known_agency(agency, spot, "adopted", agency)


def _domain(resolver: Resolver, subject: Subject, spot: Spot) -> tuple[Box, ...]:
    """The scopes of a subject's domain as boxes; an empty list of scopes is a problem."""
    if not subject.scopes:
        resolver.problem("AG005", "the domain holds no scope", spot.to("domain"), about="domain")
        return (resolver.space.everything,)
    listed = isinstance(subject.domain, tuple)
    return tuple(
        resolver.box(scope, spot, "domain", *((index,) if listed else ()))
        for index, scope in enumerate(subject.scopes)
    )


def _subjects(resolver: Resolver) -> dict[str, SubjectFile]:
    def placed() -> Iterable[tuple[str, SubjectFile, Spot]]:
        for loaded in resolver.layers.topics:
            groups = resolver.unique(
                (group.id, group, Spot(loaded, "groups", index, "id"))
                for index, group in enumerate(loaded.model.groups)
            )
            for index, subject in enumerate(loaded.model.subjects):
                spot = Spot(loaded, "subjects", index)
                if subject.group not in groups:
                    resolver.problem(
                        "AG008",
                        f"unknown group {subject.group!r}",
                        spot.to("group"),
                        did_you_mean(subject.group, [group.id for group in loaded.model.groups]),
                    )
                for position, text in enumerate(subject.settled_by):
                    resolver.known_document(text.document, spot, "settled_by", position, "document")
                boxes = _domain(resolver, subject, spot)
                domain = around(boxes)
                own = spot.to("id")
                if any(resolver.space.meet(box) is None for box in boxes):
                    resolver.problem(
                        "AG005", "the domain holds nothing that exists", own, about="domain"
                    )
                scopes = boxes if len(boxes) > 1 else ()
                yield subject.id, SubjectFile(own, subject, loaded.model.id, domain, scopes), own

    return resolver.unique(placed())
