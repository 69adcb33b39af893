"""What a feed announces, held against the register: what is new to it, and a draft entry of that.

An item is of a document of the register where it links to it, or names its number or its title. A
match says only that somebody should look: a notice names many texts that it does not change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.feed import FeedItem
from atmp_gap.model.base import first_day
from atmp_gap.model.document import Document
from atmp_gap.verify.candidates import COMMON

_WORD = re.compile(r"[^\W_]+")
_HOSTS = {"ema.europa.eu": "EMA", "ich.org": "ICH", "fda.gov": "FDA", "ec.europa.eu": "EC"}
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Announced:
    """An item of a feed, the documents it is of or names, and those it is younger than."""

    item: FeedItem
    documents: tuple[str, ...] = ()
    younger_than: tuple[str, ...] = ()
    """Those of them that the register knows from an earlier day: they may have a new edition."""
    draft: str = ""
    """A draft of a register entry, in YAML, where no document of the register is named."""

    @property
    def new(self) -> bool:
        """Whether somebody should look: it is unregistered, or younger than what is known."""
        return not self.documents or bool(self.younger_than)


def hold_against(corpus: Corpus, items: Sequence[FeedItem]) -> list[Announced]:
    """Each item with what it is by the register; the same thing announced twice stands once."""
    known = [_Signs(document) for document in corpus.documents.values()]
    taken = {name.casefold() for name in corpus.documents}
    found: list[Announced] = []
    for item in dict.fromkeys(items):
        text = f" {_flat(f'{item.title} {item.summary}')} "
        names = tuple(signs.document.id for signs in known if signs.fit(item, text))
        if names:
            younger = tuple(n for n in names if _younger(item.day, corpus.documents[n]))
            found.append(Announced(item, names, younger))
            continue
        found.append(Announced(item, draft=_draft(corpus, item, taken)))
    return found


class _Signs:
    """What tells that an item is of a document: its addresses, its number, its title."""

    def __init__(self, document: Document) -> None:
        self.document = document
        urls = [document.url, document.file.url if document.file else None]
        self.addresses = {_address(url) for url in urls if url}
        reference = _flat(document.reference or "")
        self.reference = reference if len(reference) > 5 and re.search(r"\d", reference) else ""
        title = _flat(_IN_BRACKETS.sub(" ", document.title))
        telling = [word for word in title.split() if word not in COMMON]
        self.title = title if len(telling) > 2 else ""

    def fit(self, item: FeedItem, text: str) -> bool:
        if item.url and _address(item.url) in self.addresses:
            return True
        return any(sign and f" {sign} " in text for sign in (self.reference, self.title))


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _address(url: str) -> str:
    """An address without what does not tell pages apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query and not parts.query.startswith("utm_") else ""
    return f"{host}{parts.path.rstrip('/')}{query}".lower()


def _younger(day: str, document: Document) -> bool:
    """Whether an item is younger than all that the register knows of a document."""
    days = [first_day(d) for d in (document.published, document.effective) if d]
    return bool(day) and (not days or day > max(days))


def _draft(corpus: Corpus, item: FeedItem, taken: set[str]) -> str:
    """A register entry as far as the feed tells it; what a person has to look up says TODO."""
    title = item.title.split("; ")[0]
    issuer = _issuer(corpus, item)
    name = _free(f"{issuer or 'TODO'}-{_short(title)}", item.day[:4], taken)
    kind, status = _kind(item)
    lines = [
        f"- id: {name}",
        f"  title: {_quoted(title)}",
        f"  issuer: {issuer or 'TODO'}",
        *([f"  url: {_quoted(item.url)}"] if item.url else []),
        f"  kind: {kind}",
        f"  status: {status}",
        *([f"  published: {item.day}"] if item.day else []),
        "  sections_read: none",
        "  note: >-",
        "    TODO: drafted from a feed; look up title, number, kind, status and day in the text.",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML takes it, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def _short(title: str) -> str:
    telling = [word for word in _WORD.findall(title) if word.lower() not in COMMON]
    ascii_only = [word for word in telling if word.isascii()]
    return "-".join(word.upper() for word in ascii_only[:5]) or "TEXT"


def _free(stem: str, year: str, taken: set[str]) -> str:
    name = f"{stem}-{year}" if year else stem
    number = 2
    free = name
    while free.casefold() in taken:
        free = f"{name}-{number}"
        number += 1
    taken.add(free.casefold())
    return free


def _issuer(corpus: Corpus, item: FeedItem) -> str:
    """Who issued it, by the feed's words or by the host; empty where neither tells."""
    if any("food and drug" in name.lower() for name in item.issuers):
        return "FDA"
    issuers: Collection[str] = {document.issuer for document in corpus.documents.values()}
    host = f".{_address(item.url).partition('/')[0]}"
    return next((n for end, n in _HOSTS.items() if host.endswith(f".{end}") and n in issuers), "")


def _kind(item: FeedItem) -> tuple[str, str]:
    """What it seems to be, and whether it is a draft."""
    text = f"{item.title} {item.summary}".lower()
    draft = re.search(r"\bdraft\b|\bstep 2\b|public consultation", text) is not None
    if item.kind in ("Rule", "Proposed Rule"):
        return "regulation", "proposed" if item.kind == "Proposed Rule" else "final"
    for words, kind in (
        (r"questions and answers|\bq ?& ?a\b", "q-and-a"),
        (r"\bguideline", "guideline"),
        (r"\bguidance", "guidance"),
    ):
        if re.search(words, text):
            return kind, "draft" if draft else "final"
    return "announcement", "draft" if draft else "final"
