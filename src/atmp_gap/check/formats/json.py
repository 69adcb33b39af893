"""Findings as JSON: the contract ``atmp-gap/check/1``."""

from __future__ import annotations

import json
from typing import Any

from atmp_gap import __version__
from atmp_gap.check.rule import CheckReport, Diagnostic

SCHEMA = "atmp-gap/check/1"


def _finding(finding: Diagnostic) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "help": finding.help,
    }
    return found | {"waived": finding.waived} if finding.waived else found


def render(report: CheckReport) -> str:
    """The whole report; lines and columns count from 1, and 0 means the whole file."""
    content = {
        "schema": SCHEMA,
        "tool": f"atmp-gap {__version__}",
        "as_of": report.as_of,
        "complete": report.complete,
        "summary": {
            "files": report.files,
            "rules": report.rules,
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "infos": report.count("info"),
            "waived": len(report.waived),
        },
        "findings": [_finding(finding) for finding in report.findings],
        "waived": [_finding(finding) for finding in report.waived],
    }
    return json.dumps(content, indent=2, ensure_ascii=True) + "\n"
