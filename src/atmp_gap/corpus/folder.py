"""The folder of a corpus: which files it has, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean

MAX_BYTES = 64 * 1024 * 1024
_BINARY = getattr(os, "O_BINARY", 0)


def check_folder(folder: Path) -> None:
    """Raises InvalidCorpusError where a folder is missing, is no folder, or cannot be looked at."""
    place = Place(folder.as_posix())
    try:
        exists = folder.exists()
    except OSError as error:
        raise InvalidCorpusError([unreadable(folder, error)]) from None
    if not exists:
        raise InvalidCorpusError([Problem("AG001", "does not exist", place, look_near(folder))])
    if not is_folder(folder):
        raise InvalidCorpusError(
            [Problem("AG001", "is a file; a folder of requirements is expected", place)]
        )


def distinct(folders: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The folders, each once, and those that were named again, by whatever path."""
    kept: dict[str, Path] = {}
    again: list[Path] = []
    for folder in folders:
        real = os.path.realpath(folder)
        if real in kept:
            again.append(folder)
        kept.setdefault(real, folder)
    return list(kept.values()), again


def look_near(folder: Path) -> str:
    """What to do about a folder that does not exist: the nearest that does."""
    try:
        siblings = [item.name for item in folder.parent.iterdir() if item.is_dir()]
    except OSError:
        siblings = []
    near = did_you_mean(folder.name, siblings) or ""
    return near if near.startswith("did") else "name the folder that holds the requirement files"


def yaml_files(
    folder: Path, problems: list[Problem], closed: list[tuple[Path, OSError]]
) -> Iterator[tuple[Path, bool]]:
    """The YAML files of a corpus folder in order, and whether each lies in a subfolder.

    Subfolders that cannot be looked into go into ``closed``, what else is wrong into ``problems``.
    Raises InvalidCorpusError where the folder itself cannot be looked into.
    """
    try:
        items = sorted(folder.iterdir())
    except OSError as error:
        raise InvalidCorpusError([unreadable(folder, error)]) from None
    for item in items:
        if item.name.startswith("."):
            continue
        if is_folder(item):
            if item.suffix in (".yaml", ".yml"):
                problems.append(
                    Problem("AG001", "is a folder where a file is expected", Place(shown(item)))
                )
                continue
            for path in _inner(item, closed):
                yield path, True
        elif item.suffix in (".yaml", ".yml"):
            yield item, False


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; where that cannot be told, reading it will say why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Whether there is something of that name, as far as one is let to see."""
    try:
        return path.exists()
    except OSError:
        return False


def _inner(folder: Path, closed: list[tuple[Path, OSError]]) -> list[Path]:
    try:
        found = sorted(item for item in folder.iterdir() if item.suffix in (".yaml", ".yml"))
    except OSError as error:
        closed.append((folder, error))
        return []
    return [item for item in found if not item.name.startswith(".")]


def passed_over(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """The files of a corpus folder that look like requirements and are not read.

    Each with why, and what to do. What begins with a dot is left alone on purpose.
    """
    for depth, item in _visible(folder, 0):
        if item.suffix.lower() not in (".yaml", ".yml") or is_folder(item):
            continue
        if depth > 1:
            yield item, "lies too deep to be read", "move it into the folder of a topic"
        elif item.suffix not in (".yaml", ".yml"):
            yield item, f"is not read, because its name ends in {item.suffix}", "rename it to .yaml"


def _visible(folder: Path, depth: int) -> Iterator[tuple[int, Path]]:
    """What lies in a folder, and in those within it, with how deep; two levels below topics."""
    try:
        items = sorted(item for item in folder.iterdir() if not item.name.startswith("."))
    except OSError:
        return  # reading the folder says so
    for item in items:
        yield depth, item
        if depth < 3 and is_folder(item) and not item.is_symlink():
            yield from _visible(item, depth + 1)


def shown(path: Path) -> str:
    """A path as people type it: relative to where they are, where that is shorter."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def unreadable(path: Path, error: OSError) -> Problem:
    """The problem of a file or folder that cannot be read."""
    reason = error.strerror or str(error) or type(error).__name__
    return Problem("AG001", f"cannot be read: {reason}", Place(shown(path)))


def read_bytes(path: Path, folder: str) -> bytes:
    """A regular file's bytes; ``folder`` is the real path of the folder it must lie in.

    A link may lead to another file of the same folder, never out of it: what is checked and
    published has to be what lies in the folder. Pipes and devices are not waited for. Raises
    OSError.
    """
    real = os.path.realpath(path, strict=True)
    if not real.startswith(folder.rstrip(os.sep) + os.sep):
        raise OSError(0, "it is a link that leads out of the folder")
    if stat.S_ISDIR(os.stat(real).st_mode):  # noqa: PTH116 - paths are text here, for speed
        raise OSError(0, "it is a folder where a file is expected")
    descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(0, "it is no regular file")
        if state.st_size > MAX_BYTES:
            raise OSError(0, "it is larger than 64 MB; split it")
        raw = file.read(state.st_size + 1)
    if len(raw) != state.st_size:
        raise OSError(0, "it changed while it was read")
    return raw
