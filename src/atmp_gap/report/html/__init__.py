"""HTML: one file that needs no network, with filters, search and every row's evidence."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from atmp_gap.gap.result import Result
from atmp_gap.report import origin, sources, wording
from atmp_gap.report.html import view
from atmp_gap.report.interface import Sheet
from atmp_gap.report.sides import silence
from atmp_gap.text.escape import one_line


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _shown(value: Any) -> Any:
    """Every text that goes into the page: on one line, nothing unseen; escaped after this."""
    return one_line(value) if type(value) is str else value


@cache
def _templates() -> Environment:
    made = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FunctionLoader(_read),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(origin=origin, sources=sources, wording=wording, silence=silence)
    return made


def _page(name: str, **values: Any) -> str:
    script, style = _read("search.js") + _read("page.js"), _read("page.css")
    # Only this very script may run: the page's policy names it by its digest.
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _templates()
        .get_template(name)
        .render(script=Markup(script), style=Markup(style), digest=digest, **values)
    )


class Html:
    """HTML, for reading and handing on. Needs jinja2."""

    name = "html"
    wants_listings = False

    def __init__(self, group_by: str = "group", fold: int = view.FOLD) -> None:
        self.group_by = group_by
        self.fold = fold

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole comparison as one page."""
        rows = view.Rows(result)
        groups = wording.grouped(result, self.group_by)
        return _page(
            "comparison.html",
            result=result,
            title=origin.title(result),
            bands=view.bands(result),
            verdicts=view.verdicts_of(result),
            choices=view.choices(result),
            groups=[(heading, rows.blocks(inside)) for heading, inside in groups],
            folded=len(result.rows) > self.fold,
            documents=sources.cited(result),
            same_words=json.dumps(result.same_words),
        )

    def detail(self, result: Result) -> str:
        """The same page."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> str:
        """A listing as a page with a table."""
        return _page("sheet.html", sheet=sheet, title=sheet.title)
