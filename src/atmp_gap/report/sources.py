"""Statements and their documents: marks, addresses, and who cites what."""

from __future__ import annotations

import re

from atmp_gap.gap.result import CitedDocument, EntryResult, Result


def marks(entry: EntryResult) -> list[str]:
    """What is to be known about a statement at a glance: its force, grade, and reservations."""
    found = [entry.obligation, entry.reading.grade]
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
    locator = re.sub(r"\bArticles? (?=\d)", "Art. ", entry.locator)
    short = entry.document.short
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
