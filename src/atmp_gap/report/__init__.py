"""Pure formatters: from a result to text. One file per format; nothing is decided here."""

from __future__ import annotations

from atmp_gap.report.interface import Report, Sheet

FORMATS: tuple[str, ...] = ("table", "markdown", "csv", "json")
"""The formats every listing can be printed in."""

ENDINGS: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".json": "json",
}
"""File endings that say which format is meant."""


def formatter(name: str, width: int | None = None) -> Report:
    """The formatter of a name; ``width`` is the room a table has, in characters."""
    if name == "markdown":
        from atmp_gap.report.markdown import Markdown

        return Markdown()
    if name == "csv":
        from atmp_gap.report.csv import Csv

        return Csv()
    if name == "json":
        from atmp_gap.report.json import Json

        return Json()
    from atmp_gap.report.table import Table

    return Table(width or 120)


__all__ = ["ENDINGS", "FORMATS", "Report", "Sheet", "formatter"]
