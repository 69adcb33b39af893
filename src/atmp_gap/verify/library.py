"""The files of your library, and what its ``library.yaml`` says each is a copy of.

``library.yaml`` beside the files decides; what it does not name, `identify` tells by the text. In
it ``documents:`` is what a person says, ``copies:`` what ``library get`` and ``library add`` wrote
down, oldest first: of several editions the newest is looked into.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.model.document import Document
from atmp_gap.text.reading import read_regular
from atmp_gap.verify.dates import day_in
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
class CopyRecord:
    """One of ``copies:``: a file, the document it is a copy of, and where it came from."""

    document: str
    file: str
    sha256: str = ""
    text: str = ""
    """The SHA-256 of its words: a page saved twice differs in bytes alone."""
    day: str = ""
    edition: str = ""
    recognised: str = ""
    address: str = ""
    etag: str = ""
    modified: str = ""


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
    """The copies that ``library.yaml`` files name, one a document. Raises InvalidCorpusError.

    What a person wrote under ``documents:`` counts before ``copies:``, of which the latest edition
    counts, or the last where they do not say their dates.
    """
    chosen: dict[str, Copy] = {}
    problems: list[Problem] = []
    for folder in folders:
        said, recorded = _contents(folder, known, problems)
        newest = {
            name: Copy(name, path, record.recognised or f"named in {INDEX}")
            for name, (record, path) in _newest(recorded).items()
        }
        for name, copy in {**newest, **said}.items():
            chosen.setdefault(name, copy)
    if problems:
        raise InvalidCorpusError(problems)
    return list(chosen.values())


def _newest(
    recorded: Iterable[tuple[CopyRecord, Path]],
) -> dict[str, tuple[CopyRecord, Path]]:
    """Per document the copy that counts."""
    found: dict[str, tuple[CopyRecord, Path]] = {}
    for record, path in recorded:
        before = found.get(record.document)
        days = (day_in(before[0].edition), day_in(record.edition)) if before else ("", "")
        if not all(days) or days[0] <= days[1]:
            found[record.document] = (record, path)
    return found


def records(folder: Path, known: Mapping[str, Document]) -> list[tuple[CopyRecord, Path]]:
    """The ``copies:`` of one folder with their files. Raises InvalidCorpusError."""
    problems: list[Problem] = []
    found = _contents(folder, known, problems)[1]
    if problems:
        raise InvalidCorpusError(problems)
    return found


def _contents(
    folder: Path, known: Mapping[str, Document], problems: list[Problem]
) -> tuple[dict[str, Copy], list[tuple[CopyRecord, Path]]]:
    """What one ``library.yaml`` says; what is wrong with it is added to ``problems``."""
    from atmp_gap.corpus.yaml_reader import Map, Refused, decode, parse, place_of

    shown = str(folder / INDEX)
    try:
        node = parse(decode(read_regular(folder / INDEX), shown), shown)
    except FileNotFoundError:
        return {}, []
    except Refused as refused:
        problems += refused.problems
        return {}, []
    except OSError as error:
        problems.append(Problem("AG001", f"cannot be read: {error.strerror}", Place(shown)))
        return {}, []
    listed = node.get("documents") if isinstance(node, Map) else None
    copies = node.get("copies") if isinstance(node, Map) else None
    if not isinstance(listed, Map) and (listed is not None or not isinstance(copies, list)):
        problems.append(
            Problem(
                "AG005",
                "must hold `documents:`, a mapping of document ids to files",
                Place(shown, 1, 1),
                "for example: documents: {ICH-Q5E: q5e.pdf}",
            )
        )
        return {}, []
    said: dict[str, Copy] = {}
    for name, file in (listed or {}).items():
        place = place_of(node, ("documents", name), shown, key=True)
        path = _checked(folder, name, file, known, place, problems)
        if path is not None:
            said[name] = Copy(name, path, f"named in {INDEX}")
    recorded: list[tuple[CopyRecord, Path]] = []
    for index, item in enumerate(copies or ()):
        place = place_of(node, ("copies", index), shown)
        record = _record(item)
        if record is None:
            message = "is no copy: each has `document`, `file` and what is known of them"
            problems.append(Problem("AG005", message, place))
            continue
        path = _checked(folder, record.document, record.file, known, place, problems)
        if path is not None:
            recorded.append((record, path))
    return said, recorded


def _record(item: object) -> CopyRecord | None:
    names = {field.name for field in fields(CopyRecord)}
    if not isinstance(item, dict) or not {"document", "file"} <= set(item) <= names:
        return None
    texts = {name: value for name, value in item.items() if isinstance(value, str)}
    return CopyRecord(**texts) if len(texts) == len(item) else None


def _checked(
    folder: Path,
    name: str,
    file: object,
    known: Mapping[str, Document],
    place: Place,
    problems: list[Problem],
) -> Path | None:
    """The file that is named for a document; None, and a problem, where there is none."""
    if name not in known:
        hint = did_you_mean(name, list(known))
        problems.append(Problem("AG008", f"unknown document {name!r}", place, hint))
        return None
    path = _named_file(folder, file) if isinstance(file, str) else None
    if path is None:
        message = f"there is no file {file!r}"
        problems.append(Problem("AG001", message, place, "name it from this folder"))
    return path


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
