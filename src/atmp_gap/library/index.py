"""The full-text index of your copies, by the hash of each file: SQLite's FTS5, in the cache folder.

``Index.open()`` gives it, ``read`` takes in what it does not know yet, ``find`` asks it. It can be
deleted at any time: a damaged index, or one of another version, is made anew. Which document a
file is a copy of is not kept here but asked of the library each time (`held`).
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from atmp_gap.library.arrived import hash_of_words
from atmp_gap.library.index_file import made, sound
from atmp_gap.library.passages import pieces
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.gaps import WHOLE
from atmp_gap.verify.identify import revision_of
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.reading import ReadFile, read_all

Found = TypeVar("Found")
BEGIN, END = "\x02", "\x03"
"""Stand around the words that were found, in ``Hit.marked``."""


@dataclass(frozen=True)
class FileFacts:
    """What reading a file showed: enough to tell and describe it without reading it again."""

    path: Path
    sha256: str
    pages: int | None
    head: str
    edition: str
    words: str
    unread_pages: tuple[int, ...]
    """Pages without text that could be read; a search says nothing of them."""
    size: int
    """How many words."""


@dataclass(frozen=True)
class Hit:
    """A passage that was found, in the file of this hash. The lower the score, the better."""

    sha256: str
    section: str
    page: int | None
    start: int
    marked: str
    score: float

    @property
    def text(self) -> str:
        """The passage as it stands in the text."""
        return self.marked.replace(BEGIN, "").replace(END, "")


class Index:
    """The index of all files ever read; ``close`` it, or use it in a ``with``."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._paths: tuple[Path, ...] = ()
        self._base = self._opened()

    @classmethod
    def open(cls) -> Index:
        """The index in the cache folder; one in memory where nothing may be kept."""
        from atmp_gap.cache.folder import UnsafeFolderError, named_folder, usable

        folder = named_folder()
        try:
            if folder is not None and usable(folder):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                return cls(folder / "library.sqlite")
        except (UnsafeFolderError, OSError, sqlite3.Error):
            pass
        return cls(None)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _opened(self) -> sqlite3.Connection:
        """The database, made anew where it is damaged or of another version."""
        if self.path is None:
            return made(":memory:")
        try:
            return sound(self.path) or self._anew()
        except sqlite3.OperationalError:
            return made(":memory:")

    def _anew(self) -> sqlite3.Connection:
        assert self.path is not None
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()
        try:
            return made(str(self.path))
        except sqlite3.Error:
            return made(":memory:")

    def read(
        self,
        paths: Sequence[Path],
        jobs: int = 1,
        tell: Callable[[int, int, str], None] = lambda done, total, words: None,
    ) -> list[FileFacts | UnreadFile]:
        """What some files hold, in their order; those not known yet are read and taken in."""
        self._paths = tuple(paths)
        return self.mending(lambda: self._read(paths, jobs, tell))

    def mending(self, work: Callable[[], Found]) -> Found:
        """Do something, and once more with an index made anew where this one is damaged.

        Nothing is lost by that but the time to read again. Where it is only held by another run,
        or the disk is full, it is left as it is and one in memory serves.
        """
        try:
            return work()
        except sqlite3.DatabaseError as error:
            mine = not isinstance(error, sqlite3.OperationalError)
        if self.path is None:
            return work()
        self._base.close()
        self._base = self._anew() if mine else made(":memory:")
        try:
            self._read(self._paths, 1, lambda done, total, words: None)
            return work()
        except sqlite3.DatabaseError:
            self._base.close()
            self._base = made(":memory:")
            self._read(self._paths, 1, lambda done, total, words: None)
            return work()

    def _read(
        self, paths: Sequence[Path], jobs: int, tell: Callable[[int, int, str], None]
    ) -> list[FileFacts | UnreadFile]:
        hashes: dict[Path, str] = {}
        failed: dict[Path, UnreadFile] = {}
        for path in paths:
            try:
                hashes[path] = sha256(path)
            except OSError as error:
                failed[path] = UnreadFile(path, error.strerror or "cannot be read")
        known = {row[0] for row in self._base.execute("select sha256 from files")}
        fresh = {digest: path for path, digest in hashes.items() if digest not in known}
        for number, item in enumerate(read_all(list(fresh.values()), jobs)):
            tell(number, len(fresh), item.path.name)
            if isinstance(item, UnreadFile):
                failed[item.path] = item
            else:
                self._take(item)
        unread = {hashes[path]: item.why for path, item in failed.items() if path in hashes}
        facts: list[FileFacts | UnreadFile] = []
        for path in paths:
            row = self._base.execute(
                "select pages, head, edition, words, unread, size from files where sha256 = ?",
                (hashes.get(path, ""),),
            ).fetchone()
            if row is None:
                why = unread.get(hashes.get(path, ""), "cannot be read")
                facts.append(failed.get(path) or UnreadFile(path, why))
            else:
                pages, head, edition, words, gaps, size = row
                facts.append(
                    FileFacts(
                        path, hashes[path], pages, head, edition, words, (*json.loads(gaps),), size
                    )
                )
        return facts

    def _take(self, item: ReadFile) -> None:
        text = item.text
        unread = sorted({gap.page for gap in text.gaps if gap.kind in WHOLE and gap.page})
        rows = []
        for piece in pieces(text):
            first = bisect_right(text.starts, piece.start)
            inside = [[0, first]] if text.paged else []
            inside += [
                [start - piece.start, number]
                for number, start in enumerate(text.starts[first:], first + 1)
                if text.paged and start < piece.end
            ]
            passage = text.full[piece.start : piece.end].replace(BEGIN, " ").replace(END, " ")
            rows.append((passage, piece.section, item.sha256, piece.start, json.dumps(inside)))
        with self._base as base:
            for table in ("passages", "sizes"):
                base.execute(f"delete from {table} where sha256 = ?", (item.sha256,))
            for row in rows:
                number = base.execute("insert into passages values (?, ?, ?, ?, ?)", row).lastrowid
                size = (number, item.sha256, len(row[0].split()))
                base.execute("insert into sizes values (?, ?, ?)", size)
            base.execute(
                "insert or replace into files values (?, ?, ?, ?, ?, ?, ?)",
                (
                    item.sha256,
                    len(text.starts) if text.paged else None,
                    text.head,
                    revision_of(text.head),
                    hash_of_words(text),
                    json.dumps(unread),
                    len(text.full.split()),
                ),
            )

    def find(self, match: str, files: Collection[str], limit: int = 50) -> list[Hit]:
        """The passages of some files that match a query of FTS5, the best first."""
        if not files:
            return []
        marks = ", ".join("?" * len(files))
        rows = self._base.execute(
            f"select {_SHOWN}, bm25(passages, 1.0, 0.5) as score from passages "
            f"where passages match ? and sha256 in ({marks}) order by score, start limit ?",
            (BEGIN, END, match, *files, limit),
        ).fetchall()
        return [_hit(row) for row in rows]

    def hits(self, match: str, scores: Mapping[int, float]) -> list[Hit]:
        """Some passages with the words marked that a query of FTS5 names, in the order given."""
        marks = ", ".join("?" * len(scores))
        rows = self._base.execute(
            f"select {_SHOWN}, rowid from passages where passages match ? and +rowid in ({marks})",
            (BEGIN, END, match, *scores),
        ).fetchall()
        found = {row[-1]: _hit((*row[:-1], -scores[row[-1]])) for row in rows}
        return [found[number] for number in scores if number in found]

    def counts(self, stem: str) -> dict[int, int]:
        """The passages that hold a stem, and how often."""
        return dict(
            self._base.execute(
                "select doc, count(*) from temp.held where term = ? and col = 'text' group by doc",
                (stem,),
            )
        )

    def sizes(self) -> dict[int, tuple[str, int]]:
        """Of every passage the hash of its file, and how many words it has."""
        rows = self._base.execute("select passage, sha256, words from sizes")
        return {number: (digest, size) for number, digest, size in rows}

    def section(self, sha256: str, section: str) -> list[str]:
        """A section of a file, in the pieces it was cut into."""
        rows = self._base.execute(
            "select text from passages where sha256 = ? and section = ? order by start",
            (sha256, section),
        )
        return [text for (text,) in rows]

    def page_of(self, sha256: str, section: str) -> int | None:
        """The page on which a section of a file begins; None where it has no pages."""
        row = self._base.execute(
            "select breaks from passages where sha256 = ? and section = ? order by start limit 1",
            (sha256, section),
        ).fetchone()
        pages = json.loads(row[0]) if row else []
        return int(pages[0][1]) if pages else None

    def sections(self, sha256: str) -> list[str]:
        """The sections of a file that have a name, in its order."""
        rows = self._base.execute(
            "select section from passages where sha256 = ? order by start", (sha256,)
        )
        return list(dict.fromkeys(section for (section,) in rows if section))


_SHOWN = "sha256, section, start, breaks, highlight(passages, 0, ?, ?)"


def _hit(row: tuple[Any, ...]) -> Hit:
    digest, section, start, breaks, marked, score = row
    return Hit(digest, section, _page(breaks, marked), start, marked, score)


def _page(breaks: str, marked: str) -> int | None:
    """The page on which the first word that was found stands."""
    at = max(0, marked.find(BEGIN))
    pages = [number for start, number in json.loads(breaks) if start <= at]
    return pages[-1] if pages else None
