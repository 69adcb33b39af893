"""Exit codes, and the one way in which a command stops early."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run ended with. Every other code is reserved."""

    DONE = 0
    """Done. Divergences are results, not failures."""
    FOUND = 1
    """`--fail-on` was hit, or `check` found something."""
    USAGE = 2
    """Wrong usage: an unknown option, topic or product; an output that cannot be written."""
    INPUT = 3
    """No input, unreadable input, or a corpus that is not valid."""
    INTERNAL = 70
    """An error in the program itself."""
    INTERRUPTED = 130
    """Interrupted from the keyboard."""


class Stop(Exception):
    """Ends a command: a message for people, what to do, and the exit code."""

    def __init__(self, message: str, hint: str | None = None, code: int = ExitCode.USAGE) -> None:
        super().__init__(message)
        self.hint, self.code = hint, code
