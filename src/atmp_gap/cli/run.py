"""Runs the command line: every failure becomes a line for people and a documented exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from atmp_gap.cli.exits import ExitCode, Stop


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; never lets a traceback out."""
    try:
        return _run(arguments)
    except Stop as stop:
        _say(f"error: {stop}")
        if stop.hint:
            _say(f"  help: {stop.hint}")
        return int(stop.code)
    except KeyboardInterrupt:
        _say("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has gone, as `| head` does; keep the interpreter from complaining at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            error.show()
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            _say("interrupted")
            return ExitCode.INTERRUPTED
        if os.environ.get("ATMP_GAP_DEBUG"):
            raise
        _say(f"error: internal: {type(error).__name__}: {error}")
        _say("  help: please report this; ATMP_GAP_DEBUG=1 shows where it happened")
        return ExitCode.INTERNAL


def _run(arguments: Sequence[str]) -> int:
    from atmp_gap.cli.app import app

    try:
        asked = next((word for word in arguments if not word.startswith("-")), None)
        code = app(asked)(list(arguments), prog_name="atmp-gap", standalone_mode=False)
    except Exception as error:
        from atmp_gap.corpus.problem import InvalidCorpusError

        if not isinstance(error, InvalidCorpusError):
            raise
        for problem in error.problems:
            _say(str(problem))
        number = len(error.problems)
        _say(f"the requirements are not usable: {number} error{'s' if number != 1 else ''}")
        return ExitCode.INPUT
    if code == ExitCode.INTERRUPTED:
        # typer may catch the interrupt itself, and hands back its code without a word.
        raise KeyboardInterrupt
    return int(code) if isinstance(code, int) else ExitCode.DONE


def _say(text: str) -> None:
    """A line on standard error, in whatever the console can show."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
