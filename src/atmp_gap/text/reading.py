"""Read a file that somebody named: a regular file of bounded size, or an error at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

MOST = 200_000_000


def open_regular(path: Path) -> BinaryIO:
    """A regular file, opened. Raises OSError for all else: a pipe or device may never end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "it is no regular file")
    return file


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError for all else, and where it is too large."""
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > MOST:
            raise OSError(0, f"it is larger than {MOST // 1_000_000} MB")
        return file.read(MOST)
