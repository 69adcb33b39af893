"""Statements and their documents: marks, addresses, and who cites what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from atmp_gap.gap.case import CitedDocument
from atmp_gap.gap.result import EntryResult, Result
from atmp_gap.model.review import ReviewAct, ReviewMark


def marks(entry: EntryResult) -> list[str]:
    """What is to be known about a statement at a glance: its force, grade, and reservations."""
    found = [entry.obligation, entry.reading.grade]
    if entry.review is not None:
        found.append(seen(entry))
    if entry.document.status != "final":
        found.append(entry.document.status)
    for name, told in (
        ("convention", entry.standing == "convention"),
        ("general principle", entry.general),
        ("by analogy", entry.by_analogy),
    ):
        if told:
            found.append(name)
    return found


_ACTS: Mapping[ReviewAct, str] = {
    "looked-at": "seen by",
    "reviewed": "reviewed by",
    "disputed": "disputed by",
    "refuted": "refuted by",
    "revoked": "taken back by",
}


def seen(entry: EntryResult) -> str:
    """What people's reviews of a statement come to today, in a word or two; empty where nothing."""
    if entry.review is None:
        return ""
    stand = [mark for mark in entry.reviews if mark.stands]
    acts = (entry.review,) if entry.review in ("disputed", "refuted") else ("looked-at", "reviewed")
    told = [f"{_ACTS[mark.act]} {mark.by}" for mark in stand if mark.act in acts]
    return ", ".join(dict.fromkeys(told)) or entry.review


def checked(entry: EntryResult) -> list[str]:
    """All that people said of a statement after a look into a copy, oldest first."""
    return [*entry.checked, *(_review(mark) for mark in entry.reviews)]


def _review(mark: ReviewMark) -> str:
    at = f"p. {mark.page}" if mark.page is not None else ""
    where = ", ".join(filter(None, (at, mark.section and f"section {mark.section}")))
    line = f"{_ACTS[mark.act]} {mark.by} on {mark.at[:10]}{f' ({where})' if where else ''}"
    if mark.reason:
        line += f": {mark.reason}"
    if mark.act != "revoked" and mark.taken_back:
        line += " (no longer counts: taken back, or said otherwise since)"
    elif mark.act != "revoked" and not mark.current:
        line += " (no longer counts: the statement changed since)"
    return line


def web(entry: EntryResult) -> str | None:
    """The address of an entry's document, where it is a plain web address."""
    return plain_address(entry.document.url)


def place(entry: EntryResult) -> str:
    """Where a statement stands, and in which edition or language it was read there."""
    edition = entry.reading.edition
    return f"{entry.locator} [read in: {edition}]" if edition else entry.locator


def cite(entry: EntryResult) -> str:
    """Short citation and place in a line, as the field writes them: ``21 CFR 601.12(b)(1)-(2)``.

    For the narrow column beside an answer. The place is whole, however long it is.
    """
    return cite_at(entry.document.short, entry.locator)


def cite_at(short: str, locator: str) -> str:
    """A short citation and a place in it in a line."""
    locator = re.sub(r"\bArticles? (?=\d)", "Art. ", locator)
    return f"{short}{locator}" if locator.startswith("(") else f"{short}, {locator}"


def plain_address(url: str | None) -> str | None:
    """A web address without anything that could mean something else where it is put, or None."""
    if url and url.startswith(("https://", "http://")):
        return url if url.isascii() and not set(url) & set(" <>()\"'`|\\\t\n\r") else None
    return None


def cited(result: Result) -> list[tuple[CitedDocument, list[str]]]:
    """The documents that the entries of a result cite, by id, each with those entries' ids."""
    found: dict[str, tuple[CitedDocument, dict[str, None]]] = {}
    for row in result.rows:
        for entry in row.entries:
            name = entry.document.id
            found.setdefault(name, (entry.document, {}))
            found[name][1][entry.id] = None
    return [(document, list(ids)) for _, (document, ids) in sorted(found.items())]
