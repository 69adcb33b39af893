"""Read what a feed announces: Federal Register JSON, RSS and Atom.

A feed is written by others: one of more than so many bytes is refused, and so is XML that declares
a document type, because only there entities are defined, which can grow without end or name files.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from atmp_gap.verify.extract.plain import decode

MOST_BYTES = 20_000_000
MOST_ITEMS = 5_000
_TAG = re.compile(r"<[^>]{0,2000}>")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class FeedError(Exception):
    """A file that is no feed; the text says why."""


_BEGIN = 120
"""Characters of what is announced that stand for a title."""


@dataclass(frozen=True)
class FeedItem:
    """Something that was announced."""

    title: str
    url: str = ""
    day: str = ""
    """When, as YYYY-MM-DD; empty where it does not say."""
    summary: str = ""
    kind: str = ""
    """What the Federal Register calls it: Notice, Rule, Proposed Rule."""
    issuers: tuple[str, ...] = ()
    """Who issued it, as the feed names them."""


def read_feed(raw: bytes) -> list[FeedItem]:
    """What a feed announces, in its order; of what has no title, how it begins, or where it is.

    What says nothing at all is left out. Raises FeedError.
    """
    if len(raw) > MOST_BYTES:
        raise FeedError(f"is larger than a feed may be ({MOST_BYTES // 1_000_000} MB)")
    text = decode(raw).lstrip("\ufeff \t\r\n")
    items = _of_json(text) if text.startswith(("{", "[")) else _of_xml(text)
    titled = (replace(i, title=i.title or i.summary[:_BEGIN] or i.url) for i in items)
    found = [item for item in titled if item.title]
    if len(found) > MOST_ITEMS:
        raise FeedError(f"announces more than {MOST_ITEMS} things; ask for fewer")
    return found


def left_unread(raw: bytes) -> int:
    """How many things a feed that was read tells of that stand on further pages of it."""
    try:
        said = json.loads(decode(raw).lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError):
        return 0
    if not isinstance(said, dict) or not said.get("next_page_url"):
        return 0
    rows, count = said.get("results"), said.get("count")
    here = len(rows) if isinstance(rows, list) else 0
    return max(1, count - here) if isinstance(count, int) else 1


def _of_json(text: str) -> Iterator[FeedItem]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedError("is no JSON that can be read") from None
    rows = said.get("results") if isinstance(said, dict) else said
    if rows is None and isinstance(said, dict) and "document_number" in said:
        rows = [said]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FeedError("has no list of `results`, as the Federal Register gives")
    return (_notice(row) for row in rows)


def _notice(row: dict[str, Any]) -> FeedItem:
    def said(name: str) -> str:
        value = row.get(name)
        return _plain(value) if isinstance(value, str) else ""

    named = row.get("agencies")
    agencies = named if isinstance(named, list) else []
    names = [item.get("name") or item.get("raw_name") for item in agencies if type(item) is dict]
    return FeedItem(
        said("title"),
        said("html_url") or said("pdf_url"),
        _day(said("publication_date")),
        said("abstract"),
        said("type"),
        tuple(name for name in names if isinstance(name, str)),
    )


def _of_xml(text: str) -> Iterator[FeedItem]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise FeedError("declares a document type, which a feed does not need; not read")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise FeedError("is neither JSON nor XML that can be read") from None
    if _name(root) not in ("rss", "feed", "RDF"):
        raise FeedError("is XML, but neither RSS nor Atom")
    return (_entry(item) for item in root.iter() if _name(item) in ("item", "entry"))


def _name(element: Element) -> str:
    """The name of an element without its name space."""
    return element.tag.rpartition("}")[2]


def _entry(item: Element) -> FeedItem:
    texts: dict[str, str] = {}
    url = ""
    for child in item:
        name = _name(child)
        texts.setdefault(name, _plain("".join(child.itertext())))
        if name == "link" and child.get("rel", "alternate") == "alternate":
            url = url or (child.get("href") or child.text or "").strip()
    days = (texts.get(name, "") for name in ("pubDate", "date", "published", "updated"))
    return FeedItem(
        texts.get("title", ""),
        url,
        next((day for day in map(_day, days) if day), ""),
        texts.get("description") or texts.get("summary") or texts.get("content", ""),
    )


def _plain(text: str) -> str:
    """Text on one line, without the marks that feeds put into it."""
    bare = _TAG.sub(" ", html.unescape(text))
    return " ".join("".join(char if char.isprintable() else " " for char in bare).split())


def _day(said: str) -> str:
    found = _ISO.match(said)
    if found:
        return found[0]
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
