"""A person's word on statements: recorded in the ledger beside what the machine found."""

from __future__ import annotations

import datetime
from collections.abc import MutableSet, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.verify import ledger as book
from atmp_gap.verify.finding import CONFIRMED
from atmp_gap.verify.library import sha256
from atmp_gap.verify.tasks import tasks_of
from atmp_gap.verify.text import MissingExtraError, UnreadableError, extract, page_count


class SignError(Exception):
    """A signature that cannot be taken; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Word:
    """What a person says, and of which place."""

    by: str
    confirms: bool = True
    page: int | None = None
    section: str = ""
    passage: int | None = None
    note: str = ""
    anchors: tuple[str, ...] = ()


def sign(ledger: book.Ledger, corpus: Corpus, ids: Sequence[str], word: Word) -> book.Ledger:
    """The ledger with a person's word on some statements. Raises SignError and writes nothing.

    The word holds for the file that was looked into and for the statement as it reads today.
    An earlier signature is kept beside it; the newest decides.
    """
    tasks = {task.key: task for task in tasks_of(corpus)}
    files = {record.document: record for record in ledger.files}
    signed: list[book.Check] = []
    looked: set[Path] = set()
    for name in ids:
        check = ledger.by_id.get(name)
        if check is None:
            if name in tasks:
                raise SignError(
                    f"{name} has not been looked for in any file",
                    f"run atmp-gap verify --library DIR with a copy of {tasks[name].document}",
                )
            raise SignError(f"unknown statement {name!r}", did_you_mean(name, list(ledger.by_id)))
        if name not in tasks:
            raise SignError(f"{name} is gone from the requirements")
        if check.statement != tasks[name].fingerprint:
            raise SignError(
                f"{name} changed since it was looked for", "run atmp-gap verify --library DIR again"
            )
        page, section = _place(check, word)
        path = Path(files[check.document].path) if check.document in files else None
        _check_file(check, path, word, looked)
        signed.append(
            check.with_sign(
                book.Sign(
                    by=word.by,
                    date=datetime.date.today().isoformat(),
                    verdict="confirmed" if word.confirms else "refuted",
                    page=page,
                    section=section,
                    note=word.note,
                    anchors=word.anchors,
                    sha256=check.sha256,
                    statement=tasks[name].fingerprint,
                )
            )
        )
    return ledger.with_checks(signed)


def _place(check: book.Check, word: Word) -> tuple[int | None, str]:
    """The page and section signed for: as said, else those of the passage or of the finding."""
    if word.page is not None or word.section:
        return word.page, word.section
    if word.passage is not None:
        if not 1 <= word.passage <= len(check.candidates):
            raise SignError(
                f"{check.id} has {len(check.candidates)} candidate passages, not {word.passage}",
                "give --page and --section instead",
            )
        where = check.candidates[word.passage - 1]
        head, _, tail = where.partition(", ")
        if head.startswith("p. "):
            return int(head[3:]), tail
        return None, "" if where == "no page" else where
    if word.confirms and check.result != CONFIRMED and not check.id.startswith("absence "):
        raise SignError(
            f"{check.id} is {check.result}: say where you saw it",
            "add --passage 1 (the candidate), or --page and --section",
        )
    return check.page, check.section


def _check_file(check: book.Check, path: Path | None, word: Word, looked: MutableSet[Path]) -> None:
    """The file must be the one that was looked into, and hold the page and the anchors.

    ``looked`` keeps the files that hold them, so that each is read once for many statements.
    """
    if path is None or not path.is_file():
        if word.anchors or word.page is not None:
            what = "anchors" if word.anchors else f"page {word.page}"
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
    try:
        if word.page is not None:
            _check_page(check.file, page_count(path), word.page)
        text = extract(path) if word.anchors else None
    except UnreadableError as error:
        raise SignError(f"{check.file} {error}") from None
    except MissingExtraError as error:
        raise SignError("reading PDF needs pypdf", str(error)) from None
    for anchor in word.anchors:
        if text is not None and not text.find(anchor):
            raise SignError(f"'{anchor}' does not stand in {check.file}")
    looked.add(path)


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
