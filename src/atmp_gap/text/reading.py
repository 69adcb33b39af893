"""Read a file that somebody named: a regular file of bounded size, or an error at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MOST = 200_000_000


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError for all else: a pipe or device may never end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(0, "it is no regular file")
        if state.st_size > MOST:
            raise OSError(0, f"it is larger than {MOST // 1_000_000} MB")
        return file.read(MOST)
