"""Keep a copy in the library: the file beside the others, and what is known of it in library.yaml.

Nothing that is there is ever written over: a file gets a name that is free, and ``library.yaml``
gets a further item under ``copies:``, behind all that stands in it, comments and all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from pathlib import Path
from unicodedata import normalize

from atmp_gap.model.document import Document
from atmp_gap.text.writing import write_whole
from atmp_gap.verify.library import INDEX, CopyRecord, records

_HEAD = """\
# Your own copies of the texts. `library get` and `library add` write a further item under `copies`,
# oldest first. What you say yourself, under `documents: {ICH-Q5E: q5e.pdf}`, counts before that.
"""


class LibraryError(Exception):
    """A library that cannot be used as asked; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder, and hold it against other runs. Raises LibraryError."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".library.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise LibraryError(
            f"another run is at work in {folder}", "wait until it is done, then say it again"
        ) from None
    except OSError as error:
        raise LibraryError(
            f"cannot write to {folder}: {error.strerror or type(error).__name__}",
            "name a folder of your own with --library DIR",
        ) from None
    try:
        yield
    finally:
        lock.release()


def keep(folder: Path, incoming: Path, ending: str, record: CopyRecord) -> CopyRecord:
    """Put a file into the library under a free name and write it down. Raises OSError.

    Call it while the folder is ``held``. The file is there before the record: where the record
    cannot be written, the file is taken away again.
    """
    target = _placed(folder, incoming, record.document, ending)
    record = replace(record, file=target.name)
    try:
        _write_down(folder, record)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    return record


def same_copy(
    folder: Path, known: Mapping[str, Document], document: str, sha256: str, text: str
) -> CopyRecord | None:
    """The copy that is there already: of the same bytes, or of the same words."""
    for record, _ in records(folder, known):
        if record.document == document and (
            record.sha256 == sha256 or (text and record.text == text)
        ):
            return record
    return None


def _placed(folder: Path, incoming: Path, document: str, ending: str) -> Path:
    """The file under the first free name: ID.pdf, ID-2.pdf ..., whatever the disk tells apart."""
    stem = "".join(char if char.isalnum() or char in "._-+()" else "-" for char in document)
    taken = {_folded(item.name) for item in folder.iterdir()}
    for number in range(1, 10_000):
        name = f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}"
        if _folded(name) in taken:
            continue
        target = folder / name
        try:
            _copy_new(incoming, target)
        except FileExistsError:
            continue
        return target
    raise LibraryError(f"there are too many copies of {document}")


def _copy_new(incoming: Path, target: Path) -> None:
    """Copy a file to a name that nobody has. Raises OSError; leaves nothing half behind."""
    with target.open("xb") as there:
        try:
            with incoming.open("rb") as here:
                shutil.copyfileobj(here, there, 1 << 20)
            there.flush()
            os.fsync(there.fileno())
        except BaseException:
            there.close()
            with suppress(OSError):
                target.unlink()
            raise


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())


def _write_down(folder: Path, record: CopyRecord) -> None:
    """Write library.yaml whole, with one item more at its end. Raises OSError, LibraryError."""
    from atmp_gap.corpus.yaml_reader import Map, Refused, parse

    path = folder / INDEX
    before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEAD
    begun = before if before.endswith("\n") or not before else f"{before}\n"
    node = parse(before, str(path)) if path.exists() else None
    number = len(node.get("copies") or ()) if isinstance(node, Map) else 0
    if not isinstance(node, Map) or "copies" not in node:
        begun += "copies:\n"
    after = begun + _item(record)
    try:
        again = parse(after, str(path))
        good = len(again.get("copies") or ()) == number + 1
    except (Refused, AttributeError):
        good = False
    if not good:
        raise LibraryError(
            f"{path}: nothing can be added behind its end",
            "move `copies:` to the end of the file, one item a copy, none of them indented",
        )
    write_whole(path, after.encode("utf-8"))


def _item(record: CopyRecord) -> str:
    """One item of ``copies``, as YAML; what is not known is left out."""
    import yaml

    data = {
        field.name: getattr(record, field.name)
        for field in fields(record)
        if getattr(record, field.name)
    }
    return yaml.safe_dump([data], sort_keys=False, allow_unicode=True, width=1000)
