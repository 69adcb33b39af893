"""Findings as SARIF 2.1.0, which code hosts read into their lists of alerts."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from atmp_gap import __version__
from atmp_gap.check.rule import CheckReport, Diagnostic
from atmp_gap.check.rules import all_rules

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def _rule(index: dict[str, int]) -> list[dict[str, Any]]:
    rules = all_rules()
    return [
        {
            "id": name,
            "name": name,
            "shortDescription": {"text": rules[name].title},
            "fullDescription": {"text": rules[name].why},
            "help": {"text": rules[name].remedy},
            "defaultConfiguration": {"level": _LEVELS[rules[name].severity]},
        }
        for name in index
    ]


def _result(finding: Diagnostic, index: dict[str, int]) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(place.file, safe="/:@!$&'()*+,;=~", errors="replace")}
    }
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    text = f"{finding.message}. {finding.help}" if finding.help else finding.message
    # Without the line, so that an alert stays the same when lines above it come or go.
    identity = f"{finding.rule}\0{place.file}\0{finding.message}".encode("utf-8", "replace")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"finding/v1": hashlib.sha256(identity).hexdigest()[:32]},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result


def render(report: CheckReport) -> str:
    """One run with all rules; waived findings are in it as suppressed."""
    index = {name: number for number, name in enumerate(all_rules())}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "atmp-gap",
                        "semanticVersion": __version__,
                        "rules": _rule(index),
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, index) for finding in (*report.findings, *report.waived)
                ],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"
