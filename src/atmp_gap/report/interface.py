"""What a formatter is, and the plain sheet that listings other than comparisons use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from atmp_gap.gap.result import Result


@dataclass(frozen=True)
class Sheet:
    """A listing: columns and rows of text, a title and lines under it.

    ``data`` is what the JSON format prints instead of the columns.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    data: Any = field(default=None, compare=False)


class Report(Protocol):
    """A format: a comparison, or a sheet, as text that ends with a line end."""

    name: str

    def comparison(self, result: Result) -> str:
        """A whole comparison."""
        ...

    def detail(self, result: Result) -> str:
        """The rows of a comparison spelled out: both sides, and why each verdict."""
        ...

    def sheet(self, sheet: Sheet) -> str:
        """A plain listing."""
        ...
