"""A run over a library: read the files, tell what they are, look for every statement."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.verify import anchors, candidates, library
from atmp_gap.verify import ledger as book
from atmp_gap.verify.finding import CANDIDATES, Finding, Task
from atmp_gap.verify.numbers import Reader
from atmp_gap.verify.sections import Outline
from atmp_gap.verify.tasks import reader_of, tasks_of
from atmp_gap.verify.text import Text, UnreadableError, extract

_BEFORE = "; unchanged since the last run"


@dataclass(frozen=True)
class Read:
    """A file that was read, or why it was not."""

    path: Path
    sha256: str = ""
    text: Text | None = None
    problem: str = ""


@dataclass(frozen=True)
class Looked:
    """A statement with what was found, and the file."""

    task: Task
    finding: Finding
    file: str
    again: bool = False
    """Whether it was taken over from an earlier run on the same file."""


@dataclass(frozen=True)
class Lapsed:
    """A signature that no longer holds, and why."""

    key: str
    document: str
    why: str


@dataclass
class Outcome:
    """All that a run found out."""

    copies: list[tuple[library.Copy, str]] = field(default_factory=list)
    """The files taken for documents, with the revision each says it is."""
    ambiguous: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    """The documents whose file is not the one of the last run, with the name of the file."""
    lapsed: list[Lapsed] = field(default_factory=list)


def read_file(path: Path) -> Read:
    """Read one file; runs in a process of its own."""
    try:
        digest = library.sha256(path)
        return Read(path, digest, extract(path))
    except UnreadableError as error:
        return Read(path, problem=str(error))
    except OSError as error:
        return Read(path, problem=error.strerror or "cannot be read")
    except MemoryError:
        return Read(path, problem="needs more memory than there is")


def look(text: Text, tasks: Sequence[Task], reader: Reader) -> list[Finding]:
    """Look for statements in one text; may run in a process of its own."""
    outline = Outline(text)
    windows: candidates.Windows | None = None
    found: list[Finding] = []
    for task in tasks:
        if task.anchors:
            found.append(anchors.check(text, outline, task, reader))
            continue
        windows = windows or candidates.Windows(text, reader)
        found.append(candidates.look(windows, outline, task))
    return found


class Run:
    """One run of verify. ``tell`` is called with (done, all, words) as it goes on."""

    def __init__(
        self,
        corpus: Corpus,
        ledger: book.Ledger,
        by: str,
        jobs: int,
        tell: Callable[[int, int, str], None] = lambda done, total, words: None,
        save: Callable[[book.Ledger], None] = lambda ledger: None,
    ) -> None:
        self.corpus, self.ledger, self.by, self.jobs = corpus, ledger, by, jobs
        self.tell, self.save = tell, save
        self.today = datetime.date.today().isoformat()
        self.reader = reader_of(corpus)

    def over(
        self, folders: Sequence[Path], documents: Sequence[str] = (), again: bool = False
    ) -> Outcome:
        """Verify against the files of some folders. Raises InvalidCorpusError for library.yaml.

        ``documents`` limits what is looked for; ``again`` looks anew at what is known already.
        """
        outcome = Outcome()
        tasks: dict[str, list[Task]] = {}
        for task in tasks_of(self.corpus):
            if not documents or task.document in documents:
                tasks.setdefault(task.document, []).append(task)
        named = library.named(folders, self.corpus.documents)
        paths = library.files_in(folders)
        chosen = {copy.path.resolve() for copy in named}
        rest = [path for path in paths if path.resolve() not in chosen]
        every = list(dict.fromkeys([*(copy.path for copy in named), *rest]))
        known = {} if again else self._known(every, tasks, {c.path: c.document for c in named})
        for path, record in known.items():
            why = record.why if record.why.endswith(_BEFORE) else f"{record.why}{_BEFORE}"
            outcome.copies.append((library.Copy(record.document, path, why), record.revision))
            outcome.looked += [
                Looked(task, _remembered(self.ledger.by_id[task.key]), path.name, True)
                for task in tasks.get(record.document, ())
            ]
        named = [copy for copy in named if copy.path not in known]
        rest = [path for path in rest if path not in known]
        reads = self._read([path for path in every if path not in known], outcome)
        heads = {path: reads[path].text.head for path in rest if path in reads and reads[path].text}  # type: ignore[union-attr]
        shelf = library.identify(
            heads,
            [
                document
                for document in self.corpus.documents.values()
                if document.id not in {copy.document for copy in named}
            ],
            {path: item.sha256 for path, item in reads.items()},
        )
        outcome.ambiguous += shelf.ambiguous
        outcome.unknown += shelf.unknown
        copies = [copy for copy in (*named, *shelf.copies) if copy.path in reads]
        taken = {copy.document for copy, _ in outcome.copies}
        fresh: list[tuple[library.Copy, str]] = []
        for copy in copies:
            text = reads[copy.path].text
            assert text is not None
            if copy.document in taken:
                outcome.ambiguous.append((copy.document, f"{copy.path.name} looks like it too"))
                continue
            fresh.append((copy, library.revision_of(text.head)))
        outcome.copies += fresh
        held = {copy.document for copy, _ in outcome.copies}
        undecided = {name for name, _ in shelf.ambiguous}
        before = {record.document: record.sha256 for record in self.ledger.files}
        outcome.missing = [name for name in tasks if name not in held | undecided]
        for number, (copy, revision) in enumerate(fresh):
            self.tell(number, len(fresh), f"looking into {copy.path.name}")
            if copy.document in tasks:
                item = reads[copy.path]
                if before.get(copy.document, item.sha256) != item.sha256:
                    outcome.changed.append((copy.document, copy.path.name))
                outcome.looked += self._look(copy, item, revision, tasks[copy.document], again)
                self.save(self.ledger)
        # A statement that is gone is not among the tasks: nobody can look for it again.
        now = {task.key: task.fingerprint for items in tasks.values() for task in items}
        outcome.lapsed = [
            Lapsed(check.id, check.document, why) for check, why in book.lapsed(self.ledger, now)
        ]
        return outcome

    def _known(
        self,
        paths: Sequence[Path],
        tasks: Mapping[str, Sequence[Task]],
        named: Mapping[Path, str],
    ) -> dict[Path, book.SeenFile]:
        """The files that an earlier run looked through wholly, and that are unchanged since."""
        by_hash = {(record.sha256, record.document): record for record in self.ledger.files}
        hashes = {record.sha256: record.document for record in self.ledger.files}
        found: dict[Path, book.SeenFile] = {}
        seen: set[str] = set()
        for path in paths:
            try:
                digest = library.sha256(path)
            except OSError:
                continue
            document = named.get(path, hashes.get(digest))
            record = by_hash.get((digest, document or ""))
            if record is None or document in seen:
                continue
            if all(self._current(task, digest) for task in tasks.get(record.document, ())):
                found[path] = record
                seen.add(record.document)
        return found

    def _current(self, task: Task, digest: str) -> bool:
        check = self.ledger.by_id.get(task.key)
        return (
            check is not None
            and check.sha256 == digest
            and check.statement == task.fingerprint
            and check.method == f"{book.METHOD}:{_anchor_digest(task)}"
        )

    def _look(
        self, copy: library.Copy, item: Read, revision: str, tasks: list[Task], again: bool
    ) -> list[Looked]:
        assert item.text is not None
        known = self.ledger.by_id
        fresh: list[Task] = []
        looked: list[Looked] = []
        for task in tasks:
            check = known.get(task.key)
            if check is not None and not again and self._current(task, item.sha256):
                looked.append(Looked(task, _remembered(check), copy.path.name, True))
            else:
                fresh.append(task)
        checks: list[book.Check] = []
        for task, finding in zip(fresh, look(item.text, fresh, self.reader), strict=True):
            looked.append(Looked(task, finding, copy.path.name))
            checks.append(self._check(copy, item, revision, task, finding))
        record = book.SeenFile(
            document=copy.document,
            file=copy.path.name,
            path=str(copy.path.resolve()),
            sha256=item.sha256,
            revision=revision,
            why=copy.why,
        )
        self.ledger = self.ledger.with_checks(checks, record)
        return looked

    def _check(
        self, copy: library.Copy, item: Read, revision: str, task: Task, finding: Finding
    ) -> book.Check:
        place = finding.passages[0] if finding.passages else None
        listed = finding.result == CANDIDATES
        return book.Check(
            id=task.key,
            document=copy.document,
            file=copy.path.name,
            sha256=item.sha256,
            revision=revision,
            result=finding.result,
            page=place.page if place and not listed else None,
            section=place.section if place and not listed else "",
            detail=finding.detail,
            candidates=tuple(passage.where for passage in finding.passages) if listed else (),
            by=self.by,
            date=self.today,
            method=f"{book.METHOD}:{_anchor_digest(task)}",
            statement=task.fingerprint,
        )

    # --- reading -------------------------------------------------------------------------------

    def _read(self, paths: Sequence[Path], outcome: Outcome) -> dict[Path, Read]:
        reads: dict[Path, Read] = {}
        for number, item in enumerate(self._all(paths)):
            self.tell(number, len(paths), f"read {item.path.name}")
            if item.problem:
                outcome.skipped.append((item.path, item.problem))
            else:
                reads[item.path] = item
        return reads

    def _all(self, paths: Sequence[Path]) -> Iterator[Read]:
        if self.jobs < 2 or len(paths) < 2:
            yield from map(read_file, paths)
            return
        crashed: list[Path] = []
        context = get_context("spawn")
        with ProcessPoolExecutor(min(self.jobs, len(paths)), mp_context=context) as pool:
            futures: list[tuple[Path, Future[Read]]] = [
                (path, pool.submit(read_file, path)) for path in paths
            ]
            for path, future in futures:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    crashed.append(path)
        # One file brought the pool down; each gets a process of its own to show which.
        for path in crashed:
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                try:
                    yield pool.submit(read_file, path).result()
                except BrokenProcessPool:
                    yield Read(path, problem="cannot be read; the reader crashed on it")


def _anchor_digest(task: Task) -> str:
    """Anchors and locator are no part of a statement's fingerprint, but of what is looked for."""
    import hashlib

    words = "\n".join([task.locator, *task.anchors])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _remembered(check: book.Check) -> Finding:
    from atmp_gap.verify.finding import Passage

    if check.candidates:
        passages = tuple(Passage(None, where, "") for where in check.candidates)
    elif check.page is not None or check.section:
        passages = (Passage(check.page, check.section, ""),)
    else:
        passages = ()
    return Finding(check.id, check.result, check.detail, passages)
