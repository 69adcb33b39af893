"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody ever sees half of it, not even after a crash.

    Use it for every file a person keeps: reports, ledgers, requirements that are mended. A file
    that is there keeps its permissions, and a link stays a link: what it points at is written.
    Raises OSError where it cannot; the old file is then untouched, and nothing is left beside it.
    """
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        # A pipe or a device has no whole to keep, and must not be replaced by a file.
        target.write_bytes(content)
        return
    # The name cannot be guessed, and "x" takes no file that is there: nobody can put a link in
    # the way. It stands in the same folder, because only there a file can take another's place.
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
