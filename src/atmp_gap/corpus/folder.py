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
    if not _is_folder(folder):
        raise InvalidCorpusError(
            [Problem("AG001", "is a file; a folder of requirements is expected", place)]
        )


def distinct(folders: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The folders, each once, and those that were named again, by whatever path."""
    kept: dict[str, Path] = {}
    again: list[Path] = []
    for folder in folders:
        if kept.setdefault(os.path.realpath(folder), folder) is not folder:
            again.append(folder)
    return list(kept.values()), again


def look_near(folder: Path) -> str:
    """What to do about a folder that does not exist: the nearest that does."""
    try:
        siblings = [item.name for item in folder.parent.iterdir() if item.is_dir()]
    except OSError:
        siblings = []
    near = did_you_mean(folder.name, siblings) or ""
    return near if near.startswith("did") else "name the folder that holds the requirement files"


def yaml_files(folder: Path, problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    """The YAML files of a corpus folder in order, and whether each lies in a subfolder.

    What cannot be looked at goes into ``problems``. Raises InvalidCorpusError where that is the
    folder itself.
    """
    try:
        items = sorted(folder.iterdir())
    except OSError as error:
        raise InvalidCorpusError([unreadable(folder, error)]) from None
    for item in items:
        if item.name.startswith("."):
            continue
        if _is_folder(item):
            if item.suffix in (".yaml", ".yml"):
                problems.append(
                    Problem("AG001", "is a folder where a file is expected", Place(shown(item)))
                )
                continue
            for path in _inner(item, problems):
                yield path, True
        elif item.suffix in (".yaml", ".yml"):
            yield item, False
        else:
            problems.extend(_unread(item))


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; where that cannot be told, reading it will say why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _inner(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        items = sorted(item for item in folder.iterdir() if not item.name.startswith("."))
    except OSError as error:
        problems.append(unreadable(folder, error))
        return []
    found = [item for item in items if item.suffix in (".yaml", ".yml")]
    for item in items:
        if item.suffix not in (".yaml", ".yml"):
            problems.extend(_unread(item))
            if _is_folder(item):
                problems.extend(_too_deep(item))
    return found


def _unread(path: Path) -> list[Problem]:
    """A file that looks like one of requirements, and would be passed over for its ending."""
    if path.suffix.lower() not in (".yaml", ".yml") or _is_folder(path):
        return []
    message = f"is not read, because its name ends in {path.suffix}"
    return [Problem("AG012", message, Place(shown(path)), "rename it: small letters, .yaml")]


def _too_deep(folder: Path) -> list[Problem]:
    """The files of a folder within a topic's folder, which nobody would read."""
    try:
        inner = sorted(item for item in folder.iterdir() if item.suffix in (".yaml", ".yml"))
    except OSError as error:
        return [unreadable(folder, error)]
    help_ = "move it into the topic's folder; what a dot begins is left alone"
    return [
        Problem(
            "AG012", "lies too deep: topics have no folders of their own", Place(shown(item)), help_
        )
        for item in inner
        if not item.name.startswith(".")
    ]


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
