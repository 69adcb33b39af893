"""The question an export answered, asked again today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atmp_gap.changes.export.export import HIDING, Export, refused
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, filters_of
from atmp_gap.profile.read import Product


def question(export: Export, corpus: Corpus, day: str, product: Product | None) -> Request:
    """What to ask today so that an export's rows can be held against it.

    Raises UnusableExport where it cannot be asked any more, or not without the product's profile.
    """
    named = {row.subject for row in export.rows.values()}
    once = {subject for change in corpus.changes for subject in change.subjects}
    if named and named.isdisjoint(corpus.subjects) and named.isdisjoint(once):
        help_ = "lay the requirements over that it was written from (--requirements DIR)"
        raise refused("asks nothing that today's requirements ask", export.file, help_)
    known = {side.id.casefold(): side.id for side in corpus.sides}
    missing = [name for name in export.agencies if name.casefold() not in known]
    if missing:
        help_ = f"lay the requirements over that know it; known: {', '.join(known.values())}"
        raise refused(f"compares {' and '.join(missing)}, unknown today", export.file, help_)
    first, second = (known[name.casefold()] for name in export.agencies)
    filters = export.filters or {}
    scope = product.scope if product else _scope(export, filters, corpus)
    request = Request(
        (first, second),
        day,
        drafts=filters.get("drafts") is not False,
        scope=scope,
        profile=product.name if product else filters.get("profile"),
        dose=product.dose if product else None,
        only_reviewed=product.only_reviewed if product else filters.get("decides") == "reviewed",
    )
    _check_product(export, filters, request)
    return request


def _check_product(export: Export, filters: Mapping[str, Any], request: Request) -> None:
    """Refuse where the export was made by facts that are not at hand."""
    now = filters_of(request)
    named, asked = filters.get("profile"), now.get("profile")
    if export.filters is not None and named != asked:
        told = f"the product {named!r}" if named else "no product"
        raise refused(f"was written for {told}", export.file, "leave --profile out, or name that")
    if filters.get("dose") and not request.dose:
        message = f"was written for the dose of {named!r}, which it does not hold"
        raise refused(message, export.file, "add --profile FILE with that product")


def _scope(
    export: Export, filters: Mapping[str, Any], corpus: Corpus
) -> dict[str, tuple[str, ...]]:
    """The scope that cut the export, of words that today's vocabulary has to know."""
    found: dict[str, tuple[str, ...]] = {}
    axes = {axis.id: axis for axis in corpus.space.axes}
    for name, terms in filters.items():
        if name in ("profile", "dose", "drafts", "decides", *HIDING):
            continue
        words = tuple(map(str, terms)) if isinstance(terms, list) else (str(terms),)
        unknown = words if name not in axes else [w for w in words if w not in axes[name].masks]
        if unknown:
            message = f"was cut to {name} {', '.join(unknown)}, which today's vocabulary lacks"
            raise refused(message, export.file, "write a new export")
        found[name] = words
    return found
