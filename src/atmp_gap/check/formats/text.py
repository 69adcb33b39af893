"""Findings as lines for people: ``file:line:col: error[AG012] message`` and a help line."""

from __future__ import annotations

from atmp_gap.check.formats import summary
from atmp_gap.check.rule import Finding, Report
from atmp_gap.text.escape import one_line

PARTIAL = "the rules about the content did not run: they need files without reading errors"


def line(finding: Finding) -> str:
    """One finding: a line, and one for the help."""
    text = one_line(f"{finding.place}: {finding.severity}[{finding.rule}] {finding.message}")
    return f"{text}\n  help: {one_line(finding.help)}" if finding.help else text


def render(report: Report) -> str:
    """All findings, then the summary."""
    lines = [line(finding) for finding in report.findings]
    if not report.complete:
        lines.append(PARTIAL)
    return "\n".join([*lines, summary(report)]) + "\n"
