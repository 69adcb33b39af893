"""What a formatter is, and the plain sheet that listings other than comparisons use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from atmp_gap.gap.result import Result
    from atmp_gap.report.paper import Paper


@dataclass(frozen=True)
class Sheet:
    """A listing: columns and rows of text, a title and lines under it.

    ``data`` is what the JSON format prints instead of the columns.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    data: Any = None


@dataclass(frozen=True)
class Options:
    """What can be asked of formats; each takes what it knows.

    ``width`` is the room a table has, in characters; ``full`` asks reports for people to spell out
    what agrees and what is open as well; ``flat`` asks Markdown for a single table; ``bom`` puts
    the byte order mark before CSV that Excel needs to see UTF-8; ``precedents`` puts them under the
    rows of a comparison, where a format has no place of its own for them.
    """

    width: int = 120
    group_by: str = "verdict"
    full: bool = False
    flat: bool = False
    bom: bool = True
    precedents: bool = False


class Report(Protocol):
    """A format: a comparison, or a sheet, as text that ends with a line end, or as bytes."""

    name: str
    wants_listings: bool
    """Whether a comparison has room for listings beside it; where not, none need be made."""

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str | bytes:
        """A whole comparison; ``listings`` stand beside it in formats of several sheets."""
        ...

    def detail(self, result: Result) -> str | bytes:
        """The rows of a comparison spelled out: both sides, and why each verdict."""
        ...

    def sheet(self, sheet: Sheet) -> str | bytes:
        """A plain listing."""
        ...

    def paper(self, paper: Paper) -> str | bytes:
        """A report in sections of items; formats for programs print its sheet."""
        ...
