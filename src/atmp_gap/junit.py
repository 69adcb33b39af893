"""JUnit XML, which build servers show as a table of tests: one writer for every command.

A command makes a ``Case`` for each thing it looked at and hands them to ``document``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Case:
    """One thing that was looked at: the group it is shown in, its name, and how it went.

    ``message`` and ``text`` say what was found; a passed case may have a text as well.
    """

    group: str
    name: str
    outcome: Literal["passed", "failed", "skipped"] = "passed"
    message: str = ""
    text: str = ""
    kind: str = ""
    """What sort of failure it is: a rule, a verdict."""


def document(name: str, cases: Iterable[Case]) -> str:
    """Cases as a JUnit file, with a suite per group, in the order given."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    everything = [case for group in groups.values() for case in group]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites name={_attribute(name)} {_counts(everything)}>",
    ]
    for group, found in groups.items():
        lines.append(f"  <testsuite name={_attribute(group)} {_counts(found)}>")
        lines += [_case(case) for case in found]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(cases: Sequence[Case]) -> str:
    failed = sum(case.outcome == "failed" for case in cases)
    skipped = sum(case.outcome == "skipped" for case in cases)
    return f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="{skipped}"'


def _case(case: Case) -> str:
    opening = f"    <testcase classname={_attribute(case.group)} name={_attribute(case.name)}"
    text = _shown(case.text)
    if case.outcome == "passed":
        return f"{opening}><system-out>{text}</system-out></testcase>" if text else f"{opening}/>"
    message = f"message={_attribute(case.message)}"
    if case.outcome == "skipped":
        return f"{opening}><skipped {message}/></testcase>"
    kind = f"type={_attribute(case.kind)}"
    return f"{opening}><failure {message} {kind}>{text}</failure></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text).replace("\n", " "))


def _shown(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Text without the characters that no XML file may hold."""
    return _FORBIDDEN.sub("?", text)
