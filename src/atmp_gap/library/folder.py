"""Where the library is: as said, else ATMP_GAP_LIBRARY, else a folder of the user's own data."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "ATMP_GAP_LIBRARY"
MIRROR = "ATMP_GAP_MIRROR"


def library_folder(given: Path | None = None) -> Path:
    """The folder of the library; it may not be there yet."""
    named = given or os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("atmp-gap", appauthor=False) / "library"


def mirror(given: str | None = None) -> str:
    """The server of one's own that holds the texts; empty where none is named."""
    return given or os.environ.get(MIRROR, "")
