"""Pure formatters: from a result to text or bytes. One file per format; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from atmp_gap.report.interface import Options, Report, Sheet

_FORMATTERS: dict[str, tuple[str, Callable[[Any, Options], Report]]] = {
    "table": ("table", lambda module, o: module.Table(o.width, o.group_by, o.full, o.precedents)),
    "markdown": (
        "markdown",
        lambda module, o: module.Markdown(o.group_by, o.flat, o.full, o.precedents),
    ),
    "csv": ("csv", lambda module, o: module.Csv(o.bom, o.precedents)),
    "json": ("json", lambda module, _: module.Json()),
    "html": ("html", lambda module, o: module.Html(o.group_by)),
    "xlsx": ("xlsx", lambda module, _: module.Xlsx()),
    "docx": ("docx", lambda module, o: module.Docx(o.group_by, o.full)),
}
"""Per format the module it lives in, which is imported only when asked for, and how to make it."""

FORMATS: tuple[str, ...] = tuple(_FORMATTERS)
"""The formats every listing can be printed in."""

LAID_OUT: tuple[str, ...] = ("table", "markdown")
"""Those that set texts in lines for people, where long cells are better short."""

ENDINGS: dict[str, str] = {
    ".txt": "table",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}
"""File endings that say which format is meant."""


def formatter(name: str, options: Options | None = None) -> Report:
    """The formatter of a name."""
    module, make = _FORMATTERS[name]
    return make(import_module(f"atmp_gap.report.{module}"), options or Options())


__all__ = [
    "ENDINGS",
    "FORMATS",
    "LAID_OUT",
    "Options",
    "Report",
    "Sheet",
    "formatter",
]
