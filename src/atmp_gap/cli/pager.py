"""Show a long text in the user's pager, as git and gh do: PAGER, else less."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress

from atmp_gap.cli import console

LESS = "less -R -F -X"
"""What shows a text where PAGER is not set: colours, no waiting on one screen, no clearing."""


def paged(text: str) -> bool:
    """Show a text in a pager, and whether that was done; where not, print it as it is.

    It is not done off a terminal, with --no-pager, for a text of one screen, where PAGER is empty
    or `cat`, and where there is no such program.
    """
    if not console.pages() or text.count("\n") < shutil.get_terminal_size().lines:
        return False
    command = _command()
    if command is None:
        return False
    # What less does where somebody set PAGER=less and nothing more.
    environment = {"LESS": "FRX", **os.environ}
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        console.note(f"note: the pager {command[0]} cannot be started; see PAGER, --no-pager")
        return False
    assert process.stdin is not None
    encoding = sys.stdout.encoding or "utf-8"
    # Whoever has seen enough leaves before everything is written.
    with suppress(BrokenPipeError, KeyboardInterrupt):
        process.stdin.write(text.encode(encoding, "replace"))
    with suppress(BrokenPipeError):
        process.stdin.close()
    while True:
        try:
            process.wait()
            return True
        except KeyboardInterrupt:
            # Ctrl-C is for the pager, which stays until it is left.
            continue


def _command() -> list[str] | None:
    """The pager as words; None where there is none."""
    asked = os.environ.get("PAGER")
    try:
        words = shlex.split(LESS if asked is None else asked)
    except ValueError:
        console.note("note: PAGER is no command: its quotes are not closed")
        return None
    if not words or words == ["cat"]:
        return None
    found = shutil.which(words[0])
    if found is None:
        if asked is not None:
            console.note(f"note: there is no pager {words[0]}; see PAGER, --no-pager")
        return None
    return [found, *words[1:]]
