"""PDF files, by pypdf: each page's text in reading order, and what on it is no text.

Words are read in the order in which a page paints them. Some pages are painted row by row across
two columns: where many rows begin twice, the page is laid out as it looks, and `columns` puts the
one column before the other.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.verify.extract.columns import column_order
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.raw import RawFile, RawPage

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MANY_STROKES = 300
"""From so many strokes on, a page without text may have its letters drawn."""
_MOST_FORMS = 5_000
"""So many forms may a page draw: of more pypdf leaves the text out, and only logs that it did."""
_ROWS = 8
"""From so many rows on that begin in the middle of the page, it may have columns."""
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PAINTS = frozenset({b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"})


def read(path: Path) -> RawFile:
    """The pages of a PDF. Raises UnreadableError, OSError."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is encrypted and needs a password")
        if _is_form(reader):
            raise UnreadableError("is a form whose text only Acrobat shows; print it to PDF first")
        pages = [_page(page) for page in reader.pages]
        return RawFile(pages, _attached(reader), paged=True)
    except (UnreadableError, OSError):
        raise
    except pypdf.errors.DependencyError:
        raise UnreadableError("is encrypted in a way that this installation cannot read") from None
    except RecursionError:
        raise UnreadableError("is nested too deeply to be read") from None
    except Exception as error:
        # pypdf lets many kinds of errors out of broken files.
        raise UnreadableError(f"cannot be read as PDF ({type(error).__name__})") from None


def _is_form(reader: PdfReader) -> bool:
    """Whether the text is in a dynamic form, and the page only says `Please wait`."""
    form = reader.root_object.get("/AcroForm")
    if form is None or "/XFA" not in form.get_object() or len(reader.pages) > 1:
        return False
    return "please wait" in (reader.pages[0].extract_text() or "").lower()


def _attached(reader: PdfReader) -> tuple[str, ...]:
    """The names of files inside the file, which are not read."""
    try:
        return tuple(f"attachment {name}" for name in reader.attachments)
    except Exception:
        return ()


class _Paint:
    """What a page paints: how much pictures cover, strokes, signs shown, where rows begin."""

    def __init__(self, page: PageObject) -> None:
        box = page.mediabox
        self.width = max(1.0, float(box.width))
        self.left = float(box.left)
        self.area = self.width * max(1.0, float(box.height))
        self.images = _image_names(page.get("/Resources"))
        self.pictures = 0.0
        self.strokes = 0
        self.forms = 0
        self.shown = 0
        self.begins: Counter[int] = Counter()

    def operand(self, operator: bytes, operands: list[Any], matrix: list[float], _: object) -> None:
        """Count what is no text."""
        if operator in _PAINTS:
            self.strokes += 1
        elif operator in _SHOWS and operands:
            pieces = operands[0] if isinstance(operands[0], list) else operands[-1:]
            self.shown += sum(len(item) for item in pieces if isinstance(item, (str, bytes)))
        elif operator in (b"BI", b"INLINE IMAGE") or (
            operator == b"Do" and operands and str(operands[0]) in self.images
        ):
            covered = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / self.area
            self.pictures += min(1.0, covered)
        elif operator == b"Do":
            self.forms += 1

    def text(self, words: str, matrix: list[float], line: list[float], *_: object) -> None:
        """Note where a piece of text begins, in steps of some points."""
        if words.strip():
            at = (line[4] * matrix[0] + matrix[4] - self.left) / self.width
            if 0.3 < at < 0.75:
                self.begins[round(at * 80)] += 1

    @property
    def may_have_columns(self) -> bool:
        """Whether many rows have something that begins at the same place in the middle."""
        return any(times + self.begins[at + 1] >= _ROWS for at, times in list(self.begins.items()))


def _image_names(resources: Any, depth: int = 3) -> frozenset[str]:
    """The names by which a page's content, and forms in it, paint pictures."""
    names: set[str] = set()
    try:
        painted = resources.get_object().get("/XObject", {}).get_object()
        for name, item in painted.items():
            thing = item.get_object()
            if thing.get("/Subtype") == "/Image":
                names.add(str(name))
            elif depth and "/Resources" in thing:
                names |= _image_names(thing["/Resources"], depth - 1)
    except (AttributeError, KeyError, TypeError):
        pass
    return frozenset(names)


def _page(page: PageObject) -> RawPage:
    """One page; where its text cannot be read, the others still can."""
    paint = _Paint(page)
    try:
        text = (
            page.extract_text(visitor_operand_before=paint.operand, visitor_text=paint.text) or ""
        )
        if paint.may_have_columns:
            laid_out = page.extract_text(
                extraction_mode="layout", layout_mode_space_vertically=False
            )
            text = column_order(text, laid_out)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        # pypdf lets many kinds of errors out of broken pages.
        return RawPage("", failed=True)
    if paint.forms > _MOST_FORMS:
        return RawPage(text, paint.pictures, failed=True)
    if paint.shown >= 30 and sum(map(str.isalnum, text)) < 0.1 * paint.shown:
        # Signs were shown that have no letters: the fonts do not say what they are.
        return RawPage(text, paint.pictures, failed=True)
    return RawPage(
        text,
        paint.pictures,
        drawn=paint.strokes >= _MANY_STROKES,
        blank=not paint.pictures and paint.strokes < _MANY_STROKES,
    )
