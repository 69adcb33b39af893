"""Linking the vocabulary: the layers' dimensions, units, conditions and methods as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from atmp_gap.corpus.files import Loaded, Spot
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds.base import AnswerWords
from atmp_gap.kinds.quantity import Measures
from atmp_gap.model.dimensions import compile_space
from atmp_gap.model.scope import Space
from atmp_gap.model.vocabulary import Dimension, Term, Unit


def link_vocabulary(resolver: Resolver) -> tuple[Space, AnswerWords]:
    """All layers' vocabularies as one; a dimension may be extended by later layers."""
    files = resolver.layers.vocabulary
    dimensions: dict[str, Dimension] = {}
    for loaded in files:
        resolver.unique(
            (item.id, item, Spot(loaded, "dimensions", index, "id"))
            for index, item in enumerate(loaded.model.dimensions)
        )
        for dimension in loaded.model.dimensions:
            earlier = dimensions.get(dimension.id)
            if earlier is not None:
                dimension = replace(
                    earlier,
                    terms=earlier.terms + dimension.terms,
                    groups=earlier.groups + dimension.groups,
                )
            dimensions[dimension.id] = dimension
    _check_terms(resolver, files, dimensions)
    units = _units(resolver)
    starts = _listed(resolver, "starts")
    equal = [item for loaded in files for item in loaded.model.equal]
    resolver.conditions = {item.id: item for item in _listed(resolver, "conditions")}
    ancestors: dict[str, frozenset[str]] = {}
    titles = {start.id: start.title for start in starts}

    def climb(term: Term, above: frozenset[str], spot: Spot) -> None:
        if term.id in ancestors:
            help_ = "name it once, under what it is a kind of"
            resolver.problem("AG007", f"the method {term.id!r} stands twice", spot, help_)
        ancestors[term.id] = above | {term.id}
        titles[term.id] = term.title or term.id
        for child in term.terms:
            climb(child, ancestors[term.id], spot)

    for loaded in files:
        for index, method in enumerate(loaded.model.methods):
            climb(method, frozenset(), Spot(loaded, "methods", index, "id"))
    space = compile_space(list(dimensions.values()))
    return space, AnswerWords(Measures(units, equal, starts), ancestors, titles)


def _units(resolver: Resolver) -> list[Unit]:
    """All units; a layer may repeat one as it stands, so that its folder can be read alone."""
    found: dict[str, Unit] = {}
    repeated: list[Unit] = []
    named: list[tuple[str, Unit, Spot]] = []
    for loaded in resolver.layers.vocabulary:
        for index, unit in enumerate(loaded.model.units):
            first = found.setdefault(unit.id, unit)
            if first is not unit and replace(unit, synonyms=first.synonyms) == first:
                repeated.append(unit)
            else:
                named.append((unit.id, unit, Spot(loaded, "units", index, "id")))
    return [*resolver.unique(named).values(), *repeated]


def _listed(resolver: Resolver, field: str) -> list[Any]:
    return list(
        resolver.unique(
            (item.id, item, Spot(loaded, field, index, "id"))
            for loaded in resolver.layers.vocabulary
            for index, item in enumerate(getattr(loaded.model, field))
        ).values()
    )


def _check_terms(
    resolver: Resolver, files: Sequence[Loaded[Any]], dimensions: Mapping[str, Dimension]
) -> None:
    """Term ids are unique within a dimension; groups and implications name what exists."""
    ids = {name: Counter(_term_ids(dimension)) for name, dimension in dimensions.items()}
    for loaded in files:
        for d, dimension in enumerate(loaded.model.dimensions):
            known = ids[dimension.id]
            for name in sorted(name for name, times in known.items() if times > 1):
                resolver.problem(
                    "AG007",
                    f"the term {name!r} stands twice in {dimension.id}",
                    Spot(loaded, "dimensions", d, "id"),
                )
            for g, group in enumerate(dimension.groups):
                for member in group.members:
                    if member not in known:
                        resolver.problem(
                            "AG009",
                            f"unknown {dimension.id} {member!r}",
                            Spot(loaded, "dimensions", d, "groups", g, "members"),
                            did_you_mean(member, list(known)),
                        )
            first = next(iter(dimensions))
            for term in _walk(dimension.terms):
                for other, names in term.implies.items():
                    spot = Spot(loaded, "dimensions", d, "terms")
                    if dimension.id != first:
                        resolver.problem("AG009", f"only terms of {first} may imply others", spot)
                    elif other not in dimensions:
                        resolver.problem("AG009", f"unknown dimension {other!r}", spot)
                    else:
                        for name in names:
                            if name not in ids[other]:
                                resolver.problem("AG009", f"unknown {other} {name!r}", spot)


def _walk(terms: Iterable[Term]) -> Iterable[Term]:
    for term in terms:
        yield term
        yield from _walk(term.terms)


def _term_ids(dimension: Dimension) -> list[str]:
    return [term.id for term in _walk(dimension.terms)] + [group.id for group in dimension.groups]
