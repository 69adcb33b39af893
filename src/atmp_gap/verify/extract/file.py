"""The text of a file of your library: choose the reader by its ending, refuse what holds no text.

``extract(path)`` is what everything else calls; ``page_count`` checks a page that a person names.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atmp_gap.verify.extract import markup, pdf, plain, word
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.pages import joined
from atmp_gap.verify.text import DocumentText

MAX_BYTES = 200_000_000
_PAGED = frozenset({".pdf", ".txt"})
_READERS: dict[str, Callable[[Path], list[str]]] = {
    ".pdf": pdf.pages_of,
    ".txt": plain.pages_of,
    ".md": plain.pages_of,
    ".html": markup.pages_of,
    ".htm": markup.pages_of,
    ".xhtml": markup.pages_of,
    ".xml": markup.pages_of,
    ".docx": word.pages_of,
}
ENDINGS: frozenset[str] = frozenset(_READERS)
"""The file endings that are read."""


def extract(path: Path) -> DocumentText:
    """The text of a file. Raises UnreadableError, MissingLibraryError for a PDF without pypdf."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"is very large ({size // 1_000_000} MB)")
        if not size:
            raise UnreadableError("is empty")
        pages = _READERS[path.suffix.lower()](path)
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from None
    letters = sum(map(str.isalpha, "".join(pages)))
    if letters < 40 * len(pages) and letters < 2000:
        raise UnreadableError("holds no text; it may be a scan that needs text recognition first")
    return joined(pages, path.suffix.lower() in _PAGED)


def page_count(path: Path) -> int | None:
    """How many pages a file has, or None where its format knows none. Raises as ``extract``."""
    ending = path.suffix.lower()
    if ending not in _PAGED:
        return None
    try:
        pages = _READERS[ending](path)
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from None
    # A text file often ends with a page break, and no page follows it.
    while ending == ".txt" and len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return len(pages)
