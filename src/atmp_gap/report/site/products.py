"""The pages of kinds of product: what is asked of one, whatever else there is."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.report import origin
from atmp_gap.report.decisions import decisions
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import Head, data_of, listed
from atmp_gap.report.site.model import Page


def pages(frame: Frame) -> Iterator[Page]:
    """The list of kinds of product, then each with its rows."""
    kinds = frame.given.products
    counted = {kind.id: origin.counts(decisions(kind.result)) for kind in kinds}
    yield Page(
        "p/index.html",
        "Products",
        "products.html",
        {"products": kinds, "counted": counted},
        "Kinds of product, and the questions that arise for each.",
        "Products",
        dump(
            [
                {
                    "id": kind.id,
                    "title": kind.title,
                    "page": frame.products[kind.id],
                    "verdicts": kind.result.summary.verdicts,
                }
                for kind in kinds
            ]
        ),
    )
    for kind in kinds:
        head = Head(
            frame.products[kind.id],
            kind.title,
            (
                f"Only: {origin.filters_text(kind.result)}.",
                "The page of a question tells it for every product.",
            ),
            "Products",
            (("Products", "p/index.html"),),
            find="" if kind.example else f"in-product={kind.id}",
            data=dump(data_of(frame, kind.result)),
        )
        yield from listed(frame, decisions(kind.result), head)
