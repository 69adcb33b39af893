"""Runs the command line: every failure becomes a line for people and a documented exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from atmp_gap.cli.console import begin, say
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.interrupt import told, unsaid


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; never lets a traceback out."""
    begin()
    unsaid()
    try:
        _check_here()
        return _run(arguments)
    except Stop as stop:
        say(f"error: {stop}")
        if stop.hint:
            say(f"  help: {stop.hint}")
        return int(stop.code)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        # The reader has gone, as `| head` does; keep the interpreter from complaining at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if _was_interrupted(error):
            return _interrupted()
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
            return _unwritable(error)
        if isinstance(error, OSError) and error.filename is not None:
            return _unusable(error)
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            with suppress(OSError):
                error.show()
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            return _interrupted()
        if isinstance(error, ModuleNotFoundError) and not _is_ours(error):
            say(f"error: the installation is not whole: {error.name} is missing")
            say("  help: pip install --force-reinstall atmp-gap")
            return ExitCode.USAGE
        if os.environ.get("ATMP_GAP_DEBUG"):
            raise
        say(f"error: internal: {type(error).__name__}: {error}")
        say("  help: please report this; ATMP_GAP_DEBUG=1 shows where it happened")
        return ExitCode.INTERNAL


def _is_ours(error: ModuleNotFoundError) -> bool:
    return (error.name or "").partition(".")[0] in ("", "atmp_gap")


def _unwritable(error: OSError) -> int:
    """A stream that is full or closed, met where no report is written, as with --help."""
    with suppress(OSError, ValueError):
        # What is left in the buffer must not fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    say(f"error: cannot write to standard output: {error.strerror}")
    return ExitCode.USAGE


def _unusable(error: OSError) -> int:
    """A file that cannot be looked at, met where nobody expects it: a name of 10,000 characters,
    a folder that may not be entered, a file that went while it was used.
    """
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    say(f"error: {name}: {error.strerror or type(error).__name__}")
    say("  help: name another file or folder, or see to its permissions")
    return ExitCode.INPUT


def _check_here() -> None:
    """Stop where the working folder was deleted: every relative name would be looked for in it."""
    try:
        Path.cwd()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Stop(
            f"the working folder cannot be entered: {why}", "change to another", ExitCode.INPUT
        ) from None


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether an error stands for an interrupt: Python wraps one that comes as a class is made."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _interrupted() -> int:
    told()
    return ExitCode.INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    from atmp_gap.cli.app import COMMANDS, app

    try:
        asked = next((word for word in arguments if not word.startswith("-")), _completed())
        if arguments and asked == arguments[0] and asked not in COMMANDS:
            raise _no_command(asked)
        code = app(asked)(list(arguments), prog_name="atmp-gap", standalone_mode=False)
    except Exception as error:
        from atmp_gap.corpus.problem import InvalidCorpusError
        from atmp_gap.model.partition import TooManyPartsError

        if isinstance(error, TooManyPartsError):
            hint = "name fewer dimensions of scope in its entries, or make more subjects of it"
            raise Stop(str(error), hint, ExitCode.INPUT) from None
        if not isinstance(error, InvalidCorpusError):
            raise
        for problem in error.problems:
            say(str(problem))
        # Requirements, a library, a ledger: what it is, the name of the file says.
        files = dict.fromkeys(problem.place.file for problem in error.problems)
        what = f"{next(iter(files))} is" if len(files) == 1 else f"{len(files)} files are"
        number = len(error.problems)
        say(f"{what} not usable: {number} error{'s' if number != 1 else ''}")
        return ExitCode.INPUT
    if code == ExitCode.INTERRUPTED:
        # typer may catch the interrupt itself, and hands back its code without a word.
        raise KeyboardInterrupt
    return int(code) if isinstance(code, int) else ExitCode.DONE


def _completed() -> str | None:
    """The command on the line a shell wants completed; None where none is, or none is typed."""
    if "_ATMP_GAP_COMPLETE" not in os.environ:
        return None
    line = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
    return next((word for word in line.split()[1:] if not word.startswith("-")), None)


def _no_command(word: str) -> Stop:
    """The error for a word that is no command: by what it names, else near in spelling."""
    from atmp_gap.cli.app import COMMANDS
    from atmp_gap.cli.hints import unknown_command
    from atmp_gap.corpus.problem import nearest

    meant = unknown_command(word)
    if meant is None and (near := nearest(word, list(COMMANDS))):
        meant = f"atmp-gap {near}"
    known = f"known: {', '.join(COMMANDS)}; atmp-gap search WORDS looks everywhere"
    hint = f"did you mean {meant}?" if meant else known
    return Stop(f"there is no command {word!r}", hint)
