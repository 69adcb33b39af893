"""A page as a reader of a format gives it, before it is joined to the others."""

from __future__ import annotations

from dataclasses import dataclass

PICTURE = "\ufffc"
"""Stands in a text where the file shows a picture that may hold words."""


@dataclass(frozen=True)
class RawPage:
    """A page's text and what else is on it; formats without pages give one for the whole file."""

    text: str
    pictures: float = 0.0
    """The share of the page that pictures cover."""
    drawn: bool = False
    """Whether much is drawn on it, as where letters are drawn and not written."""
    blank: bool = False
    """Whether the format shows that nothing is on it, so that no text is missing."""
    failed: bool = False
    """Whether its text could not be read although the rest of the file could."""


@dataclass(frozen=True)
class RawFile:
    """What a reader of a format gives: pages, and the names of parts that it does not read."""

    pages: list[RawPage]
    parts: tuple[str, ...] = ()
    paged: bool = False


def plain_file(text: str, parts: tuple[str, ...] = ()) -> RawFile:
    """A file of a format without pages."""
    return RawFile([RawPage(text)], parts)
