"""The text of a file of your library: which reader it needs, and whether it holds text at all.

``extract(path)`` is what everything else calls; ``page_count`` checks a page that a person names.
What a file begins with says what it is, because endings lie: guidelines are saved as `.doc` that
are RTF or HTML, and PDFs without any ending.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atmp_gap.text.reading import open_regular
from atmp_gap.verify.extract import markup, opendocument, pdf, plain, richtext, word
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.pages import joined_file
from atmp_gap.verify.extract.raw import RawFile
from atmp_gap.verify.text import DocumentText

MAX_BYTES = 200_000_000
Reader = Callable[[Path], RawFile]
_READERS: dict[str, Reader] = {
    ".pdf": pdf.read,
    ".txt": plain.read,
    ".md": plain.read,
    ".html": markup.read,
    ".htm": markup.read,
    ".xhtml": markup.read,
    ".xml": markup.read,
    ".docx": word.read,
    ".docm": word.read,
    ".odt": opendocument.read,
    ".rtf": richtext.read,
}
_BEGINNINGS: tuple[tuple[bytes, Reader], ...] = (
    (b"%PDF-", pdf.read),
    (b"{\\rtf", richtext.read),
    (b"<!doctype html", markup.read),
    (b"<html", markup.read),
)
_NOT_READ: dict[str, str] = {
    ".doc": "is an old Word file; save it as DOCX or PDF",
    ".dot": "is an old Word file; save it as DOCX or PDF",
    ".wpd": "is a WordPerfect file; save it as DOCX or PDF",
    ".wps": "is a Works file; save it as DOCX or PDF",
    ".pages": "is a Pages file; save it as DOCX or PDF",
    ".pptx": "is a presentation; save it as PDF",
    ".ppt": "is a presentation; save it as PDF",
    ".odp": "is a presentation; save it as PDF",
    ".xlsx": "is a spreadsheet; save it as PDF",
    ".xls": "is a spreadsheet; save it as PDF",
    ".ods": "is a spreadsheet; save it as PDF",
    ".epub": "is an e-book; save it as PDF",
    ".mht": "is a web archive; save the page as HTML or PDF",
    ".mhtml": "is a web archive; save the page as HTML or PDF",
    ".eml": "is a mail; save its text as PDF",
    ".msg": "is a mail; save its text as PDF",
    ".zip": "is an archive; unpack it",
    ".7z": "is an archive; unpack it",
    ".gz": "is an archive; unpack it",
}
_PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic", ".jp2", ".djvu"}
)
ENDINGS: frozenset[str] = frozenset(_READERS)
"""The file endings that are read."""


def reads(path: Path) -> bool:
    """Whether a file is of a kind that is read."""
    return _reader(path) is not None


def why_not(path: Path) -> str:
    """Why a file of a kind that is not read is not, and what to do."""
    ending = path.suffix.lower()
    if ending in _PICTURES:
        return "is a picture; it needs text recognition first"
    return _NOT_READ.get(ending, f"is of a kind that is not read ({ending or 'no ending'})")


def _reader(path: Path) -> Reader | None:
    """What reads a file: as it begins, else as it ends."""
    ending = path.suffix.lower()
    try:
        with open_regular(path) as file:
            raw = file.read(1024)
    except OSError:
        return _READERS.get(ending)
    for beginning, reader in _BEGINNINGS:
        if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(beginning)].lower() == beginning.lower():
            return reader
    if raw.startswith(b"PK\x03\x04") and ending in ("", ".doc"):
        return word.read
    return _READERS.get(ending)


def _read(path: Path) -> RawFile:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"is very large ({size // 1_000_000} MB)")
        if not size:
            raise UnreadableError("is empty")
        reader = _reader(path)
        if reader is None:
            raise UnreadableError(why_not(path))
        return reader(path)
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from None


def extract(path: Path) -> DocumentText:
    """The text of a file, with its gaps. Raises UnreadableError."""
    raw = _read(path)
    letters = sum(map(str.isalpha, "".join(page.text for page in raw.pages)))
    if letters < 40 * len(raw.pages) and letters < 2000:
        readable = sum(sum(map(str.isalpha, page.text)) >= 200 for page in raw.pages)
        if not readable and any(page.failed for page in raw.pages):
            raise UnreadableError("has text that cannot be read; print it to PDF anew")
        if not readable:
            raise UnreadableError(
                "holds no text; it may be a scan that needs text recognition first"
            )
    return joined_file(raw)


def page_count(path: Path) -> int | None:
    """How many pages a file has, or None where its format knows none. Raises as ``extract``."""
    raw = _read(path)
    return len(raw.pages) if raw.paged else None
