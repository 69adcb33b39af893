"""What is measured: a command, what it is divided by, and what has to be so before each run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Task:
    """A figure of the benchmark: one command, run in turns with its reference."""

    key: str
    """Part, name and size, such as ``ours/compare/1000``."""
    label: str
    command: tuple[str | Path, ...]
    folder: Path
    """Where it runs."""
    reference: Task | None = None
    """What its time is divided by."""
    fresh: tuple[Path, ...] = ()
    """Files and folders that are removed before each run."""
    fill: bool = False
    """Whether it has to run once, unmeasured, so that its cache is full."""
    first: tuple[tuple[str | Path, ...], ...] = ()
    """Commands that have to run once before the first run."""
    environment: Mapping[str, str] = field(default_factory=dict)
    least: int = 1
    """Runs it gets at least, however long they take."""

    @property
    def part(self) -> str:
        """Floor, ours, before, formats or peers."""
        return self.key.split("/")[0]

    @property
    def name(self) -> str:
        """What it is, without part and size."""
        return self.key.split("/")[1]

    @property
    def size(self) -> int | None:
        """Requirements or items, where that matters."""
        parts = self.key.split("/")
        return int(parts[2]) if len(parts) > 2 else None
