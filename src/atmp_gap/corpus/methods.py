"""Attributes and pairs of chapters linked: every document and subject they name has to exist."""

from __future__ import annotations

from collections.abc import Iterable

from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.model.method import Attribute, MethodPair


def link_methods(resolver: Resolver) -> tuple[dict[str, MethodPair], dict[str, Attribute]]:
    """The pairs and the attributes by id, in the order of their files."""
    files = resolver.layers.methods
    pairs = resolver.unique(
        (pair.id, pair, Spot(loaded, "pairs", index, "id"))
        for loaded in files
        for index, pair in enumerate(loaded.model.pairs)
    )
    attributes = resolver.unique(
        (attribute.id, attribute, Spot(loaded, "attributes", index, "id"))
        for loaded in files
        for index, attribute in enumerate(loaded.model.attributes)
    )
    for loaded in files:
        for index, pair in enumerate(loaded.model.pairs):
            spot = Spot(loaded, "pairs", index)
            for side, names in (("us", pair.us), ("eu", pair.eu)):
                for at, name in enumerate(names):
                    resolver.known_document(name, spot, side, at)
            for at, source in enumerate(pair.sources):
                resolver.known_document(source.document, spot, "sources", at, "document")
        for index, attribute in enumerate(loaded.model.attributes):
            _check(resolver, attribute, Spot(loaded, "attributes", index), pairs)
    return pairs, attributes


def _check(resolver: Resolver, attribute: Attribute, spot: Spot, pairs: Iterable[str]) -> None:
    resolver.box(attribute.applies_to, spot, "applies_to")
    for role, names in attribute.subjects.items():
        for at, name in enumerate(names):
            if name not in resolver.subjects:
                hint = did_you_mean(name, list(resolver.subjects))
                message = f"unknown subject {name!r}"
                resolver.problem("AG008", message, spot.to(role, at), hint, about="subject")
    for at, name in enumerate(attribute.pairs):
        if name not in pairs:
            hint = did_you_mean(name, list(pairs))
            resolver.problem("AG008", f"unknown pair {name!r}", spot.to("pairs", at), hint)
    for at, source in enumerate(attribute.sources):
        resolver.known_document(source.document, spot, "sources", at, "document")
