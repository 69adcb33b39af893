"""The files of your library, and what its ``library.yaml`` says each is a copy of.

``library.yaml`` beside the files decides; what it does not name, `identify` tells by the text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.model.document import Document
from atmp_gap.text.reading import read_regular
from atmp_gap.verify.extract.file import reads, why_not
from atmp_gap.verify.ledger import DEFAULT

INDEX = "library.yaml"


@dataclass(frozen=True)
class Copy:
    """A file taken for a document, and why."""

    document: str
    path: Path
    why: str


@dataclass(frozen=True)
class UnreadFile:
    """A file, or a folder, that was not read, and why not."""

    path: Path
    why: str


@dataclass(frozen=True)
class Files:
    """The files of a library: those of a kind that is read, and all others with the reason."""

    readable: tuple[Path, ...]
    others: tuple[UnreadFile, ...]


def files_in(folders: Iterable[Path], besides: Iterable[Path] = ()) -> Files:
    """The files of some folders, in any depth, each once. Hidden ones are left out.

    ``besides`` names files that are no copies, such as the ledger.
    """
    seen = {path.resolve() for path in besides}
    readable: list[Path] = []
    others: list[UnreadFile] = []
    for folder in folders:
        for item in _walk(folder):
            path = item.path if isinstance(item, UnreadFile) else item
            inner = path.relative_to(folder)
            hidden = any(part.startswith((".", "~$")) for part in inner.parts)
            if hidden or path.name in (INDEX, DEFAULT) or path.resolve() in seen:
                continue
            seen.add(path.resolve())
            if isinstance(item, UnreadFile):
                others.append(item)
            elif reads(path):
                readable.append(path)
            else:
                others.append(UnreadFile(path, why_not(path)))
    return Files(tuple(readable), tuple(others))


def _walk(folder: Path) -> Iterator[Path | UnreadFile]:
    """Every file below a folder in order; and what cannot be entered or is no file."""
    failed: list[OSError] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        found += [Path(parent, name) for name in names]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (UnreadFile(Path(parent, name), "is a link to a folder") for name in links)
    for path in sorted(found):
        if path.is_file():
            yield path
        elif path.is_symlink():
            yield UnreadFile(path, "is a link that leads nowhere")
        else:
            yield UnreadFile(path, "is no ordinary file")
    for error in failed:
        yield UnreadFile(Path(error.filename), error.strerror or "cannot be entered")


def named(folders: Iterable[Path], known: Mapping[str, Document]) -> list[Copy]:
    """The copies that ``library.yaml`` files name. Raises InvalidCorpusError."""
    copies: list[Copy] = []
    problems: list[Problem] = []
    for folder in folders:
        if not (folder / INDEX).is_file():
            continue
        for item in _entries(folder, known):
            if isinstance(item, Copy):
                copies.append(item)
            else:
                problems.append(item)
    if problems:
        raise InvalidCorpusError(problems)
    return copies


def _entries(folder: Path, known: Mapping[str, Document]) -> Iterator[Copy | Problem]:
    """Every entry of one ``library.yaml``, as a copy or as what is wrong with it."""
    from atmp_gap.corpus.yaml_reader import Map, Refused, decode, parse, place_of

    shown = str(folder / INDEX)
    try:
        node = parse(decode(read_regular(folder / INDEX), shown), shown)
    except Refused as refused:
        yield from refused.problems
        return
    except OSError as error:
        yield Problem("AG001", f"cannot be read: {error.strerror}", Place(shown))
        return
    listed = node.get("documents") if isinstance(node, Map) else None
    if not isinstance(listed, Map):
        yield Problem(
            "AG005",
            "must hold `documents:`, a mapping of document ids to files",
            Place(shown, 1, 1),
            "for example: documents: {ICH-Q5E: q5e.pdf}",
        )
        return
    for name, file in listed.items():
        place = place_of(node, ("documents", name), shown, key=True)
        if name not in known:
            yield Problem(
                "AG008", f"unknown document {name!r}", place, did_you_mean(name, list(known))
            )
            continue
        path = _named_file(folder, file) if isinstance(file, str) else None
        if path is None:
            yield Problem("AG001", f"there is no file {file!r}", place, "name it from this folder")
        else:
            yield Copy(name, path, f"named in {INDEX}")


def _named_file(folder: Path, name: str) -> Path | None:
    """The file of a name, as it may have been written on another system; None where none is.

    Windows writes backslashes and does not tell capitals from small letters; macOS takes accented
    letters apart.
    """
    for written in (name, name.replace("\\", "/")):
        with suppress(OSError, ValueError):
            if (folder / written).is_file():
                return folder / written
    here = folder
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        try:
            names = [part] if part in ("..", "/") else [item.name for item in here.iterdir()]
        except OSError:
            return None
        alike = [item for item in names if _folded(item) == _folded(part)]
        exact = [item for item in alike if normalize("NFC", item) == normalize("NFC", part)]
        if len(exact or alike) != 1:
            return None
        here = here / (exact or alike)[0]
    return here if here.is_file() else None


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
