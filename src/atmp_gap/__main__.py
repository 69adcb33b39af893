"""The entry point of ``atmp-gap`` and ``python -m atmp_gap``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything slow is imported.
        from atmp_gap import __version__

        print(f"atmp-gap {__version__}")
        return
    import gc

    from atmp_gap.cli.run import run

    # Records make no cycles; looking for some after every 700 objects outlasts short commands.
    gc.set_threshold(1_000_000, 20, 50)
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> None:
    """End the process without taking it apart: freeing a large corpus takes a second or two."""
    import os

    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # What could not be written has been told, or nobody is there to read it.
        pass
    os._exit(code)


if __name__ == "__main__":
    main()
