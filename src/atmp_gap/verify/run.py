"""One run of verify over a library: read the files, tell what they are, look up every statement.

``Run(...).over(folders)`` does it all and gives a ``VerifyOutcome``; ``Run.ledger`` is the ledger
with what was found.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.verify import earlier, library
from atmp_gap.verify import ledger as book
from atmp_gap.verify.gaps import WHOLE, Gap
from atmp_gap.verify.identify import Undecided, identify, revision_of
from atmp_gap.verify.library import Copy, UnreadFile
from atmp_gap.verify.look import look_up
from atmp_gap.verify.lookup import Lookup, LookupResult
from atmp_gap.verify.lookups import lookups_of
from atmp_gap.verify.needs import reader_of
from atmp_gap.verify.outcome import (
    ChangedCopy,
    LapsedSignature,
    LookedUp,
    UnknownFile,
    UsedCopy,
    VerifyOutcome,
    untold,
)
from atmp_gap.verify.reading import ReadFile, Reading
from atmp_gap.verify.text import DocumentText
from atmp_gap.verify.workers import Limits, Stopped, Task


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
        limits: Limits | None = None,
    ) -> None:
        self.corpus, self.ledger, self.by, self.jobs = corpus, ledger, by, jobs
        self.tell, self.save, self.limits = tell, save, limits
        self.today = datetime.date.today().isoformat()
        self.reader = reader_of(corpus)

    def over(
        self,
        folders: Sequence[Path],
        documents: Sequence[str] = (),
        again: bool = False,
        besides: Sequence[Path] = (),
    ) -> VerifyOutcome:
        """Verify against the files of some folders. Raises InvalidCorpusError for library.yaml.

        ``documents`` limits what is looked for; ``again`` looks anew at what is known already;
        ``besides`` names files in the folders that are no copies, such as the ledger.
        """
        with Reading(self.jobs, self.limits) as self._reading:
            outcome = VerifyOutcome()
            lookups: dict[str, list[Lookup]] = {}
            for lookup in lookups_of(self.corpus):
                if not documents or lookup.document in documents:
                    lookups.setdefault(lookup.document, []).append(lookup)
            named = library.named(folders, self.corpus.documents)
            editions = [
                path
                for folder in folders
                for _, path in library.records(folder, self.corpus.documents)
            ]
            files = library.files_in(folders, [*besides, *editions])
            outcome.unread += files.others
            by_text = _not_named(files.readable, named)
            if not again:
                known = self._take_over(outcome, lookups, named, by_text)
                named = [copy for copy in named if copy.path not in known]
                by_text = [path for path in by_text if path not in known]
            reads = self._read(list(dict.fromkeys([*(c.path for c in named), *by_text])), outcome)
            fresh = self._copies(named, by_text, reads, outcome)
            self._cannot_tell(named, reads, lookups, outcome)
            held = {used.copy.document for used in outcome.copies}
            held |= {item.lookup.document for item in outcome.looked_up}
            doubtful = {item.name for item in outcome.undecided}
            outcome.missing = [name for name in lookups if name not in held | doubtful]
            self._look_up_all(fresh, reads, lookups, outcome, again)
            # A statement that is gone is not among the lookups: nobody can look for it again.
            now = {lookup.key: lookup.fingerprint for items in lookups.values() for lookup in items}
            outcome.lapsed = [
                LapsedSignature(check.id, check.document, why)
                for check, why in book.lapsed(self.ledger, now)
            ]
            valid = now.keys() - {item.key for item in outcome.lapsed}
            outcome.refuted = [
                check.id
                for check in self.ledger.checks
                if check.signed and check.signed.verdict == "refuted" and check.id in valid
            ]
            return outcome

    def _take_over(
        self,
        outcome: VerifyOutcome,
        lookups: Mapping[str, Sequence[Lookup]],
        named: Sequence[Copy],
        by_text: Sequence[Path],
    ) -> set[Path]:
        """Take over what an earlier run found in files unchanged since; gives those files."""
        documents = {copy.path: copy.document for copy in named}
        known = earlier.known_files(
            self.ledger, list(dict.fromkeys([*documents, *by_text])), lookups, documents
        )
        for path, record in known.items():
            copy = Copy(record.document, path, record.why)
            outcome.copies.append(
                UsedCopy(copy, record.revision, record.gaps, record.pages, unchanged=True)
            )
            outcome.looked_up += [
                LookedUp(lookup, earlier.remembered(self.ledger.by_id[lookup.key]), path.name)
                for lookup in lookups.get(record.document, ())
            ]
        return set(known)

    def _read(self, paths: Sequence[Path], outcome: VerifyOutcome) -> dict[Path, ReadFile]:
        reads: dict[Path, ReadFile] = {}
        for number, item in enumerate(self._reading.all(paths)):
            self.tell(number, len(paths), f"read {item.path.name}")
            if isinstance(item, UnreadFile):
                outcome.unread.append(item)
            else:
                reads[item.path] = item
        return reads

    def _copies(
        self,
        named: Sequence[Copy],
        by_text: Sequence[Path],
        reads: Mapping[Path, ReadFile],
        outcome: VerifyOutcome,
    ) -> list[UsedCopy]:
        """The files that were read, each as the document it is; what cannot be told is noted."""
        told = {copy.document for copy in named}
        identified = identify(
            {path: reads[path].text.head for path in by_text if path in reads},
            [item for item in self.corpus.documents.values() if item.id not in told],
            {path: item.sha256 for path, item in reads.items()},
        )
        outcome.undecided += identified.undecided
        outcome.unknown += [
            UnknownFile(path, _unseen_beginning(reads[path].text)) for path in identified.unknown
        ]
        taken = {used.copy.document for used in outcome.copies}
        fresh: list[UsedCopy] = []
        for copy in (*named, *identified.copies):
            if copy.path not in reads:
                continue
            if copy.document in taken:
                why = f"{copy.path.name} looks like it too"
                outcome.undecided.append(Undecided(copy.document, why))
                continue
            text = reads[copy.path].text
            pages = len(text.starts) if text.paged else None
            gaps = tuple(gap.placed("") for gap in text.gaps)
            fresh.append(UsedCopy(copy, revision_of(text.head), tuple(dict.fromkeys(gaps)), pages))
        outcome.copies += fresh
        return fresh

    def _cannot_tell(
        self,
        named: Sequence[Copy],
        reads: Mapping[Path, ReadFile],
        lookups: Mapping[str, Sequence[Lookup]],
        outcome: VerifyOutcome,
    ) -> None:
        """Say of the statements on a document whose file could not be read that it cannot be told.

        The ledger does not learn of it: another day the file may be read.
        """
        whys = {item.path: item.why for item in outcome.unread}
        for copy in named:
            if copy.path in reads:
                continue
            found = untold(copy, lookups.get(copy.document, ()), whys.get(copy.path, ""))
            outcome.looked_up += found

    def _look_up_all(
        self,
        fresh: Sequence[UsedCopy],
        reads: Mapping[Path, ReadFile],
        lookups: Mapping[str, Sequence[Lookup]],
        outcome: VerifyOutcome,
        again: bool,
    ) -> None:
        before = {record.document: record.sha256 for record in self.ledger.files}
        wanted = [used for used in fresh if used.copy.document in lookups]
        anew = [
            [
                lookup
                for lookup in lookups[used.copy.document]
                if again
                or not earlier.is_current(self.ledger, lookup, reads[used.copy.path].sha256)
            ]
            for used in wanted
        ]
        tasks = [
            Task(look_up, (reads[used.copy.path].text, asked, self.reader))
            for used, asked in zip(wanted, anew, strict=True)
        ]
        for number, (used, asked, found) in enumerate(
            zip(wanted, anew, self._reading.run(tasks), strict=True)
        ):
            copy, file = used.copy, reads[used.copy.path]
            self.tell(number, len(wanted), f"looked into {copy.path.name}")
            if isinstance(found, Stopped):
                outcome.copies.remove(used)
                outcome.unread.append(UnreadFile(copy.path, found.why))
                outcome.looked_up += untold(copy, lookups[copy.document], found.why)
                continue
            if before.get(copy.document, file.sha256) != file.sha256:
                outcome.changed.append(ChangedCopy(copy.document, copy.path.name))
            outcome.looked_up += self._note(used, file, lookups[copy.document], asked, found)
            self.save(self.ledger)

    def _note(
        self,
        used: UsedCopy,
        file: ReadFile,
        lookups: Sequence[Lookup],
        asked: Sequence[Lookup],
        found: Sequence[LookupResult],
    ) -> list[LookedUp]:
        """What became of the statements on one document; the ledger takes in what is new."""
        ledger, name = self.ledger, used.copy.path.name
        anew = {lookup.key for lookup in asked}
        looked_up = [
            LookedUp(lookup, earlier.remembered(ledger.by_id[lookup.key]), name)
            for lookup in lookups
            if lookup.key not in anew
        ]
        looked_up += [LookedUp(one, what, name) for one, what in zip(asked, found, strict=True)]
        checks = [
            self._check(used, file, lookup, what) for lookup, what in zip(asked, found, strict=True)
        ]
        record = book.SeenFile(
            document=used.copy.document,
            file=name,
            path=str(used.copy.path.resolve()),
            sha256=file.sha256,
            revision=used.revision,
            why=used.copy.why,
            pages=used.pages,
            gaps=used.gaps,
        )
        self.ledger = ledger.with_checks(checks, record)
        return looked_up

    def _check(
        self, used: UsedCopy, file: ReadFile, lookup: Lookup, found: LookupResult
    ) -> book.StatementCheck:
        listed = found.result == "candidates"
        place = found.passages[0] if found.passages and not listed else None
        spots = [book.Spot(passage.page, passage.section) for passage in found.passages]
        return book.StatementCheck(
            id=lookup.key,
            document=used.copy.document,
            file=used.copy.path.name,
            sha256=file.sha256,
            revision=used.revision,
            result=found.result,
            reason=found.reason,
            about=found.about,
            page=place.page if place else None,
            section=place.section if place else "",
            passages=tuple(spots) if listed else (),
            gaps=found.gaps,
            by=self.by,
            date=self.today,
            method=earlier.method_of(lookup),
            statement=lookup.fingerprint,
        )


def _unseen_beginning(text: DocumentText) -> tuple[Gap, ...]:
    """What of the first pages could not be read, where a title stands."""
    return tuple(gap for gap in text.gaps if gap.kind in WHOLE and (gap.page or 1) <= 2)


def _not_named(paths: Iterable[Path], named: Iterable[Copy]) -> list[Path]:
    """The files that library.yaml does not name: what they are is told by their text."""
    chosen = {copy.path.resolve() for copy in named}
    return [path for path in paths if path.resolve() not in chosen]
