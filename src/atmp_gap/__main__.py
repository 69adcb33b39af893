"""The entry point of ``atmp-gap`` and ``python -m atmp_gap``."""

from __future__ import annotations

import os
import sys


def _hold_streams() -> None:
    """Put nothing in place of the standard streams that are closed.

    Else the next file that is opened would get the number of one of them, and what is written to
    that stream. Without standard error, errors are said nowhere, not on standard output.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def main() -> None:
    """Run the command line and leave with its exit code."""
    from atmp_gap.cli.interrupt import listen, stop_listening, told

    _hold_streams()
    try:
        listen()
        code = _version() if sys.argv[1:] == ["--version"] else _run()
        stop_listening()
    except KeyboardInterrupt:
        # While the program was only loading.
        stop_listening()
        told()
        code = 130
    if code == 130:
        # Python remembers an interrupt in some imports though it was caught, and would end by it.
        os._exit(code)
    sys.exit(code)


def _version() -> int:
    """Answered before anything slow is imported."""
    from atmp_gap import __version__

    try:
        if sys.stdout is None:
            raise OSError(0, "it is closed")
        print(f"atmp-gap {__version__}", flush=True)
        return 0
    except OSError as error:
        # What is left in the buffer would be tried again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        print(f"error: cannot write to standard output: {error.strerror}", file=sys.stderr)
        return 2


def _run() -> int:
    import gc

    from atmp_gap.cli.run import run

    # Records make no cycles: looking for some after every 700 objects made a warm `compare`
    # of 10,000 requirements a fifth slower (1.22x).
    gc.set_threshold(1_000_000, 20, 50)
    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
