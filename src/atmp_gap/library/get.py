"""Fetch texts of the register into the library: the file where it is known, else by its page.

``Fetching(...).get(wanted)`` does it for one text after another and gives an ``Outcome`` for each.
It is the only thing in the whole package that asks another computer for anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.address import host_of
from atmp_gap.library.arrived import Arrival, Not, ending_of, look
from atmp_gap.library.download import (
    Downloader,
    FailureKind,
    NotFetchedError,
)
from atmp_gap.library.links import file_links
from atmp_gap.library.partial import Fetched, Known, forget
from atmp_gap.library.record import LibraryError, keep, same_copy
from atmp_gap.library.wanted import WantedText
from atmp_gap.model.document import Document
from atmp_gap.verify.library import CopyRecord, records

Became = Literal["fetched", "unchanged", "there", "bought", "nowhere", "failed", "not-taken"]
_MAY_LINK: frozenset[Not] = frozenset(
    {"page-about-it", "unknown", "undecided", "other-document", "unreadable"}
)
"""What a page may be that links to the text; an apology or a login leads nowhere."""


@dataclass(frozen=True)
class Outcome:
    """What became of one text that was asked for; the reasons as data."""

    document: Document
    became: Became
    address: str = ""
    file: str = ""
    edition: str = ""
    recognised: str = ""
    failure: FailureKind | None = None
    not_taken: Not | None = None
    detail: str = ""
    replaces: str = ""
    """The copy that was there before, where another edition came."""

    @property
    def missing(self) -> bool:
        """Whether the text was asked for and is not there."""
        return self.became not in ("fetched", "unchanged", "there")


class Fetching:
    """One run of ``library get`` into a folder that is held."""

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        downloader: Downloader,
        update: bool = False,
        tell: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.corpus, self.folder, self.downloader = corpus, folder, downloader
        self.update, self.tell = update, tell
        self.documents = list(corpus.documents.values())
        self.refusing: set[str] = set()
        """Hosts that refused a program in this run: they are not asked again."""

    def get(self, wanted: Sequence[WantedText]) -> Iterator[Outcome]:
        """Fetch some texts; what one of them meets does not keep the others from coming."""
        for text in wanted:
            self.tell(text.document.id)
            before = self._newest(text.document.id)
            outcome = self._one(text)
            if outcome.became == "fetched" and before is not None:
                outcome = replace(outcome, replaces=before.file)
            yield outcome

    def _one(self, text: WantedText) -> Outcome:
        document = text.document
        there = self._newest(document.id)
        if there is not None and not self.update:
            return Outcome(document, "there", there.address, there.file, there.edition)
        if text.way == "bought":
            return Outcome(document, "bought", document.url or "")
        if text.way == "nowhere":
            return Outcome(document, "nowhere")
        first = self._try(document, text.address, there, follow=True)
        page = document.url or ""
        if first.missing and page and page != text.address:
            second = self._try(document, page, there, follow=True)
            if not second.missing:
                return second
        return first

    def _newest(self, name: str) -> CopyRecord | None:
        held = [
            record
            for record, _ in records(self.folder, self.corpus.documents)
            if record.document == name
        ]
        return held[-1] if held else None

    def _try(
        self, document: Document, address: str, there: CopyRecord | None, follow: bool
    ) -> Outcome:
        """Ask one address, and where a page answers that is not the text, what it links to."""
        host = host_of(address)
        if host in self.refusing:
            return Outcome(document, "failed", address, failure="refused", detail="not-asked")
        known = Known()
        if there is not None and there.address == address:
            known = Known(there.etag, there.modified)
        try:
            fetched = self.downloader.fetch(address, known)
        except NotFetchedError as failure:
            if failure.kind == "refused":
                self.refusing.add(host)
            return Outcome(document, "failed", address, failure=failure.kind, detail=failure.detail)
        if fetched.path is None:
            file, edition = (there.file, there.edition) if there else ("", "")
            return Outcome(document, "unchanged", address, file, edition)
        try:
            return self._arrived(document, address, fetched, follow, there)
        finally:
            forget(fetched)

    def _arrived(
        self,
        document: Document,
        address: str,
        fetched: Fetched,
        follow: bool,
        there: CopyRecord | None,
    ) -> Outcome:
        assert fetched.path is not None
        ending = ending_of(fetched.path, fetched.content_type)
        path = fetched.path.rename(fetched.path.with_suffix(ending or ".part"))
        try:
            arrival = look(path, self.documents, document)
            if arrival.not_taken is None:
                return self._kept(document, address, fetched, path, ending, arrival)
            if arrival.not_taken == "challenge":
                self.refusing.add(host_of(fetched.address))
            outcome = Outcome(
                document,
                "not-taken",
                address,
                not_taken=arrival.not_taken,
                detail=arrival.detail,
            )
            if not follow or ending != ".html" or arrival.not_taken not in _MAY_LINK:
                return outcome
            page = path.read_text(encoding="utf-8", errors="replace")
        finally:
            path.unlink(missing_ok=True)
        for link in file_links(page, fetched.address, document.title):
            found = self._try(document, link, there, follow=False)
            if not found.missing or found.failure == "not-kept":
                return found
        return outcome

    def _kept(
        self,
        document: Document,
        address: str,
        fetched: Fetched,
        path: Path,
        ending: str,
        arrival: Arrival,
    ) -> Outcome:
        known = self.corpus.documents
        same = same_copy(self.folder, known, document.id, arrival.sha256, arrival.words)
        if same is not None:
            return Outcome(document, "unchanged", address, same.file, same.edition)
        record = CopyRecord(
            document=document.id,
            file="",
            sha256=arrival.sha256,
            text=arrival.words,
            day=datetime.date.today().isoformat(),
            edition=arrival.edition,
            recognised=arrival.why,
            address=address,
            etag=fetched.etag,
            modified=fetched.modified,
        )
        try:
            record = keep(self.folder, path, ending, record)
        except LibraryError as error:
            why = f"{error}; {error.hint}" if error.hint else str(error)
            return Outcome(document, "failed", address, failure="not-kept", detail=why)
        except OSError as error:
            why = error.strerror or type(error).__name__
            return Outcome(document, "failed", address, failure="not-kept", detail=why)
        return Outcome(document, "fetched", address, record.file, record.edition, record.recognised)
