"""What the program wrote where: by it a file is known that nobody has touched since.

A file somebody edited, or one from elsewhere, is not on record, and must not be written over.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from atmp_gap.cache.folder import UnsafeFolderError, named_folder, usable


def remember(path: Path, content: bytes) -> None:
    """Note what was written to a file; where nothing can be noted, the file counts as touched."""
    note = _note(path)
    if note is None:
        return
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        note.write_text(hashlib.sha256(content).hexdigest(), encoding="ascii")
    except OSError:
        return


def untouched(path: Path, content: bytes) -> bool:
    """Whether a file holds exactly what the program wrote there last."""
    note = _note(path)
    if note is None:
        return False
    try:
        return note.read_text(encoding="ascii") == hashlib.sha256(content).hexdigest()
    except (OSError, ValueError):
        return False


def _note(path: Path) -> Path | None:
    folder = named_folder()
    try:
        if folder is None or not usable(folder):
            return None
    except UnsafeFolderError:
        return None
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "replace")).hexdigest()[:32]
    return folder / "written" / name
