"""What ``atmp-gap verify`` records: what people saw and took back, results, the audit of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import output as out
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.verify.ledger import Ledger
    from atmp_gap.verify.ledger_file import LedgerError
    from atmp_gap.verify.sign import Testimony

_LONGEST = 2000
_PAUSE = 2.0
"""Seconds between two times that a run in progress writes the ledger."""


class Saving:
    """Merges what a run found into its ledger, to which others may add meanwhile."""

    def __init__(self, path: Path | None, before: Ledger) -> None:
        self.path, self.before = path, before
        self._last = 0.0

    def now_and_then(self, ledger: Ledger) -> None:
        """Save where the last time is a while ago: a run that is killed loses two seconds."""
        if time.monotonic() - self._last > _PAUSE:
            self.save(ledger)

    def save(self, ledger: Ledger) -> None:
        """Save what is new since the last time."""
        from atmp_gap.verify.ledger_file import LedgerError, update

        if self.path is None:
            return
        before = self.before
        try:
            update(self.path, lambda now: now.with_results(before, ledger))
        except LedgerError as error:
            raise not_written(error) from None
        except OSError as error:
            raise _not_read(self.path, error) from None
        self.before = ledger
        self._last = time.monotonic()


def check_words(**words: str) -> None:
    """Stop at words that a ledger cannot hold: names that are blank, too long, or unprintable."""
    for name, word in words.items():
        if name == "by" and not word.strip():
            raise Stop("a record needs a name", "add --by NAME")
        if len(word) > _LONGEST:
            raise Stop(f"--{name} is longer than {_LONGEST} characters", "say it shorter")
        if not word.isprintable():
            raise Stop(f"--{name} holds characters that cannot be printed", "leave them out")


def sign(
    book: Ledger, corpus: Corpus, names: tuple[str, ...], said: Testimony, path: Path
) -> ExitCode:
    """Record a person's word on statements; it is put into the ledger as that is by then."""
    from atmp_gap.verify.ledger_file import LedgerError, update
    from atmp_gap.verify.sign import SignError, put
    from atmp_gap.verify.sign import sign as signed_by

    check_words(**{f"anchor {number}": word for number, word in enumerate(said.anchors, 1)})
    try:
        word = signed_by(book, corpus, names, said)
        signed = update(path, lambda now: put(now, word, names), must=True)
    except SignError as error:
        raise Stop(str(error), error.hint) from None
    except LedgerError as error:
        raise not_written(error) from None
    except OSError as error:
        raise _not_read(path, error) from None
    verb = "recorded" if said.confirms else "disputed"
    out.warn(f"{verb} by {said.by} in {path}: {', '.join(names)}")
    for name in dict.fromkeys(names):
        for before in signed.by_id[name].earlier[-1:]:
            verb = "recorded" if before.verdict == "confirmed" else "disputed"
            out.warn(f"{name} was {verb} by {before.by} on {before.date}: kept; the newest counts")
    return ExitCode.DONE


def revoke(path: Path, names: tuple[str, ...], by: str | None, reason: str) -> ExitCode:
    """Take records back. They stay in the ledger, with who took them back and why."""
    from atmp_gap.verify.ledger_file import LedgerError, update
    from atmp_gap.verify.sign import SignError
    from atmp_gap.verify.sign import revoke as revoked

    if not reason.strip():
        raise Stop("a revocation needs a reason", "add --note TEXT")
    check_words(by=by or "", note=reason)
    try:
        update(path, lambda now: revoked(now, names, by or "", reason), must=True)
    except SignError as error:
        raise Stop(str(error), error.hint) from None
    except LedgerError as error:
        raise not_written(error) from None
    except OSError as error:
        raise _not_read(path, error) from None
    out.warn(f"revoked by {by} in {path}: {', '.join(names)}; the record is kept")
    return ExitCode.DONE


def audit(book: Ledger, path: Path) -> ExitCode:
    """Say where a ledger and its history do not agree."""
    from atmp_gap.report.audit import lines
    from atmp_gap.verify.history import audit as faults_of

    faults = faults_of(book)
    out.show("\n".join(lines(book, str(path), faults)) + "\n", None)
    return ExitCode.FOUND if faults else ExitCode.DONE


def _not_read(path: Path, error: OSError) -> Stop:
    why = error.strerror or type(error).__name__
    return Stop(f"cannot read the ledger {path}: {why}", None, ExitCode.INPUT)


def not_written(error: LedgerError) -> Stop:
    """The error for a ledger that cannot be written."""
    return Stop(
        f"cannot write the ledger {error.path}: {error.reason}", "name another with --ledger"
    )
