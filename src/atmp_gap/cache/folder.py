"""The folder of the store: where it is, and whether it may be used.

A folder that other people can write to, or that is theirs, is not used: what stands in it would be
taken for this program's own work.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

OWN = "atmp-gap"
"""The subfolder that is the program's own; nothing beside it is ever looked at or removed."""


class UnsafeFolderError(Exception):
    """A folder that is not used; the text says why."""


def named_folder() -> Path | None:
    """The store's folder: in ATMP_GAP_CACHE, else the platform's; None where that is empty."""
    named = os.environ.get("ATMP_GAP_CACHE")
    if named is not None:
        return Path(named) / OWN if named else None
    base = _platform_folder()
    return base / OWN if base else None


def _platform_folder() -> Path | None:
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")


def usable(folder: Path) -> bool:
    """Whether a folder is there or can be made; it is made when something is kept in it.

    Raises UnsafeFolderError where others can write to it or to a folder above it.
    """
    try:
        existing = folder
        while not existing.exists() and existing != existing.parent:
            existing = existing.parent
        check(existing, whole=existing == folder)
    except (OSError, ValueError):
        return False
    return existing.is_dir()


def check(folder: Path, whole: bool = True) -> None:
    """Raise UnsafeFolderError where somebody else could put files into a folder, or move it.

    Without ``whole`` it is one in which the folder is still to be made: others may write beside
    it, as in /tmp, where they cannot touch what is another's.

    Where the platform has no modes, only what lies in the user's own profile is used.
    """
    if not hasattr(os, "geteuid"):
        home = Path.home().resolve()
        if not folder.resolve().is_relative_to(home):
            raise UnsafeFolderError(f"{folder} lies outside of {home}")
        return
    real = folder.resolve()
    for place in (real, *real.parents):
        state = place.stat()
        if state.st_uid not in (0, os.geteuid()):
            raise UnsafeFolderError(f"{place} belongs to somebody else")
        # In a folder with the sticky bit, such as /tmp, nobody can replace what is another's.
        open_to_others = state.st_mode & 0o022 and not state.st_mode & stat.S_ISVTX
        if open_to_others or (whole and place == real and state.st_mode & 0o022):
            raise UnsafeFolderError(f"others can write to {place}")
