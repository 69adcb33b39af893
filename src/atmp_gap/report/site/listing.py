"""Rows as lists over as many pages as they need, so that none becomes too long to load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from atmp_gap.gap.result import Result
from atmp_gap.report import origin
from atmp_gap.report.decisions import KINDS, Decisions, Section
from atmp_gap.report.html.rows import Rows
from atmp_gap.report.site.addresses import root_of
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import Page

MOST_BYTES = 150_000
"""Rows of a page take no more than this; frame and head come on top."""


@dataclass(frozen=True)
class Block:
    """Rows of a section that stand on one page."""

    section: Section
    rows: list[Markup]
    continued: bool


@dataclass(frozen=True)
class Head:
    """What stands above the rows of a list."""

    path: str
    title: str
    intro: tuple[str, ...] = ()
    section: str = ""
    up: tuple[tuple[str, str], ...] = ()
    """The way up to the start: words and pages."""
    find: str = ""
    """What the search page is asked, to filter these rows."""
    badge: bool = False
    """Whether each row says in which section it belongs."""
    data: str = ""


def listed(frame: Frame, told: Decisions, head: Head) -> Iterator[Page]:
    """The pages of a list of rows, in the sections of a report."""
    result = told.result
    pages = list(_pages(told.sections, _renderer(frame, result, head)))
    first: dict[str, str] = {}
    for number, blocks in enumerate(pages, 1):
        for block in blocks:
            if block.section.kind:
                place = f"{_name(number)}#in:{block.section.kind.id}"
                first.setdefault(block.section.kind.id, place)
    for number, blocks in enumerate(pages, 1):
        yield Page(
            head.path.replace("index.html", _name(number)),
            head.title if number == 1 else f"{head.title}, page {number}",
            "list.html",
            {
                "head": head,
                "told": told,
                "blocks": blocks,
                "counts": _counts(result, first),
                "remarks": origin.reservations(told),
                "number": number,
                "last": len(pages),
                "pages": [(n, _name(n)) for n in range(1, len(pages) + 1)],
            },
            f"{head.title}: {origin.counts(told)}",
            head.section,
            head.data if number == 1 else "",
        )


def cut(pieces: Iterable[Markup]) -> Iterator[list[Markup]]:
    """Pieces of text in groups that fit a page; at least one group, which may be empty."""
    group: list[Markup] = []
    size = 0
    for piece in pieces:
        if group and size + len(piece.encode()) > MOST_BYTES:
            yield group
            group, size = [], 0
        group.append(piece)
        size += len(piece.encode())
    yield group


def numbered(groups: Sequence[list[Markup]], page: Page) -> Iterator[Page]:
    """A page over as many as its groups of lines need; the first has its address."""
    names = [(number, _name(number)) for number in range(1, len(groups) + 1)]
    for (number, name), group in zip(names, groups, strict=True):
        yield replace(
            page,
            path=page.path.replace("index.html", name),
            title=page.title if number == 1 else f"{page.title}, page {number}",
            values={
                **page.values,
                "lines": group,
                "number": number,
                "last": len(groups),
                "pages": names,
            },
            data=page.data if number == 1 else "",
        )


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"page-{number}.html"


def _renderer(frame: Frame, result: Result, head: Head) -> Callable[[Section], Iterator[Markup]]:
    macros, rows, root = frame.macros(result), Rows(result), root_of(head.path)

    def rendered(section: Section) -> Iterator[Markup]:
        for told in section.rows:
            address = root + frame.subjects[told.row.subject]
            yield macros.listed(rows.view(told), head.badge, address)

    return rendered


def _pages(
    sections: Iterable[Section], rendered: Callable[[Section], Iterator[Markup]]
) -> Iterator[list[Block]]:
    page: list[Block] = []
    size = 0
    for section in sections:
        if not section.rows:
            continue
        page.append(Block(section, [], False))
        for piece in rendered(section):
            length = len(piece.encode())
            if size and size + length > MOST_BYTES:
                if not page[-1].rows:
                    page.pop()
                yield page
                page, size = [Block(section, [], bool(page and page[-1].section is section))], 0
            page[-1].rows.append(piece)
            size += length
    yield page


def _counts(result: Result, first: dict[str, str]) -> list[tuple[str, str]]:
    """The rows of each section in words, and where on these pages it begins."""
    verdicts = result.summary.verdicts
    return [
        (f"{sum(verdicts[name] for name in kind.verdicts)} {kind.counted}", first.get(kind.id, ""))
        for kind in KINDS
    ]


def data_of(frame: Frame, result: Result) -> dict[str, Any]:
    """Rows with their verdicts and pages, for programs; all else stands beside each question."""
    return {
        "schema": "atmp-gap/site/1",
        "corpus": result.corpus,
        "agencies": result.agencies,
        "as_of": result.as_of,
        "filters": result.filters,
        "rows": [
            {
                "subject": row.subject,
                "title": row.title,
                "topic": row.topic,
                "page": frame.subjects[row.subject],
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


def only(result: Result, verdicts: Iterable[str]) -> Result:
    """The result with the rows of some verdicts; its counts stay those of the whole."""
    wanted = frozenset(verdicts)
    return replace(result, rows=tuple(row for row in result.rows if row.verdict in wanted))
