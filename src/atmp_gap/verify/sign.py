"""A person's word on statements: recorded in the ledger beside what the machine found.

It is a record of review, no electronic signature; the files of the ledger call it `signed`.

``sign`` refuses what a person cannot have seen: a page the file does not have, words that do not
stand in it, a file or a statement that changed since it was looked up.
"""

from __future__ import annotations

import datetime
from collections.abc import MutableSet, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.verify import ledger as book
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract, page_count
from atmp_gap.verify.history import recorded
from atmp_gap.verify.lookup import Lookup
from atmp_gap.verify.lookups import lookups_of
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.workers import Stopped, Task, Workers


class SignError(Exception):
    """A signature that cannot be taken; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Testimony:
    """What a person says, and of which place."""

    by: str
    confirms: bool = True
    page: int | None = None
    section: str = ""
    passage: int | None = None
    note: str = ""
    anchors: tuple[str, ...] = ()


def sign(ledger: book.Ledger, corpus: Corpus, ids: Sequence[str], word: Testimony) -> book.Ledger:
    """The ledger with a person's word on some statements. Raises SignError and writes nothing.

    The word holds for the file that was looked into and for the statement as it reads today.
    An earlier signature is kept beside it; the newest decides.
    """
    lookups = {lookup.key: lookup for lookup in lookups_of(corpus)}
    files = {record.document: Path(record.path) for record in ledger.files}
    signed: list[book.StatementCheck] = []
    looked: set[Path] = set()
    for name in ids:
        lookup, check = lookups.get(name), ledger.by_id.get(name)
        if check is None:
            raise _not_looked_up(name, lookup, ledger)
        if lookup is None:
            raise SignError(f"{name} is gone from the requirements")
        if check.statement != lookup.fingerprint:
            raise SignError(
                f"{name} changed since it was looked for", "run atmp-gap verify --library DIR again"
            )
        page, section = _place(check, lookup, word)
        _check_file(check, files.get(check.document), word, looked)
        signed.append(
            check.with_signature(
                book.Signature(
                    by=word.by,
                    date=datetime.date.today().isoformat(),
                    verdict="confirmed" if word.confirms else "refuted",
                    page=page,
                    section=section,
                    note=word.note,
                    anchors=word.anchors,
                    sha256=check.sha256,
                    statement=lookup.fingerprint,
                )
            )
        )
    return ledger.with_checks(signed)


def put(now: book.Ledger, signed: book.Ledger, ids: Sequence[str]) -> book.Ledger:
    """The ledger as it is now with the signatures that ``sign`` gave, and their history.

    Raises SignError where somebody looked the statement up anew meanwhile, with another end.
    """
    for name in dict.fromkeys(ids):
        check, given = now.by_id.get(name), signed.by_id[name]
        word = given.signed
        if word is None or check is None or _seen(check) != _seen(given):
            raise SignError(
                f"{name} was looked for anew meanwhile", "look at it and record it again"
            )
        events = recorded(now.history, word.verdict, name, word, word.by, word.note)
        now = replace(now.with_checks([check.with_signature(word)]), history=events)
    return now


def revoke(now: book.Ledger, ids: Sequence[str], by: str, reason: str) -> book.Ledger:
    """The ledger with signatures revoked: kept beside the statements, but deciding nothing."""
    for name in dict.fromkeys(ids):
        check = now.by_id.get(name)
        if check is None:
            raise SignError(f"unknown statement {name!r}", did_you_mean(name, list(now.by_id)))
        if check.signed is None:
            raise SignError(f"nothing is recorded of {name}", "there is nothing to revoke")
        events = recorded(now.history, "revoked", name, check.signed, by, reason)
        now = replace(now.with_checks([check.without_signature()]), history=events)
    return now


def _seen(check: book.StatementCheck) -> tuple[object, ...]:
    return check.sha256, check.statement, check.result, check.page, check.section, check.passages


def _not_looked_up(name: str, lookup: Lookup | None, ledger: book.Ledger) -> SignError:
    if lookup is None:
        return SignError(f"unknown statement {name!r}", did_you_mean(name, list(ledger.by_id)))
    return SignError(
        f"{name} has not been looked for in any file",
        f"run atmp-gap verify --library DIR with a copy of {lookup.document}",
    )


def _place(check: book.StatementCheck, lookup: Lookup, word: Testimony) -> tuple[int | None, str]:
    """The page and section signed for: as said, else those of the passage or of the finding."""
    if word.page is not None or word.section:
        return word.page, word.section
    if word.passage is not None:
        if check.candidates:
            raise SignError(
                f"{check.id} was looked for by an earlier version",
                "run atmp-gap verify --library DIR again",
            )
        if not 1 <= word.passage <= len(check.passages):
            raise SignError(
                f"{check.id} has {len(check.passages)} candidate passages, not {word.passage}",
                "give --page and --section instead",
            )
        spot = check.passages[word.passage - 1]
        return spot.page, spot.section
    if word.confirms and check.result != "confirmed" and not lookup.absence:
        raise SignError(
            f"{check.id} is {check.result}: say where you saw it",
            "add --passage 1 (the candidate), or --page and --section",
        )
    return check.page, check.section


def _check_file(
    check: book.StatementCheck, path: Path | None, word: Testimony, looked: MutableSet[Path]
) -> None:
    """The file must be the one that was looked into, and hold the page and the anchors.

    ``looked`` keeps the files that hold them, so that each is read once for many statements.
    """
    if path is None or not path.is_file():
        if word.anchors or word.section or word.page is not None:
            place = f"page {word.page}" if word.page is not None else f"section {word.section}"
            what = "anchors" if word.anchors else place
            raise SignError(
                f"{check.file} is not at hand, so {what} cannot be looked up in it",
                "run atmp-gap verify --library DIR where the file is",
            )
        return
    if sha256(path) != check.sha256:
        raise SignError(
            f"{check.file} changed since {check.id} was looked for",
            "run atmp-gap verify --library DIR again",
        )
    if path in looked:
        return
    if word.page is not None or word.section or word.anchors:
        with Workers() as workers:
            [found] = workers.run([Task(_shown, (path, word.page, word.section, word.anchors))])
        if isinstance(found, Stopped):
            raise SignError(f"{check.file} {found.why}")
        if word.page is not None:
            _check_page(check.file, found.pages, word.page)
        if not found.section:
            raise SignError(
                f"{check.file} has no section {word.section!r} that could be found",
                "name it as its heading does, or give --page",
            )
        for anchor in found.missing:
            raise SignError(f"'{anchor}' does not stand {found.where}in {check.file}")
    looked.add(path)


@dataclass(frozen=True)
class _Shown:
    """What a file shows of a place that is named and of words that are to stand there."""

    pages: int | None
    section: bool = True
    missing: tuple[str, ...] = ()
    where: str = ""


def _shown(path: Path, page: int | None, section: str, anchors: Sequence[str]) -> _Shown | Stopped:
    """What a file shows of a person's word. Another process does this."""
    try:
        last = page_count(path)
        text = extract(path) if anchors or section else None
    except UnreadableError as error:
        return Stopped(str(error))
    if text is None:
        return _Shown(last)
    located = Outline(text).locate(section) if section else None
    if located is not None and located.checkable and not located.found:
        return _Shown(last, section=False)
    named = located is not None and located.found
    spans = located.spans if located is not None and located.found else ((0, len(text.full)),)
    where = f"in section {section} " if named else ""
    if page is not None and text.paged:
        # Sentences go on over the end of a page.
        where += f"on page {page} "

    def stands(anchor: str) -> bool:
        return any(
            any(low <= start < high for low, high in spans)
            and (page is None or not text.paged or page in (text.page(start), text.page(end - 1)))
            for start, end in text.find(anchor)
        )

    return _Shown(last, True, tuple(word for word in anchors if not stands(word)), where)


def _check_page(file: str, last: int | None, page: int) -> None:
    if last is None:
        raise SignError(
            f"{file} has no pages that could be counted", "give --section instead of --page"
        )
    if page > last:
        raise SignError(
            f"{file} has no page {page}: its last page is {last}",
            "pages are counted from 1, from the first page of the file",
        )
