"""What a run looks at: from the paths people name to corpus folders and the files that count."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.bundled import bundled_folder
from atmp_gap.corpus.files import TOP
from atmp_gap.corpus.folder import distinct, is_folder, is_there, look_near, shown
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem


@dataclass(frozen=True)
class Target:
    """The corpus folders to read, and the beginnings of file names whose findings count."""

    layers: tuple[Path, ...]
    only: tuple[str, ...] = ()
    repeated: tuple[Path, ...] = ()
    """Paths that were named again, and count once."""

    def covers(self, file: str) -> bool:
        """Whether findings in a file count."""
        return any(
            (name == "." and not file.startswith(("/", "../")))
            or file == name
            or file.startswith(f"{name.rstrip('/')}/")
            for name in self.only
        )


def target(paths: Sequence[Path], below: Sequence[Path] = (), bundled: bool = True) -> Target:
    """Find the corpus folders that some files and folders belong to.

    ``below`` are layers that are read but not checked. The bundled layer is read too where the
    named folders bring no agencies of their own. Without paths the folder ``requirements`` of the
    working directory is checked.
    Raises InvalidCorpusError where a path does not exist or is no requirement file.
    """
    named = list(paths) or [Path("requirements")]
    missing = [
        Problem("AG001", "does not exist", Place(path.as_posix()), look_near(path))
        for path in named
        if not os.path.lexists(path)
    ]
    missing += [
        Problem("AG001", "is no requirement file", Place(path.as_posix()), "name a .yaml file")
        for path in named
        if os.path.lexists(path) and not is_folder(path) and path.suffix not in (".yaml", ".yml")
    ]
    if missing:
        raise InvalidCorpusError(missing)
    # Several paths in one folder are no repetition; the same path or layer again is.
    repeated = distinct(named)[1]
    roots = distinct([_root(path) for path in named])[0]
    layers, again = distinct([*roots, *below])
    layers = [*layers[len(roots) :], *roots]
    repeated += again
    whole = any(is_there(layer / "agencies.yaml") for layer in layers)
    if bundled and not whole:
        layers.insert(0, bundled_folder())
    only = tuple(_name(path) for path in named)
    return Target(tuple(layers), only, tuple(repeated))


def _name(path: Path) -> str:
    return shown(path if path.is_absolute() else Path.cwd() / path)


def _root(path: Path) -> Path:
    """The corpus folder a path belongs to; kept as people named it where it is one."""
    if is_folder(path):
        parent = path.parent if path.name not in ("", "..") else path.resolve().parent
        inner = is_there(path / "topic.yaml") or (
            is_there(parent / "corpus.yaml") or is_there(parent / "agencies.yaml")
        )
        return parent if inner and not is_there(path / "corpus.yaml") else path
    folder = path.parent
    if path.name in TOP:
        return folder
    return folder.parent if folder.name not in ("", "..") else folder.resolve().parent
