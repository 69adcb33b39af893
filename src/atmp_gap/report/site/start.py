"""The start page, which says in a screen what differs, and a page for each verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atmp_gap.report import origin
from atmp_gap.report.decisions import KINDS, RowTold, decisions
from atmp_gap.report.html import filters
from atmp_gap.report.html.filters import Band
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.listing import Head, data_of, listed, only
from atmp_gap.report.site.model import Page

MOST = 3
"""So many rows that differ are named under each topic."""
TITLE = "Where FDA and EMA ask the same of cell and gene therapies, and where they do not"


@dataclass(frozen=True)
class Card:
    """A topic on the start page: its counts, and the first rows that differ."""

    band: Band
    rows: list[RowTold]
    more: int


def pages(frame: Frame) -> Iterator[Page]:
    """The start page, then the rows of each verdict."""
    told = decisions(frame.result)
    differ = [row for section in told.sections if section.kind is KINDS[0] for row in section.rows]
    cards = []
    for band in filters.bands(frame.result):
        if band.group is None:
            inside = [row for row in differ if row.row.topic == band.topic]
            cards.append(Card(band, inside[:MOST], len(inside[MOST:])))
    a, b = frame.result.agencies
    title = TITLE if (a, b) == ("FDA", "EMA") else f"Where {a} and {b} differ"
    yield Page(
        "index.html",
        title,
        "start.html",
        {
            "cards": sorted(cards, key=lambda card: -card.band.counts["differ"]),
            "counts": filters.counts(told),
            "remarks": origin.reservations(told),
            "legend": origin.legend(frame.result),
        },
        origin.counts(told),
        data=dump(data_of(frame, frame.result)),
    )
    for kind in KINDS:
        within = only(frame.result, kind.verdicts)
        head = Head(
            f"v/{kind.id}/index.html",
            f"{kind.title}: {' and '.join(frame.result.agencies)}",
            (f"{kind.meaning[:1].upper()}{kind.meaning[1:]}.",),
            find=f"verdict={kind.id}",
            data=dump(data_of(frame, within)),
        )
        yield from listed(frame, decisions(within), head)
