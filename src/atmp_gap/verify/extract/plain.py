"""Plain text files: bytes to pages, whatever encoding they were saved in."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from atmp_gap.verify.extract.columns import column_order
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.raw import RawFile, RawPage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> str:
    """Bytes as text: by the mark they begin with, else UTF-8, else what old Windows writes."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


_TWICE = re.compile(r"â€.|â‰.|Ã[\x80-\xff©¶¼±]|Â[\xa0-\xbf]")


def unmangled(text: str) -> str:
    """Text in which letters that were encoded twice (`â‰¥`) are what they were (`≥`)."""
    if not _TWICE.search(text):
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        try:
            lines.append(line.encode("cp1252").decode("utf-8") if _TWICE.search(line) else line)
        except UnicodeError:
            lines.append(line)
    return "\n".join(lines)


def read(path: Path) -> RawFile:
    """A text file; form feeds end its pages. Raises UnreadableError and OSError."""
    raw = path.read_bytes()
    marked = any(raw.startswith(mark) for mark, _ in _MARKS)
    if b"\0" in raw[:4096] and not marked:
        raise UnreadableError("is no text file")
    pages = unmangled(decode(raw)).split("\f")
    # A text file often ends with a page break, and no page follows it.
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return RawFile([RawPage(column_order(page, page)) for page in pages], paged=True)
