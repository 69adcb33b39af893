"""The templates of pages, and what every text has to go through before it stands in one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from atmp_gap.report import origin, sources, wording
from atmp_gap.report.decisions import KINDS
from atmp_gap.text.escape import one_line

PLACES = ("atmp_gap.report.html", "atmp_gap.report.site")
"""The packages that templates, styles and scripts are looked for in, one after the other."""


def read(name: str) -> str:
    """A template, style or script by its name."""
    places = (files(place).joinpath(name) for place in PLACES)
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


def _shown(value: Any) -> Any:
    """Every text that goes into the page: on one line, nothing unseen; escaped after this."""
    return one_line(value) if type(value) is str else value


@cache
def templates() -> Environment:
    """The templates: whatever they are given is escaped, and a name they lack is an error."""
    made = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FunctionLoader(read),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(origin=origin, sources=sources, wording=wording, kinds=KINDS)
    return made


def macros(name: str, **values: Any) -> Any:
    """The macros of a template as functions, which find these values there."""
    return templates().get_template(name).make_module(values)
