"""Findings as JUnit XML: an error is a failed test, a warning or info a passed one with a note."""

from __future__ import annotations

from atmp_gap.check.formats.text import line, partial
from atmp_gap.check.rule import CheckReport, Diagnostic
from atmp_gap.junit import Case, document


def render(report: CheckReport) -> str:
    """One test per finding, in a suite per file; a single passed one where nothing was found."""
    cases = [_case(finding) for finding in report.findings]
    left_out = partial(report)
    if left_out:
        cases.append(Case("check", "all records", "skipped", left_out))
    for finding in report.waived:
        cases.append(Case(finding.place.file, _name(finding), "skipped", f"{finding.waived}"))
    files = f"{report.files} file{'s' if report.files != 1 else ''}"
    return document("atmp-gap check", cases or [Case("check", f"{files}, {report.rules} rules")])


def _case(finding: Diagnostic) -> Case:
    failed = finding.severity == "error"
    return Case(
        group=finding.place.file,
        name=_name(finding),
        outcome="failed" if failed else "passed",
        message=finding.message,
        text=line(finding),
        kind=f"{finding.severity}[{finding.rule}]",
    )


def _name(finding: Diagnostic) -> str:
    place = finding.place
    return f"{finding.rule} at {place.line}:{place.column}" if place.line else finding.rule
