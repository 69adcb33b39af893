"""What is in a library: every file with the document it is a copy of, and why that is thought.

``Library.open`` is the way in for everything that works on the user's own copies. ``newest`` gives
the file of each document that is looked into; ``copies`` holds all editions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.index import FileFacts, Index
from atmp_gap.model.document import Document
from atmp_gap.verify.dates import DATE, month_of
from atmp_gap.verify.identify import Undecided, identify
from atmp_gap.verify.library import UnreadFile, files_in, named, records


@dataclass(frozen=True)
class HeldCopy:
    """A copy in the library: the document, the file and what is known of it."""

    document: str
    facts: FileFacts
    why: str
    day: str = ""
    edition: str = ""
    changed: bool = False
    """Whether the file is not the one that was written down: somebody replaced it."""
    newest: bool = True
    title: str = ""
    """Of the document, by the register."""


@dataclass(frozen=True)
class Library:
    """The copies in a folder, oldest first, and the files that are none or could not be told."""

    folder: Path
    copies: tuple[HeldCopy, ...] = ()
    unknown: tuple[Path, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    unread: tuple[UnreadFile, ...] = ()

    @property
    def newest(self) -> dict[str, HeldCopy]:
        """Per document the copy that is looked into."""
        return {copy.document: copy for copy in self.copies if copy.newest}

    def editions(self, document: str) -> list[HeldCopy]:
        """All copies of a document, oldest first."""
        return [copy for copy in self.copies if copy.document == document]

    @classmethod
    def open(
        cls,
        folder: Path,
        corpus: Corpus,
        index: Index,
        jobs: int = 1,
        tell: Callable[[int, int, str], None] = lambda done, total, words: None,
    ) -> Library:
        """Look at every file of a folder; those new to the index are read, which takes a while.

        Raises InvalidCorpusError where ``library.yaml`` is not usable.
        """
        if not folder.is_dir():
            return cls(folder)
        recorded = records(folder, corpus.documents)
        chosen = {copy.document: copy for copy in named([folder], corpus.documents)}
        files = files_in([folder])
        known = [path for _, path in recorded] + [copy.path for copy in chosen.values()]
        every = list(dict.fromkeys([*known, *files.readable]))
        told = {fact.path: fact for fact in index.read(every, jobs, tell)}
        unread = [*files.others, *(fact for fact in told.values() if isinstance(fact, UnreadFile))]
        facts = {path: fact for path, fact in told.items() if isinstance(fact, FileFacts)}
        copies: list[HeldCopy] = []
        for record, path in recorded:
            if path in facts:
                fact = facts[path]
                copies.append(
                    HeldCopy(
                        record.document,
                        fact,
                        record.recognised,
                        record.day,
                        record.edition or fact.edition,
                        bool(record.sha256) and record.sha256 != fact.sha256,
                        chosen[record.document].path == path,
                    )
                )
        seen = {path for _, path in recorded}
        for copy in chosen.values():
            if copy.path not in seen and copy.path in facts:
                fact = facts[copy.path]
                copies.append(HeldCopy(copy.document, fact, copy.why, edition=fact.edition))
        rest = {path: fact for path, fact in facts.items() if path not in set(known)}
        return cls._with_rest(folder, corpus, copies, rest, unread, set(chosen))

    @classmethod
    def _with_rest(
        cls,
        folder: Path,
        corpus: Corpus,
        copies: list[HeldCopy],
        rest: dict[Path, FileFacts],
        unread: Sequence[UnreadFile],
        chosen: set[str],
    ) -> Library:
        """Tell the files that nothing names by their text."""
        found = identify(
            {path: fact.head for path, fact in rest.items()},
            [item for item in corpus.documents.values() if item.id not in chosen],
            {path: fact.sha256 for path, fact in rest.items()},
        )
        for copy in found.copies:
            fact = rest[copy.path]
            copies.append(HeldCopy(copy.document, fact, copy.why, edition=fact.edition))
        titled = [replace(copy, title=corpus.documents[copy.document].title) for copy in copies]
        return cls(folder, tuple(titled), found.unknown, found.undecided, tuple(unread))


def may_be_other_edition(copy: HeldCopy, document: Document) -> bool:
    """Whether a copy names dates, and none of them is that of the registered edition."""
    named = {month_of(found) for found in DATE.finditer(copy.facts.head[:6000])}
    known = {day[:7] for day in (document.published, document.effective) if day}
    return bool(named and known) and not named & known
