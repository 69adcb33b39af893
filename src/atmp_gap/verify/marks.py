"""What a ledger says beside a statement in reports: who signed it, and whether that holds."""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import CheckMark
from atmp_gap.verify import ledger as book
from atmp_gap.verify.lookups import fingerprints


def marks(ledger: book.Ledger, corpus: Corpus) -> Mapping[str, CheckMark]:
    """Per requirement what its line says, and whether a person's signature stands today."""
    now = fingerprints(corpus)
    hashes = book.present_hashes(ledger)
    return {
        check.id: mark(check, book.doubt_of(check, now, hashes))
        for check in ledger.checks
        if check.id in corpus.requirements
    }


def mark(check: book.StatementCheck, doubt: str | None) -> CheckMark:
    """The line of one check: signed, disputed, stale, or only found by the machine."""
    signed = check.signed
    page = signed.page if signed else check.page
    where = check.file + (f", p. {page}" if page is not None else "")
    if signed is None:
        said = "found" if check.result == "confirmed" else f"looked for ({check.result})"
        line = f"{said} in {where} on {check.date}, seen by nobody"
    elif signed.verdict == "confirmed":
        line = f"by {signed.by} on {signed.date} ({where})"
    else:
        line = f"disputed by {signed.by} on {signed.date} ({where})"
    if doubt:
        line += f"; stale: {doubt}"
    stands = signed is not None and signed.verdict == "confirmed" and doubt is None
    return CheckMark((line,), stands)
