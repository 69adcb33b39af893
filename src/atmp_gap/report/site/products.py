"""The pages of kinds of product: what is asked of one, whatever else there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atmp_gap.gap.result import Result
from atmp_gap.report import origin
from atmp_gap.report.decisions import decisions
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import Head, listed
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
            data=dump(_data(kind.result)),
        )
        yield from listed(frame, decisions(kind.result), head)


def _data(result: Result) -> dict[str, Any]:
    """The rows of a kind of product with their verdicts; all else stands beside each question."""
    return {
        "schema": "atmp-gap/site-product/1",
        "corpus": result.corpus,
        "agencies": result.agencies,
        "as_of": result.as_of,
        "filters": result.filters,
        "rows": [
            {
                "subject": row.subject,
                "title": row.title,
                "verdict": row.verdict,
                "stricter": row.stricter,
                "provisional": row.provisional,
                "in_part": row.in_part,
                "reading": row.reading,
            }
            for row in result.rows
        ],
        "notice": result.notice,
    }
