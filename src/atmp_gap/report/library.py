"""What became of texts that were fetched or added, and what is in the library, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from atmp_gap.library.add import Added
from atmp_gap.library.address import host_of
from atmp_gap.library.download import FailureKind
from atmp_gap.library.get import Outcome
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.index import FileFacts
from atmp_gap.library.wanted import WantedText, Way
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line

_BROWSER = "open it in a browser, save it, and say `atmp-gap library add FILE`"
WAYS: Mapping[Way, str] = {
    "file": "its file",
    "page": "its page",
    "bought": "is sold",
    "nowhere": "no address",
}
"""How a text is to be had."""
_FAILED: Mapping[str, str] = {
    "address": "may not be asked: {detail}",
    "redirects": "leads in a circle at {detail}",
    "refused": "{host} refuses programs ({detail}); that says nothing of the text: " + _BROWSER,
    "not-there": "nothing is at this address ({detail}); it may have moved",
    "server": "{host} fails ({detail}); try again later",
    "unreachable": "{host} cannot be reached ({detail})",
    "busy": "{host} asks to wait longer than this run does ({detail} s); try again later",
    "too-large": "is larger than is taken ({detail} bytes); " + _BROWSER,
    "too-slow": "comes too slowly (not done in {detail} s); " + _BROWSER,
    "cut-off": "broke off each time; say it again and it goes on where it was, or " + _BROWSER,
    "not-kept": "cannot be kept: {detail}",
}
_NOT_TAKEN: Mapping[str, str] = {
    "empty": "is empty",
    "truncated": "is a PDF that breaks off before its end; save it again",
    "error-page": "is an error page",
    "login-page": "is a page to log in",
    "challenge": "is a page that keeps programs out; " + _BROWSER,
    "page-about-it": "is the page about {detail}, not the text; save the file it links to",
    "other-document": "is {detail}, which was not asked for",
    "undecided": "{detail}; say which with --as DOCUMENT",
    "unknown": "is not recognised as a text of the register; where you know, say --as DOCUMENT",
    "unreadable": "{detail}",
    "climbs": "has a name that leads out of the archive; not looked into",
    "bomb": "unfolds to more than is taken; not looked into",
    "too-many": "holds too many files ({detail}); unpack it and add the folder",
    "locked": "needs a password; unpack it first",
    "damaged": "is damaged",
    "nested": "is an archive in an archive; unpack it first",
    "kind": "{detail}",
    "not-kept": "cannot be kept: {detail}",
}


def outcome_line(outcome: Outcome) -> str:
    """One text that was asked for: what became of it, and what to do."""
    name = outcome.document.id
    if outcome.became == "fetched":
        new = ""
        if outcome.replaces:
            new = f"; changed, before: {outcome.replaces}; see: atmp-gap library diff {name}"
        return one_line(
            f"{name}: fetched {outcome.file} (edition: {outcome.edition}; recognised by "
            f"{outcome.recognised}){new}"
        )
    if outcome.became == "there":
        return one_line(f"{name}: is there already, {outcome.file}")
    if outcome.became == "unchanged":
        return one_line(f"{name}: unchanged, {outcome.file}")
    if outcome.became == "bought":
        where = outcome.address or outcome.document.issuer
        return one_line(f"{name}: is sold, not public; where: {where}")
    if outcome.became == "nowhere":
        return one_line(f"{name}: no address is known; {outcome.document.title}")
    return one_line(f"{name}: {_why(outcome)}: {outcome.address}")


def _why(outcome: Outcome) -> str:
    host = host_of(outcome.address)
    if outcome.failure == "refused" and outcome.detail == "not-asked":
        return f"not asked, because {host} refused a program before; {_BROWSER}"
    if outcome.failure is not None:
        return failure_words(outcome.failure, outcome.detail, outcome.address)
    what = _NOT_TAKEN[outcome.not_taken or "unknown"].format(detail=outcome.detail)
    if outcome.not_taken == "unknown":
        what = "is not recognised as this document"
    return f"what came {what}"


def failure_words(kind: FailureKind, detail: str, address: str) -> str:
    """Why nothing came from an address."""
    return one_line(_FAILED[kind].format(detail=detail, host=host_of(address)))


def added_line(added: Added) -> str:
    """One file that was added, or why it was not."""
    if added.not_taken is not None:
        return one_line(f"{added.name}: {_NOT_TAKEN[added.not_taken].format(detail=added.detail)}")
    if added.there:
        return one_line(f"{added.name}: is {added.document}, there already as {added.file}")
    return one_line(
        f"{added.name}: is {added.document}, kept as {added.file} (edition: {added.edition}; "
        f"recognised by {added.recognised})"
    )


def wanted_sheet(wanted: Sequence[WantedText], held: Mapping[str, HeldCopy]) -> Sheet:
    """The texts of a question in the order of what they would settle, and how to get each."""
    rows = tuple(
        (
            text.document.id,
            text.document.title,
            str(len(text.rows)) if text.rows else "-",
            "yes" if text.document.id in held else "no",
            WAYS[text.way],
            text.address or "-",
        )
        for text in wanted
    )
    return Sheet(
        "Texts, those that settle most first",
        ("document", "title", "open rows", "there", "known", "where"),
        rows,
        (ways_line(wanted),),
        [
            {
                "document": text.document.id,
                "title": text.document.title,
                "rows": list(text.rows),
                "there": text.document.id in held,
                "way": text.way,
                "address": text.address,
            }
            for text in wanted
        ],
    )


def ways_line(wanted: Sequence[WantedText]) -> str:
    """How many of some texts have the address of a file, of a page alone, are sold, or neither."""
    counts = {way: sum(text.way == way for text in wanted) for way in WAYS}
    return (
        f"Of {len(wanted)} texts, the address of the file is known for {counts['file']}, that of a "
        f"page alone for {counts['page']}, {counts['bought']} are sold, and for "
        f"{counts['nowhere']} no address is known."
    )


def library_sheet(
    library: Library, helped: Mapping[str, Sequence[str]], wanted: Sequence[WantedText]
) -> Sheet:
    """What is in the library, what it can settle, and what is missing that would settle most."""
    rows = tuple(
        (
            copy.document,
            copy.facts.path.name,
            copy.edition or "not stated",
            copy.day or "-",
            _recognised(copy),
            _pages(copy),
            _settles(copy, helped),
        )
        for copy in library.copies
    )
    return Sheet(
        f"Your library: {library.folder}",
        ("document", "file", "edition", "of", "recognised by", "pages", "open rows it can settle"),
        rows,
        tuple(_notes(library, helped, wanted)),
        _data(library, helped, wanted),
    )


def _recognised(copy: HeldCopy) -> str:
    changed = "; the file was changed since it was written down" if copy.changed else ""
    return f"{copy.why or 'not said'}{changed}"


def _settles(copy: HeldCopy, helped: Mapping[str, Sequence[str]]) -> str:
    if not copy.newest:
        return "- (another copy counts)"
    return ", ".join(helped.get(copy.document, ())) or "-"


def _pages(copy: HeldCopy) -> str:
    facts = copy.facts
    parts = f"; not read: {', '.join(facts.unread_parts)}" if facts.unread_parts else ""
    return _counted(facts) + parts


def _counted(facts: FileFacts) -> str:
    if facts.pages is None and facts.unread_pages:
        return "one, without text"
    if facts.pages is None:
        return "no pages"
    if not facts.unread_pages:
        return str(facts.pages)
    named = ", ".join(map(str, facts.unread_pages[:8]))
    more = " ..." if len(facts.unread_pages) > 8 else ""
    return f"{facts.pages}, of which {len(facts.unread_pages)} without text: {named}{more}"


def _notes(
    library: Library, helped: Mapping[str, Sequence[str]], wanted: Sequence[WantedText]
) -> list[str]:
    held = library.newest
    rows = {row for name in held for row in helped.get(name, ())}
    every = {row for rows_of in helped.values() for row in rows_of}
    notes = [
        f"{len(held)} texts in {len(library.copies)} copies. They can settle, or help to settle, "
        f"{len(rows)} of the {len(every)} open rows for which a text is known."
    ]
    missing = [text for text in wanted if text.document.id not in held and text.rows]
    notes += [
        f"missing: {text.document.id} would help to settle {len(text.rows)} open rows; "
        f"{WAYS[text.way]}{': ' if text.address else ''}{text.address}"
        for text in missing[:5]
    ]
    if len(missing) > 5:
        notes.append(f"missing: {len(missing) - 5} more; `atmp-gap library list` names them")
    notes += [f"not recognised: {path}" for path in library.unknown]
    notes += [f"not decided: {item.name}: {item.why}" for item in library.undecided]
    notes += [f"not read: {item.path}: {item.why}" for item in library.unread]
    return [one_line(note) for note in notes]


def _data(
    library: Library, helped: Mapping[str, Sequence[str]], wanted: Sequence[WantedText]
) -> Any:
    return {
        "folder": str(library.folder),
        "copies": [
            {
                "document": copy.document,
                "file": copy.facts.path.name,
                "sha256": copy.facts.sha256,
                "edition": copy.edition,
                "day": copy.day,
                "recognised": copy.why,
                "changed": copy.changed,
                "newest": copy.newest,
                "pages": copy.facts.pages,
                "pages_without_text": list(copy.facts.unread_pages),
                "parts_not_read": list(copy.facts.unread_parts),
                "rows": list(helped.get(copy.document, ())) if copy.newest else [],
            }
            for copy in library.copies
        ],
        "missing": [
            {"document": text.document.id, "rows": list(text.rows), "way": text.way}
            for text in wanted
            if text.document.id not in library.newest
        ],
        "unknown": [str(path) for path in library.unknown],
        "undecided": [{"name": item.name, "why": item.why} for item in library.undecided],
        "unread": [{"file": str(item.path), "why": item.why} for item in library.unread],
    }
