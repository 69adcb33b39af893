"""What a run of verify found, in words: a listing for a screen, a sheet for the other formats.

All wording of verify's results is here and in `verification_words`; `verify.outcome` holds them
as records.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from atmp_gap.report.interface import Sheet
from atmp_gap.report.verification_words import detail, gap_words, gaps_of
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import wrap
from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.lookup import RESULTS, Result
from atmp_gap.verify.outcome import LookedUp, UsedCopy, VerifyOutcome

MEANINGS: dict[Result, str] = {
    "confirmed": "the anchors stand together in the cited section, beside the numbers",
    "partly": "some of it was found",
    "elsewhere": "found, but not in the cited section",
    "not-found": "no anchor stands in the file",
    "cannot-tell": "it may stand where the file could not be read",
    "candidates": "passages for a person to judge",
    "no-passage": "no passage is like it",
}
"""What each result means."""


def why_taken(used: UsedCopy) -> str:
    """Why a file was taken for its document."""
    return f"{used.copy.why}; unchanged since the last run" if used.unchanged else used.copy.why


_NAMED = 5
"""How many files that are not read for one reason are named."""


def counts(outcome: VerifyOutcome) -> str:
    """The results in one line."""
    counted = Counter(item.found.result for item in outcome.looked_up)
    said = ", ".join(f"{name} {counted[name]}" for name in RESULTS if counted[name])
    files = f"{len(outcome.copies)} file{'s' * (len(outcome.copies) != 1)}"
    return f"{len(outcome.looked_up)} statements in {files}: {said or 'none'}."


def unread(outcome: VerifyOutcome) -> list[str]:
    """Which files could not be read, and why not, in lines."""
    lines: list[str] = []
    alike: dict[tuple[str, str], list[UnreadFile]] = {}
    for item in outcome.unread:
        alike.setdefault((item.path.suffix.lower(), item.why), []).append(item)
    for (_, why), items in alike.items():
        if len(items) <= _NAMED:
            lines += [f"skipped {item.path}: {why}" for item in items]
        else:
            names = ", ".join(item.path.name for item in items[:_NAMED])
            more = len(items) - _NAMED
            lines.append(f"skipped {len(items)} files: each {why}: {names} and {more} more")
    return lines


def gaps(outcome: VerifyOutcome) -> list[str]:
    """Which pages and parts of the files gave no text, or damaged text, in lines."""
    return [f"{used.copy.path.name}: {line}" for used in outcome.copies for line in gaps_of(used)]


def left(outcome: VerifyOutcome, most: int | None = None) -> list[str]:
    """What was not looked at, and why, in lines; at most so many missing documents by name."""
    lines = unread(outcome)
    lines += [f"not decided: {item.name}: {item.why}" for item in outcome.undecided]
    for item in outcome.unknown:
        unseen = ", ".join(dict.fromkeys(gap_words(gap) for gap in item.gaps))
        lines.append(f"not recognised: {item.path}{': ' if unseen else ''}{unseen}")
    if outcome.missing:
        named = outcome.missing[:most]
        more = " ... (--format json names all)" if len(named) < len(outcome.missing) else ""
        lines.append(f"no copy of {len(outcome.missing)} documents: {', '.join(named)}{more}")
        if outcome.unread or any(item.gaps for item in outcome.unknown):
            lines.append("a copy may be among the files that could not be read")
    if outcome.undecided or outcome.unknown:
        lines.append("name such files in library.yaml: documents: {DOCUMENT-ID: file.pdf}")
    return lines


def lapsed(outcome: VerifyOutcome) -> list[str]:
    """Which files changed since the last run, and which records no longer hold, in lines."""
    lines: list[str] = []
    changed = {copy.document for copy in outcome.changed}
    for copy in outcome.changed:
        names = [item.key for item in outcome.lapsed if item.document == copy.document]
        tail = f"; {_gone(names)}" if names else ""
        lines.append(f"changed since the last run: {copy.file}{tail}")
    others: dict[str, list[str]] = {}
    for item in outcome.lapsed:
        if item.document not in changed:
            others.setdefault(item.why, []).append(item.key)
    return lines + [_gone(names, f" ({why})") for why, names in others.items()]


def _gone(names: list[str], why: str = "") -> str:
    one = len(names) == 1
    said = "1 record no longer holds" if one else f"{len(names)} records no longer hold"
    return f"{said}{why}: {', '.join(names)}; look again and record it"


def listing(outcome: VerifyOutcome, width: int, context: bool) -> str:
    """The run as text in ``width`` characters; passages of the texts only where ``context``."""
    lines: list[str] = ["Files", "====="]
    for used in outcome.copies:
        said = f"({why_taken(used)}; says: {used.revision})"
        lines += _wrapped(f"{used.copy.document}: {used.copy.path.name} {said}", width)
    told = [*gaps(outcome), *left(outcome, 8), *lapsed(outcome)]
    lines += [line for text in told for line in _wrapped(text, width)]
    lines += ["", "Statements", "=========="]
    for item in outcome.looked_up:
        lines += _item(item, width, context)
    lines += ["", *_wrapped(counts(outcome), width)]
    seen = {item.found.result for item in outcome.looked_up}
    for name in RESULTS:
        if name in seen:
            lines += _wrapped(f"{name}: {MEANINGS[name]}", width)
    recording = "atmp-gap verify --record ID --by NAME --ledger FILE"
    lines += _wrapped(
        f"Nobody has seen anything by this; to record what you saw: {recording}", width
    )
    return "\n".join(lines) + "\n"


def _item(item: LookedUp, width: int, context: bool) -> list[str]:
    found, lookup = item.found, item.lookup
    listed = found.result == "candidates"
    where = f", {found.passages[0].where}" if found.passages and not listed else ""
    lines = _wrapped(f"{lookup.key} ({lookup.grade}): {found.result} in {item.file}{where}", width)
    lines += _wrapped(detail(lookup, found, item.file), width, "    ") if found.reason else []
    if found.result != "confirmed":
        lines += _wrapped(f"statement: {lookup.statement}", width, "    ")
        lines += _wrapped(f"cited: {lookup.locator or 'the whole text'}", width, "    ")
    for number, passage in enumerate(found.passages, 1):
        if listed:
            lines += _wrapped(f"{number}. {passage.where}", width, "    ")
        if context and passage.context:
            lines += _wrapped(passage.context, width, "       ")
    return lines


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(one_line(text), max(20, width), indent, indent or "  ") or [""]


def sheet(outcome: VerifyOutcome) -> Sheet:
    """The run as a sheet, without any passage of the texts."""
    rows = tuple(
        (
            item.lookup.key,
            item.lookup.document,
            item.lookup.grade,
            item.found.result,
            "; ".join(passage.where for passage in item.found.passages),
            item.lookup.locator,
            detail(item.lookup, item.found, item.file),
            item.file,
        )
        for item in outcome.looked_up
    )
    columns = ("statement", "document", "grade", "result", "found", "cited", "detail", "file")
    notes = (counts(outcome), *gaps(outcome), *left(outcome), *lapsed(outcome))
    return Sheet("Statements held against your own copies", columns, rows, notes, _data(outcome))


def _data(outcome: VerifyOutcome) -> dict[str, Any]:
    """The run as the JSON format prints it."""
    return {
        "schema": "atmp-gap/verify/1",
        "files": [
            {
                "document": used.copy.document,
                "file": used.copy.path.name,
                "why": why_taken(used),
                "revision": used.revision,
                "unchanged": used.unchanged,
                "pages": used.pages,
                "unread": [_gap_data(gap) for gap in used.gaps],
            }
            for used in outcome.copies
        ],
        "skipped": [{"file": str(item.path), "why": item.why} for item in outcome.unread],
        "undecided": [{"name": item.name, "why": item.why} for item in outcome.undecided],
        "unrecognised": [str(item.path) for item in outcome.unknown],
        "missing": outcome.missing,
        "changed": [{"document": item.document, "file": item.file} for item in outcome.changed],
        "lapsed": [{"id": item.key, "why": item.why} for item in outcome.lapsed],
        "statements": [_statement(item) for item in outcome.looked_up],
    }


def _statement(item: LookedUp) -> dict[str, Any]:
    found, lookup = item.found, item.lookup
    return {
        "id": lookup.key,
        "document": lookup.document,
        "grade": lookup.grade,
        "result": found.result,
        "reason": found.reason,
        "about": list(found.about),
        "found": [{"page": place.page, "section": place.section} for place in found.passages],
        "cited": lookup.locator,
        "detail": detail(lookup, found, item.file),
        "unread": [_gap_data(gap) for gap in found.gaps],
        "file": item.file,
    }


def _gap_data(gap: Gap) -> dict[str, Any]:
    return {"what": gap.kind, "page": gap.page, "section": gap.section, "part": gap.part}
