"""Unpacking a ZIP that may be damaged: workbooks, memos, documents, frozen states, archives.

Put ``with unpacking():`` around everything that opens or unpacks one, and catch ``DamagedZip``. The
standard library names ``BadZipFile`` alone; what unpacks the members has errors of its own.
"""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

try:
    from lzma import LZMAError
except ImportError:  # Such a Python says of these members that it cannot unpack them.
    LZMAError = zlib.error  # type: ignore[misc, assignment]

_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class DamagedZip(Exception):
    """A ZIP that cannot be unpacked, whatever is wrong with it; its text says what."""


@contextmanager
def unpacking() -> Iterator[None]:
    """Turn every way in which unpacking fails into DamagedZip.

    What the system refuses, such as a file that may not be read or a full disk, stays an OSError.
    """
    try:
        yield
    except _DAMAGE as error:
        # Damaged bzip2 has no number; a place before the beginning of the file has this one.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise DamagedZip(str(error) or type(error).__name__) from None
