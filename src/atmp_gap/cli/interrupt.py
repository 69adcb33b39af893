"""Interrupts from the keyboard: one line and 130, whenever they come and however often.

``listen`` is called once, by the program itself, before anything slow is imported; ``told`` says
the line, once. Nothing slow is imported here.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

_LINE = "interrupted"
_said = False


def listen() -> None:
    """Take interrupts from now on, unless whoever started this wants them ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _first)
        sys.unraisablehook = _unraisable


def unsaid() -> None:
    """Begin a run: of an earlier one in the same process nothing was said yet."""
    global _said
    _said = False


def stop_listening() -> None:
    """Ignore interrupts: all is done, and the interpreter only has to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def told() -> None:
    """Say that the run was interrupted, unless that was said."""
    global _said
    if _said:
        return
    _said = True
    try:
        # A question, or the terminal's own ^C, may stand at the beginning of the line.
        start = "\n" if sys.stderr.isatty() else ""
        print(f"{start}{_LINE}", file=sys.stderr, flush=True)
    except (AttributeError, OSError, ValueError):
        # Standard error is gone or full: the exit code tells.
        pass


def _first(number: int, frame: Any) -> None:
    signal.signal(signal.SIGINT, _again)
    raise KeyboardInterrupt


def _again(number: int, frame: Any) -> None:
    """Somebody who asks twice does not want to wait for anything to be put away."""
    told()
    os._exit(130)


def _unraisable(what: Any) -> None:
    """Python lets no interrupt out of some places, such as while an object is taken down."""
    if isinstance(what.exc_value, KeyboardInterrupt):
        _again(0, None)
    sys.__unraisablehook__(what)
