"""Findings as lines for people: ``file:line:col: error[AG012] message`` and a help line."""

from __future__ import annotations

from atmp_gap.check.formats import summary
from atmp_gap.check.rule import CheckReport, Diagnostic
from atmp_gap.text.escape import one_line

WIDTH = 96
"""How much of a line is shown."""
COLOURS = {"error": 31, "warning": 33, "info": 36}
"""Red, yellow and cyan, as terminals number them."""


def partial(report: CheckReport) -> str | None:
    """What the rules did not look at, as a line; None where they looked at everything."""
    if report.complete:
        return None
    if report.left_out is None:
        return "the rules about the content did not run: they need what is wrong above"
    return "the rules about the content left out what is wrong in form, and looked at the rest"


def line(finding: Diagnostic, colour: bool = False) -> str:
    """One finding: a line, and one for the help; the rule stands out where there is colour."""
    rule = f"{finding.severity}[{finding.rule}]"
    if colour:
        rule = f"\x1b[1;{COLOURS[finding.severity]}m{rule}\x1b[0m"
    text = f"{one_line(str(finding.place))}: {rule} {one_line(finding.message)}"
    if finding.excerpt is not None and finding.severity != "info":
        text += _pointed(finding.excerpt, finding.place.line, finding.place.column)
    return f"{text}\n  help: {one_line(finding.help)}" if finding.help else text


def _pointed(line: str, number: int, column: int) -> str:
    """A line of a file with a caret below the place meant; of a long one the part around it."""
    at = min(max(column, 1) - 1, len(line))
    begin = 0 if len(line) <= WIDTH else max(0, min(at - WIDTH // 2, len(line) - WIDTH))
    before = ("..." if begin else "") + _inert(line[begin:at])
    shown = before + _inert(line[at : begin + WIDTH])
    more = "..." if len(line) > begin + WIDTH else ""
    margin = " " * len(str(number))
    return f"\n  {number} | {shown}{more}\n  {margin} | {' ' * len(before)}^"


def _inert(text: str) -> str:
    """Text with each character that is no plain one replaced, so that columns stay."""
    return "".join(char if char.isprintable() else " " if char == "\t" else "?" for char in text)


def render(report: CheckReport, colour: bool = False) -> str:
    """All findings, then the summary."""
    lines = [line(finding, colour) for finding in report.findings]
    left_out = partial(report)
    if left_out:
        lines.append(left_out)
    return "\n".join([*lines, summary(report)]) + "\n"
