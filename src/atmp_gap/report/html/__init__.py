"""HTML: one file that needs no network, with filters, search and every row's evidence."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, sources
from atmp_gap.report.decisions import Section, decisions
from atmp_gap.report.html import filters
from atmp_gap.report.html.rows import FOLD, Rows
from atmp_gap.report.html.templates import read, templates
from atmp_gap.report.html.widths import widths
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Paper

MOST_TEXTS = 8
"""So many of the texts are named that would settle open rows."""


def _page(name: str, scripts: Sequence[str], **values: Any) -> str:
    script, style = "".join(map(read, scripts)), read("page.css")
    # Only this very script may run: the page's policy names it by its digest.
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        templates()
        .get_template(name)
        .render(script=Markup(script), style=Markup(style), digest=digest, **values)
    )


class Html:
    """HTML, for reading and handing on. Needs jinja2."""

    name = "html"
    wants_listings = False

    def __init__(self, group_by: str = "verdict", fold: int = FOLD) -> None:
        self.group_by = group_by
        self.fold = fold

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole comparison as one page: every row, those that are open folded in a section."""
        return self._comparison(result, self.group_by)

    def detail(self, result: Result) -> str:
        """The same page, with nothing folded."""
        return self._comparison(result, "group")

    def sheet(self, sheet: Sheet) -> str:
        """A listing as a page with a table."""
        return _page(
            "sheet.html", ["sheet.js"], sheet=sheet, title=sheet.title, widths=widths(sheet)
        )

    def paper(self, paper: Paper) -> str:
        """A paper as a page with the rows of a comparison's, all of them told whole."""
        return _page("paper.html", ["sheet.js"], paper=paper, title=paper.headline)

    def _comparison(self, result: Result, group_by: str) -> str:
        told, rows = decisions(result, group_by), Rows(result)

        def folded(section: Section) -> bool:
            kind = section.kind
            return kind is not None and kind.id == "open" and not section.named

        return _page(
            "comparison.html",
            ["search.js", "page.js"],
            told=told,
            counts=filters.counts(told),
            result=result,
            title=origin.title(result),
            bands=filters.bands(result),
            choices=filters.choices(result),
            sections=[
                (section, rows.blocks(section.rows), folded(section))
                for section in told.sections
                if section.rows
            ],
            most_texts=MOST_TEXTS,
            kept_as_text=len(result.rows) > self.fold,
            documents=sources.cited(result),
            same_words=json.dumps(result.same_words),
            unfolds=True,
        )


def sheets_page(title: str, sheets: Sequence[Sheet]) -> str:
    """Several listings one below the other as one page, for printing; the first has its title."""
    shown = [(sheet, widths(sheet)) for sheet in sheets]
    return _page("sheets.html", [], title=title, sheets=shown)
