"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from atmp_gap.check.formats import summary
from atmp_gap.check.formats.text import partial
from atmp_gap.check.rule import CheckReport, Diagnostic
from atmp_gap.text.escape import one_line

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Diagnostic) -> str:
    place = finding.place
    where = f"file={_property(one_line(place.file))}"
    if place.line:
        where += f",line={place.line},col={place.column}"
    message = one_line(finding.message)
    if finding.help:
        message += f"\nhelp: {one_line(finding.help)}"
    title = _property(f"{finding.severity}[{finding.rule}]")
    return f"::{_LEVELS[finding.severity]} {where},title={title}::{_data(message)}"


def render(report: CheckReport) -> str:
    """One command per finding, then the summary as plain text."""
    lines = [_command(finding) for finding in report.findings]
    left_out = partial(report)
    if left_out:
        lines.append(left_out)
    return "\n".join([*lines, summary(report)]) + "\n"
