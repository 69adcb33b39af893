"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atmp_gap.corpus.problem import Place

if TYPE_CHECKING:
    from atmp_gap.check.context import Context

SEVERITIES: tuple[str, ...] = ("error", "warning", "info")
"""From what fails a build to what nobody needs to act on."""


class Violation(NamedTuple):
    """One spot where a rule fires: where, what is wrong, and what to do about it."""

    place: Place
    message: str
    help: str | None = None


@dataclass(frozen=True)
class Rule:
    """One rule.

    ``check`` yields violations; it is None where reading the files already finds what the rule is
    about. A rule with ``on_text`` looks at the files' text and needs no corpus; one that
    ``compares`` asks for the verdicts of all subjects; one that needs all is left out where some
    records could not be used, because it concludes from what is not there.
    """

    id: str
    severity: str
    title: str
    why: str
    remedy: str
    check: Callable[[Context], Iterable[Violation]] | None = None
    on_text: bool = False
    compares: bool = False
    fixable: bool = False
    needs_all: bool = False


class Diagnostic(NamedTuple):
    """A violation as a run reports it; ``waived`` holds a waiver's reason, if there is one."""

    rule: str
    severity: str
    place: Place
    message: str
    help: str | None = None
    waived: str | None = None
    excerpt: str | None = None
    """The line of the file at that place, as it is written."""


@dataclass(frozen=True)
class CheckReport:
    """The findings of one run, sorted by place, and what was looked at."""

    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]
    files: int
    rules: int
    as_of: str | None
    complete: bool
    """Whether all rules looked at everything: what is wrong in form is left out by the others."""
    left_out: int | None = 0
    """How many records and files were left out; None where the rules on the content did not run."""

    def count(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return self.count("error") > 0
