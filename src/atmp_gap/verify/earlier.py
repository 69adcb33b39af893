"""What an earlier run knows already: the files it looked through, and what it found in them.

A check of the ledger is taken over while the file's bytes, the statement, its anchors and locator
and the way of matching are the same; anything else is looked up anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from atmp_gap.verify.digest import sha256
from atmp_gap.verify.ledger import METHOD, Ledger, SeenFile, StatementCheck
from atmp_gap.verify.lookup import Lookup, LookupResult, Passage, Reason, Result


def method_of(lookup: Lookup) -> str:
    """How a statement is looked up; its anchors and locator are no part of its fingerprint."""
    words = "\n".join([lookup.locator, *lookup.anchors])
    return f"{METHOD}:{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def is_current(ledger: Ledger, lookup: Lookup, digest: str) -> bool:
    """Whether a statement was looked up in these very bytes, in the way of today."""
    check = ledger.by_id.get(lookup.key)
    return (
        check is not None
        and check.sha256 == digest
        and check.statement == lookup.fingerprint
        and check.method == method_of(lookup)
    )


def known_files(
    ledger: Ledger,
    paths: Sequence[Path],
    lookups: Mapping[str, Sequence[Lookup]],
    named: Mapping[Path, str],
) -> dict[Path, SeenFile]:
    """The files that an earlier run looked through wholly, and that are unchanged since.

    ``named`` gives the document of each file that library.yaml names.
    """
    by_hash = {(record.sha256, record.document): record for record in ledger.files}
    hashes = {record.sha256: record.document for record in ledger.files}
    found: dict[Path, SeenFile] = {}
    seen: set[str] = set()
    for path in paths:
        try:
            digest = sha256(path)
        except OSError:
            continue
        document = named.get(path, hashes.get(digest))
        record = by_hash.get((digest, document or ""))
        if record is None or document in seen:
            continue
        if all(is_current(ledger, lookup, digest) for lookup in lookups.get(record.document, ())):
            found[path] = record
            seen.add(record.document)
    return found


def remembered(check: StatementCheck) -> LookupResult:
    """What the ledger says was found."""
    if check.passages:
        passages = tuple(Passage(spot.page, spot.section) for spot in check.passages)
    elif check.page is not None or check.section:
        passages = (Passage(check.page, check.section),)
    else:
        passages = ()
    # The method tells that these words are ours.
    result, reason = cast(Result, check.result), cast(Reason, check.reason)
    return LookupResult(check.id, result, reason, check.about, passages, check.gaps)
