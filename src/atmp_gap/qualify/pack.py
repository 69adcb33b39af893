"""Everything a qualification pack says, as data: both checks, traces, known defects, changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.model.change import CorpusChange
from atmp_gap.qualify.data import Defect, ToolRequirement, Trace
from atmp_gap.qualify.installation import Installation, Outcome
from atmp_gap.qualify.operation import Operation

SCHEMA = "atmp-gap/qualification/1"


@dataclass(frozen=True)
class Traced:
    """A requirement of the program, and the tests that show it."""

    requirement: ToolRequirement
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class ToolChange:
    """A line of the program's changelog."""

    kind: str
    what: str


@dataclass(frozen=True)
class Qualification:
    """The pack."""

    version: str
    at: str
    by: str
    installation: Installation
    operation: Operation
    traced: tuple[Traced, ...]
    defects: tuple[Defect, ...]
    changes_of: str
    """The version whose changes these are, as the changelog calls it."""
    changes: tuple[ToolChange, ...]
    corpus_changes: tuple[CorpusChange, ...]
    schema: str = SCHEMA

    @property
    def untested(self) -> tuple[ToolRequirement, ...]:
        """Requirements that no test shows."""
        return tuple(item.requirement for item in self.traced if not item.traces)

    @property
    def operational(self) -> Outcome:
        """The outcome of the operational check."""
        return "passed" if self.operation.passed else "failed"

    @property
    def passed(self) -> bool:
        """Whether both checks passed and every requirement is tested; one not made is none."""
        checks = (self.installation.outcome, self.operational)
        return checks == ("passed", "passed") and not self.untested


def traced(
    requirements: Sequence[ToolRequirement], traces: dict[str, tuple[Trace, ...]]
) -> tuple[Traced, ...]:
    """Each requirement with its tests."""
    return tuple(Traced(item, traces.get(item.id, ())) for item in requirements)


def latest_changes(changelog: str) -> tuple[str, tuple[ToolChange, ...]]:
    """The first version in a changelog (Keep a Changelog) and its lines."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    if not sections:
        return "", ()
    head, _, body = sections[0].partition("\n")
    found = []
    kind = ""
    for block in re.split(r"^(?=### |- )", body, flags=re.MULTILINE):
        text = " ".join(block.split())
        if text.startswith("### "):
            kind = text.removeprefix("### ")
        elif text.startswith("- "):
            found.append(ToolChange(kind, text.removeprefix("- ")))
    return head.strip().strip("[]"), tuple(found)
