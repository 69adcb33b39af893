"""How findings are printed: one file per format, each a pure function from a report to text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atmp_gap.check.rule import CheckReport

FORMATS: tuple[str, ...] = ("text", "github", "sarif", "json", "junit")
"""The formats findings can be printed in."""

ENDINGS: dict[str, str] = {".sarif": "sarif", ".json": "json", ".xml": "junit"}
"""File endings that say which format is meant; others mean text."""

MACHINE: tuple[str, ...] = ("sarif", "json", "junit")
"""Those that programs read, beside which people need the summary."""


def formatter(name: str) -> Callable[[CheckReport], str]:
    """The function of a format."""
    found: Callable[[CheckReport], str] = import_module(f"{__name__}.{name}").render
    return found


def summary(report: CheckReport) -> str:
    """One line: how many of what."""
    counts = [
        f"{number} {name}{'s' if number != 1 and name != 'info' else ''}"
        for name in ("error", "warning", "info")
        if (number := report.count(name))
    ]
    line = ", ".join(counts) or "nothing found"
    if report.waived:
        line += f", {len(report.waived)} waived"
    files = f"{report.files} file{'s' if report.files != 1 else ''}"
    day = f", as of {report.as_of}" if report.as_of else ""
    return f"{line} in {files} ({report.rules} rules{day})"
