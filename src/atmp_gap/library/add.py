"""Take files that were saved from a browser into the library: PDF, page, or a ZIP of such.

``Adding(...).add(paths)`` recognises each by its text, copies it under a name of its own, and says
of every other why it was not taken. Nothing is moved, and no copy is written over.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.arrived import Arrival, Not, ending_of, look
from atmp_gap.library.record import LibraryError, keep, same_copy
from atmp_gap.model.document import Document
from atmp_gap.text.reading import open_regular
from atmp_gap.text.zips import DamagedZip, unpacking
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.file import ENDINGS, reads, why_not
from atmp_gap.verify.library import CopyRecord, files_in
from atmp_gap.verify.reading import Reading

MEMBERS, MEMBER_BYTES, ZIP_BYTES, RATIO = 2000, 200_000_000, 1_000_000_000, 200
"""What an archive may hold: files, bytes of one, bytes of all, and how far one may unfold."""
_BLOCK = 1 << 20
Archive = Literal["climbs", "bomb", "too-many", "locked", "damaged", "nested"]
"""Why an archive, or a file in one, was not looked into."""


@dataclass(frozen=True)
class Added:
    """What became of one file: ``name`` is its path, with ``!`` before what is in an archive."""

    name: str
    document: str = ""
    file: str = ""
    edition: str = ""
    recognised: str = ""
    there: bool = False
    """Whether the same text was in the library before."""
    not_taken: Not | Archive | Literal["kind", "not-kept"] | None = None
    detail: str = ""


class _ArchiveError(Exception):
    def __init__(self, kind: Archive) -> None:
        super().__init__(kind)
        self.kind = kind


class Adding:
    """One run of ``library add`` into a folder that is held.

    ``wanted`` is the document that the person says the files are; else the text decides.
    """

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        said: Document | None = None,
        tell: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.corpus, self.folder, self.said, self.tell = corpus, folder, said, tell
        self.documents = list(corpus.documents.values())

    def add(self, paths: Sequence[Path]) -> list[Added]:
        """Take files, the files of folders in any depth, and those of archives."""
        results: list[Added] = []
        with Reading() as self._reading:
            for path in paths:
                for file in self._files(path, results):
                    self.tell(file.name)
                    if file.suffix.lower() == ".zip":
                        results += self._archive(file)
                    else:
                        results.append(self._file(file, str(file)))
        return results

    def _files(self, path: Path, results: list[Added]) -> Iterator[Path]:
        if path.is_dir():
            found = files_in([path])
            inside = self.folder.resolve()
            every = sorted({*found.readable, *(item.path for item in found.others)})
            whys = {item.path: item.why for item in found.others}
            for file in every:
                if file.resolve().is_relative_to(inside):
                    continue
                if file in whys and file.suffix.lower() != ".zip":
                    results.append(Added(str(file), not_taken="kind", detail=whys[file]))
                else:
                    yield file
        elif path.suffix.lower() == ".zip" or reads(path):
            yield path
        else:
            results.append(Added(str(path), not_taken="kind", detail=why_not(path)))

    def _file(self, path: Path, name: str) -> Added:
        """Take one file, or say why not."""
        try:
            ending = ending_of(path)
            arrival = self._told(path)
        except OSError as error:
            return Added(name, not_taken="unreadable", detail=error.strerror or "")
        if arrival.not_taken is not None:
            return Added(name, not_taken=arrival.not_taken, detail=arrival.detail)
        known = self.corpus.documents
        same = same_copy(self.folder, known, arrival.document, arrival.sha256, arrival.words)
        if same is not None:
            return Added(name, arrival.document, same.file, same.edition, there=True)
        record = CopyRecord(
            document=arrival.document,
            file="",
            sha256=arrival.sha256,
            text=arrival.words,
            day=_saved(path),
            edition=arrival.edition,
            recognised=arrival.why,
        )
        try:
            record = keep(self.folder, path, ending, record)
        except (LibraryError, OSError) as error:
            hint = f"; {error.hint}" if isinstance(error, LibraryError) and error.hint else ""
            why = f"{getattr(error, 'strerror', None) or error}{hint}"
            return Added(name, arrival.document, not_taken="not-kept", detail=why)
        return Added(name, record.document, record.file, record.edition, record.recognised)

    def _told(self, path: Path) -> Arrival:
        """What a file is: by its text, or as the person says, who may know better."""
        if self.said is None:
            return look(path, self.documents, reads=self._reading.one)
        arrival = look(path, self.documents, self.said, self._reading.one)
        if arrival.not_taken not in ("unknown", "undecided", "other-document", "page-about-it"):
            return arrival
        from atmp_gap.library.arrived import read_words

        edition, words = read_words(path, self._reading.one)
        return Arrival(self.said.id, "you said so", edition, sha256(path), words)

    def _archive(self, path: Path) -> list[Added]:
        """Take what an archive holds; its names lead nowhere, because none of them is used."""
        results: list[Added] = []
        try:
            with open_regular(path) as opened, TemporaryDirectory() as folder:
                with unpacking():
                    archive = zipfile.ZipFile(opened)
                members = [item for item in archive.infolist() if not item.is_dir()]
                if len(members) > MEMBERS:
                    return [Added(str(path), not_taken="too-many", detail=str(len(members)))]
                left = ZIP_BYTES
                for number, item in enumerate(members):
                    name = f"{path}!{item.filename}"
                    ending = PurePosixPath(item.filename).suffix.lower()
                    if _passed_over(item.filename) and not _climbs(item.filename):
                        continue
                    target = Path(folder, f"{number}{ending if ending in ENDINGS else ''}")
                    try:
                        left -= _unfold(archive, item, target, left)
                    except _ArchiveError as error:
                        results.append(Added(name, not_taken=error.kind))
                        continue
                    results.append(
                        self._file(target, name)
                        if reads(target)
                        else Added(name, not_taken="kind", detail=why_not(Path(item.filename)))
                    )
                    target.unlink(missing_ok=True)
        except DamagedZip:
            results.append(Added(str(path), not_taken="damaged"))
        except OSError as error:
            results.append(Added(str(path), not_taken="unreadable", detail=error.strerror or ""))
        return results


def _passed_over(name: str) -> bool:
    """What systems put into archives beside the files: no person put it there."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$"))


def _climbs(name: str) -> bool:
    """Whether a name in an archive leads out of the folder it is unpacked to, on any system."""
    parts = {*PurePosixPath(name).parts, *PureWindowsPath(name).parts}
    return ".." in parts or name.startswith(("/", "\\")) or ":" in name[:2]


def _unfold(archive: zipfile.ZipFile, item: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one file of an archive, and say how large it is. Raises _ArchiveError.

    What the archive says of its own sizes may be a lie, so that what comes is counted.
    """
    if _climbs(item.filename):
        raise _ArchiveError("climbs")
    if item.flag_bits & 1:
        raise _ArchiveError("locked")
    if PurePosixPath(item.filename).suffix.lower() == ".zip":
        raise _ArchiveError("nested")
    most = min(MEMBER_BYTES, left, max(item.compress_size, 50_000) * RATIO)
    size = 0
    try:
        with unpacking(), archive.open(item) as here, target.open("wb") as there:
            while block := here.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise _ArchiveError("bomb")
                there.write(block)
    except DamagedZip:
        raise _ArchiveError("damaged") from None
    return size


def _saved(path: Path) -> str:
    """The day a file was saved: a page is of that day."""
    return datetime.date.fromtimestamp(path.stat().st_mtime).isoformat()
