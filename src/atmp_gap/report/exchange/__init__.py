"""A comparison in formats of neighbours: mapping sets, mapping collections, requirement tools.

Each module has ``TITLE``, ``ENDING``, ``CARRIED`` and ``written``. What a format cannot carry is
counted by kind in its own metadata and on standard error; nothing open is ever written as a gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from atmp_gap.report.interface import Sheet
    from atmp_gap.views.relations import Relations

NAMES: tuple[str, ...] = ("sssom", "oscal", "strm", "reqif")
"""The formats by the name that is asked for; each is a module here."""
OPEN = (
    "What is not listed was not assessed or is not carried; it is no statement that a counterpart "
    "is missing."
)


class Exchange(Protocol):
    """What each module of a format has."""

    TITLE: str
    ENDING: str
    CARRIED: frozenset[str]

    @staticmethod
    def written(relations: Relations) -> str | Sheet:
        """The comparison in this format, as text or as a sheet."""
        ...


def exchange(name: str) -> Exchange:
    """The module of a format."""
    from importlib import import_module
    from typing import cast

    return cast(Exchange, import_module(f"atmp_gap.report.exchange.{name}"))


def not_carried(relations: Relations, carried: Iterable[str]) -> dict[str, int]:
    """What a format that carries some kinds leaves out, counted; kinds of which there are none
    are not named."""
    kept = set(carried)
    return {
        kind: number for kind, number in relations.counts().items() if number and kind not in kept
    }


def loss_line(relations: Relations, carried: Iterable[str]) -> str:
    """What a format leaves out, in a line: for standard error and for its metadata."""
    left = not_carried(relations, carried)
    if not left:
        return "everything is carried"
    return f"not carried: {', '.join(f'{number} {kind}' for kind, number in left.items())}"
