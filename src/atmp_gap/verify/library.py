"""The files of your library, and what its ``library.yaml`` says each is a copy of.

``library.yaml`` beside the files decides; what it does not name, `identify` tells by the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.model.document import Document
from atmp_gap.verify.extract.file import ENDINGS

INDEX = "library.yaml"


@dataclass(frozen=True)
class Copy:
    """A file taken for a document, and why."""

    document: str
    path: Path
    why: str


def files_in(folders: Iterable[Path]) -> list[Path]:
    """The readable files of some folders, in any depth, each once. Hidden ones are left out."""
    found: dict[Path, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            if any(part.startswith((".", "~$")) for part in inner.parts):
                continue
            if path.suffix.lower() in ENDINGS and path.is_file():
                found.setdefault(path.resolve(), path)
    return list(found.values())


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
        node = parse(decode((folder / INDEX).read_bytes(), shown), shown)
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
        elif not isinstance(file, str) or not (folder / file).is_file():
            yield Problem("AG001", f"there is no file {file!r}", place, "name it from this folder")
        else:
            yield Copy(name, folder / file, f"named in {INDEX}")
