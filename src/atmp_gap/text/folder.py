"""Write a folder of files whole or not at all, and only where nothing of somebody else stands.

For results of many files, such as a site. The folder carries a marker that names every file with
its digest, so that a later run knows what it may replace: nothing that was put there, or changed,
by anybody else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MARKER = ".atmp-gap-site"
KEPT = ("CNAME", ".nojekyll", ".git")
"""What a host of sites wants beside them; it stays as it is."""


class NotOursError(Exception):
    """A folder that may not be replaced; ``why`` says so, ``hint`` what to do."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


def check_folder(folder: Path) -> None:
    """Raise NotOursError where a folder holds what an earlier run did not write."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOursError(f"{folder} is a file", "name a folder")
    here = Path.cwd().resolve()
    if folder.resolve() in (here, *here.parents):
        raise NotOursError(
            f"{folder} is the working folder, or holds it", "name a folder inside it"
        )
    if not any(item.name not in KEPT for item in folder.iterdir()):
        return
    ours = _marked(folder)
    if ours is None:
        raise NotOursError(
            f"{folder} holds other files, and no earlier site", "name a new or an empty folder"
        )
    for path in sorted(_files(folder)):
        digest = ours.get(path.relative_to(folder).as_posix())
        if digest is None:
            raise NotOursError(
                f"{path} was not written by an earlier run", "move it, or name another folder"
            )
        if digest != _digest(path.read_bytes()):
            raise NotOursError(
                f"{path} was changed since it was written",
                "move it away, which loses nothing, or name another folder",
            )


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write a folder in one step, and say how many files it has.

    It is built beside, and takes the old one's place when it is whole; what ``KEPT`` names is
    carried over. Raises NotOursError as ``check_folder`` does, ValueError where two files would be
    one on a disk that is blind to case, and OSError where it cannot write; the old folder is then
    as it was.
    """
    check_folder(folder)
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    built = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    built.mkdir()
    try:
        written = _fill(built, files)
        # Somebody may have worked there while it was built.
        check_folder(folder)
        _swap(built, target)
    finally:
        shutil.rmtree(built, ignore_errors=True)
    return written


def _fill(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    digests: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name, content in files:
        other = seen.setdefault(name.casefold(), name)
        if name in digests or other != name:
            raise ValueError(f"{name} and {other} are one file on a disk that is blind to case")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not synchronised one by one, as single files are: the folder counts once it is swapped.
        path.write_bytes(content)
        digests[name] = _digest(content)
    marker = {"about": "Written by atmp-gap; a later run replaces these files.", "files": digests}
    (folder / MARKER).write_text(json.dumps(marker, indent=0) + "\n", encoding="utf-8")
    return len(digests)


def _swap(built: Path, target: Path) -> None:
    if not target.exists():
        built.rename(target)
        return
    old = built.with_suffix(".old")
    target.rename(old)
    moved: list[str] = []
    try:
        for name in KEPT:
            if (old / name).exists():
                (old / name).rename(built / name)
                moved.append(name)
        built.rename(target)
    except OSError:
        for name in moved:
            (built / name).rename(old / name)
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _marked(folder: Path) -> dict[str, str] | None:
    """The files of an earlier run by name, with their digests; None where there was none."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in found.items()}
    return None


def _files(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if inside[0] in KEPT or inside == (MARKER,):
            continue
        if path.is_symlink() or not path.is_dir():
            found.append(path)
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
