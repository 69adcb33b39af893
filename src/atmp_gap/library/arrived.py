"""What a file is that arrived: the document that was asked for, or what else.

Hosts answer with status 200 and an apology, a login page or the beginning of a file. ``look`` reads
the file and gives a ``Arrival``: the document it is recognised as, or why it is not taken. Nothing
is taken that is not recognised, because a wrong text would answer questions wrongly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from atmp_gap.model.document import Document
from atmp_gap.text.reading import open_regular, read_regular
from atmp_gap.verify.identify import identify, revision_of
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.reading import ReadFile, Reads, read_one
from atmp_gap.verify.text import DocumentText

Not = Literal[
    "empty",
    "truncated",
    "error-page",
    "login-page",
    "challenge",
    "page-about-it",
    "other-document",
    "undecided",
    "unknown",
    "unreadable",
]
"""Why a file is not taken."""
_CHALLENGE = re.compile(
    r"verify (?:that )?you are (?:a )?human|just a moment|checking your browser|captcha"
    r"|enable javascript and cookies|unusual traffic|are you a robot|apology",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"page not found|not found|access denied|403 forbidden|error 40[34]|internal server error"
    r"|service unavailable|temporarily unavailable|we(?:'re| are) sorry|cannot be found"
    r"|no longer (?:available|exists)|request blocked|under maintenance",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"\b(?:sign in|log ?in|password|single sign-on)\b", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_TEXT_ITSELF = frozenset({"law", "regulation", "q-and-a", "announcement"})
"""Kinds of documents that stand on a web page themselves; of others a page only tells."""
_SHORT, _WHOLE = 400, 3000
"""Words: an apology has fewer than the one, a text that stands on a page more than the other."""


@dataclass(frozen=True)
class Arrival:
    """What a file is: a document with why, or what keeps it from being one."""

    document: str = ""
    why: str = ""
    edition: str = ""
    sha256: str = ""
    words: str = ""
    """The SHA-256 of its words."""
    not_taken: Not | None = None
    detail: str = ""


def ending_of(path: Path, content_type: str = "") -> str:
    """The ending a file should have: as it begins, else as the host says, else as it has."""
    with open_regular(path) as file:
        begin = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, ending in ((b"%pdf-", ".pdf"), (b"{\\rtf", ".rtf"), (b"<?xml", ".xml")):
        if begin.startswith(mark):
            return ".html" if ending == ".xml" and b"<html" in begin else ending
    if begin.startswith((b"<!doctype html", b"<html")):
        return ".html"
    said = {
        "text/html": ".html",
        "application/xhtml+xml": ".html",
        "application/xml": ".xml",
        "text/xml": ".xml",
        "text/plain": ".txt",
        "application/rtf": ".rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    }
    return said.get(content_type, path.suffix.lower())


def look(
    path: Path,
    documents: Sequence[Document],
    wanted: Document | None = None,
    reads: Reads = read_one,
) -> Arrival:
    """Look at a file. ``wanted`` is the document that was asked for, if one was; ``reads`` reads
    many files in one process.
    """
    raw = read_regular(path)
    if not raw.strip():
        return Arrival(not_taken="empty")
    is_pdf = raw[:1024].lstrip().startswith(b"%PDF-")
    if is_pdf and b"%%EOF" not in raw[-4096:]:
        return Arrival(not_taken="truncated")
    read = reads(path)
    if isinstance(read, UnreadFile):
        kind = _page_kind(raw, "") if not is_pdf else None
        return Arrival(not_taken=kind or "unreadable", detail=read.why)
    if not is_pdf:
        kind = _page_kind(raw, read.text.full)
        if kind:
            return Arrival(not_taken=kind)
    return _told(read, raw, documents, wanted)


def _page_kind(raw: bytes, text: str) -> Not | None:
    """What a web page is instead of a text; None where it may be one."""
    shown = text or re.sub(r"<[^>]*>", " ", raw.decode("utf-8", "replace"))
    if len(shown.split()) >= _SHORT:
        return "login-page" if _PASSWORD.search(raw) and len(shown.split()) < _WHOLE else None
    if _CHALLENGE.search(shown):
        return "challenge"
    if _PASSWORD.search(raw) or (_LOGIN.search(shown) and len(shown.split()) < 150):
        return "login-page"
    return "error-page" if _ERROR.search(shown) else None


def _told(
    read: ReadFile, raw: bytes, documents: Sequence[Document], wanted: Document | None
) -> Arrival:
    """Which document a file is, by its first pages."""
    text = read.text
    words = hash_of_words(text)
    found = identify({read.path: text.head}, documents, {read.path: read.sha256})
    edition = revision_of(text.head)
    if found.undecided:
        return Arrival(not_taken="undecided", detail=found.undecided[0].why)
    if not found.copies:
        return Arrival(not_taken="unknown")
    copy = found.copies[0]
    if wanted is not None and copy.document != wanted.id:
        return Arrival(not_taken="other-document", detail=copy.document)
    kind = next(item.kind for item in documents if item.id == copy.document)
    if _only_about(raw, text, kind):
        return Arrival(copy.document, not_taken="page-about-it", detail=copy.document)
    return Arrival(copy.document, copy.why, edition, read.sha256, words)


def _only_about(raw: bytes, text: DocumentText, kind: str) -> bool:
    """Whether a page tells of a text that stands elsewhere: title, date and number are on both."""
    begin = raw[:2048].lower()
    is_page = b"<html" in begin or b"<!doctype html" in begin
    return is_page and kind not in _TEXT_ITSELF and len(text.full.split()) < _WHOLE


def hash_of_words(text: DocumentText) -> str:
    """The SHA-256 of a text's words: equal for a page that was saved twice."""
    return hashlib.sha256(" ".join(text.full.split()).encode("utf-8", "replace")).hexdigest()


def read_words(path: Path, reads: Reads = read_one) -> tuple[str, str]:
    """What a file says of its edition, and the hash of its words; empty where it is not read."""
    read = reads(path)
    if isinstance(read, UnreadFile):
        return "", ""
    return revision_of(read.text.head), hash_of_words(read.text)
