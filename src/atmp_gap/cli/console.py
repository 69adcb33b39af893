"""How a run talks to whoever started it: colour, notes, errors. One place for every command.

A command line sets it once with ``begin``; everything that prints asks here.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = ("auto", "always", "never")


@dataclass
class _Manner:
    """What a command line asked for."""

    colour: str = "auto"
    quiet: bool = False
    pager: bool = True
    confidential: bool = False
    """Whether something confidential was opened: reports say so."""
    said: set[str] = field(default_factory=set)
    """The notes that were made, each of which is made once."""


_manner = _Manner()


def begin(colour: str = "auto", quiet: bool = False, pager: bool = True) -> None:
    """Set how this run talks; call it before anything is printed. Stops at an unknown word."""
    global _manner
    if colour not in COLOURS:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown --color {colour!r}", did_you_mean(colour, COLOURS))
    _manner = _Manner(colour, quiet, pager)


def hold_confidential() -> None:
    """Have all reports of this run say that they may hold what is confidential."""
    _manner.confidential = True


def holds_confidential() -> bool:
    """Whether something confidential was opened in this run."""
    return _manner.confidential


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person sees what is written there."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        # It is closed.
        return False


def coloured(stream: IO[str] | None) -> bool:
    """Whether to colour what is written there: --color, then NO_COLOR, then FORCE_COLOR."""
    if _manner.colour != "auto":
        return _manner.colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def pages() -> bool:
    """Whether a long report may go through a pager."""
    return _manner.pager and is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def note(text: str) -> None:
    """A line on standard error that nobody needs: left out with --quiet, and never said twice."""
    if not _manner.quiet and text not in _manner.said:
        _manner.said.add(text)
        say(text)


def say(text: str) -> None:
    """A line on standard error that stays with --quiet, in whatever the console can show."""
    if sys.stderr is None:
        return
    from atmp_gap.text.escape import lines_for_people

    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    text = lines_for_people(text)
    with suppress(OSError, ValueError):
        # It is full or closed: there is nowhere left to say so, and the exit code tells.
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def shows_progress() -> bool:
    """Whether a bar is drawn while a command works."""
    return not _manner.quiet and is_terminal(sys.stderr)


def progress_console() -> Console:
    """Where bars are drawn: standard error, in colour where that is asked for."""
    from rich.console import Console

    return Console(stderr=True, no_color=not coloured(sys.stderr))
