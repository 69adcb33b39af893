"""Text of a document as one searchable string that remembers its pages.

In: a PDF, HTML, XML, DOCX or plain text file. Out: a ``Text``, with hyphenation, ligatures, soft
hyphens, superscripts and repeated page headers dealt with. A file that gives no usable text raises
``UnreadableError`` with a reason for people.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

ENDINGS: frozenset[str] = frozenset(
    {".pdf", ".html", ".htm", ".xhtml", ".xml", ".docx", ".txt", ".md"}
)
"""The file endings that are read."""
MAX_BYTES = 200_000_000
MAX_UNPACKED = 200_000_000
_PAGED = frozenset({".pdf", ".txt"})


class UnreadableError(Exception):
    """A file without usable text; the message says why."""


class MissingExtraError(Exception):
    """An optional library that is not installed; the message names the install command."""


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile(r"(?<=\d)([⁻⁺]?[⁰¹²³⁴-⁹]+)")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "‐": "-", "‑": "-"})


def clean(text: str) -> str:
    """Text with ligatures and odd characters spelled out and broken words joined.

    A superscript after a digit becomes a power (``10⁸`` is ``10^8``); other superscripts stay
    digits. A word broken at a line end is joined where its second half begins in lower case.
    """
    text = text.replace("\u00ad\n", "").translate(_INVISIBLE)
    text = _RAISED.sub(lambda found: "^" + found[1].translate(_SUPERSCRIPT), text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"(?<=[a-z])-[ \t]*\n[ \t]*(?=[a-z])", "-\u2060", text).replace("\u2060", "")


@dataclass(frozen=True)
class Text:
    """One document's text: the string, and where its pages begin.

    ``numbers`` holds what each page is called, counted from 1; empty where the format knows no
    pages. ``head`` is the start, as it stood, for telling which document this is.
    """

    full: str
    starts: tuple[int, ...] = (0,)
    paged: bool = True
    head: str = ""
    _compact: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def page(self, offset: int) -> int | None:
        """The page an offset lies on, counted from 1, or None where there are no pages."""
        return bisect_right(self.starts, offset) if self.paged else None

    @cached_property
    def compact(self) -> tuple[str, array[int]]:
        """Letters and digits only, in lower case, with the offset of each in ``full``."""
        pieces: list[str] = []
        offsets = array("L")
        for found in re.finditer(r"[^\W_]+|%", self.full):
            word = found[0].lower()
            # A few letters grow in lower case; they keep the offset of the whole.
            if len(word) == len(found[0]):
                offsets.extend(range(found.start(), found.end()))
            else:
                offsets.extend([found.start()] * len(word))
            pieces.append(word)
        return "".join(pieces), offsets

    def find(self, words: str) -> list[tuple[int, int]]:
        """Every place of some words, as offsets: spaces, hyphens and line ends make no difference.

        A place that begins or ends inside a longer word or number does not count, but where the
        words are long: some PDF files run words together.
        """
        wanted = "".join(found[0].lower() for found in re.finditer(r"[^\W_]+|%", clean(words)))
        if not wanted:
            return []
        text, offsets = self.compact
        places: list[tuple[int, int]] = []
        at = text.find(wanted)
        while at >= 0:
            start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            if self._whole(start, end, len(wanted)):
                places.append((start, end))
            at = text.find(wanted, at + 1)
        return places

    def _whole(self, start: int, end: int, length: int) -> bool:
        before = self.full[start - 1 : start]
        after = self.full[end : end + 1]
        for outside, inside in ((before, self.full[start]), (after, self.full[end - 1])):
            if inside.isdigit() and (outside.isdigit() or outside == "^"):
                return False
            if outside.isalpha() and length < 14 and inside.isalpha():
                # A plural is the same word.
                more = self.full[end : end + 2]
                if outside is not after or not (more[:1] == "s" and not more[1:2].isalpha()):
                    return False
        # 2.10 is not 10.
        return not (
            self.full[start].isdigit()
            and before in (".", ",")
            and self.full[start - 2 : start - 1].isdigit()
        )

    def around(self, start: int, end: int, room: int = 120) -> str:
        """A passage with a little before and after it, on one line."""
        first = max(0, start - room)
        last = min(len(self.full), end + room)
        text = " ".join(self.full[first:last].split())
        return f"{'...' if first else ''}{text}{'...' if last < len(self.full) else ''}"


def from_pages(pages: Sequence[str], paged: bool = True) -> Text:
    """A ``Text`` of raw pages; headers and footers that repeat are left out."""
    head = "\n".join(pages[:4])[:12_000]
    starts: list[int] = []
    pieces: list[str] = []
    size = 0
    for page in _without_furniture([clean(page) for page in pages]):
        starts.append(size)
        pieces.append(page)
        size += len(page) + 1
    return Text("\n".join(pieces), tuple(starts) or (0,), paged and len(pages) > 1, clean(head))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _without_furniture(pages: list[str]) -> Iterator[str]:
    """Pages without the lines that stand at the edge of many of them, and without line numbers."""
    edges: Counter[str] = Counter()
    split = [page.split("\n") for page in pages]
    for lines in split:
        edges.update({_shape(lines[i]) for i in _edge(lines)})
    often = {line for line, times in edges.items() if times >= max(4, 0.4 * len(pages)) and line}
    for lines in split:
        gone = {
            i
            for i in _edge(lines)
            if _shape(lines[i]) in often or re.fullmatch(r"\s*\d{1,3}\s*", lines[i])
        }
        kept = [line for i, line in enumerate(lines) if i not in gone]
        yield "\n".join(_without_line_numbers(kept))


def _edge(lines: Sequence[str]) -> list[int]:
    """The first three and last three lines that are not empty."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return filled[:3] + filled[-3:]


def _without_line_numbers(lines: list[str]) -> list[str]:
    """Drafts number their lines: numbers that rise by one down the page are left out."""
    found = [re.match(r"^\s{0,8}(\d{1,5})(?=\s|$)", line) for line in lines]
    numbers = [int(item[1]) for item in found if item]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    filled = sum(1 for line in lines if line.strip())
    if rising < 8 or rising < 0.6 * filled:
        return lines
    return [line[item.end() :] if item else line for line, item in zip(lines, found, strict=True)]


def extract(path: Path) -> Text:
    """The text of a file. Raises UnreadableError, and MissingExtraError for a PDF without pypdf."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"is very large ({size // 1_000_000} MB)")
        if not size:
            raise UnreadableError("is empty")
        pages = _PAGES[path.suffix.lower()](path)
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from None
    letters = sum(map(str.isalpha, "".join(pages)))
    if letters < 40 * len(pages) and letters < 2000:
        raise UnreadableError("holds no text; it may be a scan that needs text recognition first")
    return from_pages(pages, path.suffix.lower() in _PAGED)


def page_count(path: Path) -> int | None:
    """How many pages a file has, or None where its format knows none. Raises as ``extract``."""
    ending = path.suffix.lower()
    if ending not in _PAGED:
        return None
    try:
        pages = _PAGES[ending](path)
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from None
    # A text file often ends with a page break, and no page follows it.
    while ending == ".txt" and len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return len(pages)


def _pdf(path: Path) -> list[str]:
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError('pip install "atmp-gap[verify]"') from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is encrypted and needs a password")
        return [page.extract_text() or "" for page in reader.pages]
    except UnreadableError:
        raise
    except pypdf.errors.DependencyError:
        raise UnreadableError("is encrypted in a way that needs another library") from None
    except RecursionError:
        raise UnreadableError("is nested too deeply to be read") from None
    except Exception as error:
        # pypdf lets many kinds of errors out of broken files.
        raise UnreadableError(f"cannot be read as PDF ({type(error).__name__})") from None


def _decode(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _plain(path: Path) -> list[str]:
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError("is no text file")
    return _decode(raw).split("\f")


def _markup(path: Path) -> list[str]:
    from atmp_gap.verify.markup import plain

    return [plain(_decode(path.read_bytes()))]


def _docx(path: Path) -> list[str]:
    from atmp_gap.verify.markup import docx

    return [docx(path, MAX_UNPACKED)]


_PAGES = {
    ".pdf": _pdf,
    ".txt": _plain,
    ".md": _plain,
    ".html": _markup,
    ".htm": _markup,
    ".xhtml": _markup,
    ".xml": _markup,
    ".docx": _docx,
}
