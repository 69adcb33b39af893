"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atmp_gap.corpus.problem import Place

if TYPE_CHECKING:
    from atmp_gap.check.material import Material

SEVERITIES: tuple[str, ...] = ("error", "warning", "info")
"""From what fails a build to what nobody needs to act on."""


class Hit(NamedTuple):
    """One spot where a rule fires: where, what is wrong, and what to do about it."""

    place: Place
    message: str
    help: str | None = None


@dataclass(frozen=True)
class Rule:
    """One rule.

    ``check`` yields hits; it is None where reading the files already finds what the rule is
    about. A rule with ``on_text`` looks at the files' text and runs on a corpus that is not valid;
    one that ``compares`` asks for the verdicts of all subjects.
    """

    id: str
    severity: str
    title: str
    why: str
    remedy: str
    check: Callable[[Material], Iterable[Hit]] | None = None
    on_text: bool = False
    compares: bool = False
    fixable: bool = False


class Finding(NamedTuple):
    """A hit of a rule in a run, with its severity there; ``waived`` holds a waiver's reason."""

    rule: str
    severity: str
    place: Place
    message: str
    help: str | None = None
    waived: str | None = None


@dataclass(frozen=True)
class Report:
    """The findings of one run, sorted by place, and what was looked at."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    files: int
    rules: int
    as_of: str | None
    complete: bool
    """Whether all rules ran: those about the content need files without reading errors."""

    def count(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return self.count("error") > 0
