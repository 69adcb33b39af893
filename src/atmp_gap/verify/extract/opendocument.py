"""ODT files, as LibreOffice writes them: the text, with the numbers its headings and lists get.

Headings count by the outline style of the document, list items by their list style.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from atmp_gap.text.zips import DamagedZip, unpacking
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.numbering import formatted
from atmp_gap.verify.extract.raw import PICTURE, RawFile, plain_file
from atmp_gap.verify.extract.xml import parsed

MAX_UNPACKED = 200_000_000
_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _DRAW = f"{_NS}text:1.0}}", f"{_NS}style:1.0}}", f"{_NS}drawing:1.0}}"
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_NS}office:1.0}}annotation"})


def read(path: Path) -> RawFile:
    """The text of an ODT file. Raises UnreadableError."""
    try:
        with unpacking(), zipfile.ZipFile(path) as packed:
            there = set(packed.namelist())
            if "content.xml" not in there:
                raise UnreadableError("is no ODT file")
            names = [name for name in ("content.xml", "styles.xml") if name in there]
            if sum(packed.getinfo(name).file_size for name in names) > MAX_UNPACKED:
                raise UnreadableError("is very large once unpacked")
            roots = [parsed(packed.read(name), "ODT") for name in names]
    except DamagedZip:
        raise UnreadableError("cannot be read as ODT; it is damaged or encrypted") from None
    return plain_file("\n".join(_Document(roots).lines()))


class _Document:
    """The text of one document, counted as it goes."""

    def __init__(self, roots: list[Element]) -> None:
        self._root = roots[0]
        self._outline: dict[int, Element] = {}
        self._lists: dict[str, dict[int, Element]] = {}
        for root in roots:
            for style in root.iter(f"{_TEXT}outline-style"):
                self._outline = _levels(style)
            for style in root.iter(f"{_TEXT}list-style"):
                self._lists[style.get(f"{_STYLE}name", "")] = _levels(style)
        self._counts = [0] * 12

    def lines(self) -> Iterator[str]:
        """The paragraphs and headings, each with its number."""
        yield from self._within(self._root, "", 0, [])

    def _within(self, element: Element, style: str, depth: int, counts: list[int]) -> Iterator[str]:
        for child in element:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_TEXT}h":
                label = self._heading(child)
                yield f"{label} {_words(child)}".strip()
            elif child.tag == f"{_TEXT}p":
                yield _words(child)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, style, depth)
            else:
                yield from self._within(child, style, depth, counts)

    def _heading(self, heading: Element) -> str:
        raw = heading.get(f"{_TEXT}outline-level", "1")
        level = min(int(raw), 10) if raw.isdecimal() and int(raw) else 1
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        style = self._outline.get(level)
        return _label(style, self._counts, level) if style is not None else ""

    def _list(self, item: Element, outer: str, depth: int) -> Iterator[str]:
        name = item.get(f"{_TEXT}style-name") or outer
        style = self._lists.get(name, {}).get(depth + 1)
        count = 0
        for child in item:
            if child.tag != f"{_TEXT}list-item":
                continue
            begin = child.get(f"{_TEXT}start-value", "")
            count = int(begin) if begin.isdecimal() else count + 1
            counts = [0] * 12
            counts[depth + 1] = count
            label = _label(style, counts, depth + 1) if style is not None else ""
            for line in self._within(child, name, depth + 1, counts):
                yield f"{label} {line}".strip() if label else line
                label = ""


def _levels(style: Element) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for level in style:
        raw = level.get(f"{_TEXT}level", "")
        if raw.isdecimal() and not level.tag.endswith("bullet"):
            found[int(raw)] = level
    return found


def _label(style: Element, counts: list[int], level: int) -> str:
    """A number as a level of a list writes it, with as many outer numbers as it shows."""
    form = _FORMS.get(style.get(f"{_STYLE}num-format", ""))
    if form is None:
        return ""
    raw = style.get(f"{_TEXT}display-levels", "1")
    shown = int(raw) if raw.isdecimal() else 1
    first = max(1, level - shown + 1)
    number = ".".join(formatted(counts[at], form) for at in range(first, level + 1) if counts[at])
    before, after = style.get(f"{_STYLE}num-prefix", ""), style.get(f"{_STYLE}num-suffix", "")
    return f"{before}{number}{after}".strip()


def _words(element: Element) -> str:
    """The words of a paragraph; a picture leaves its mark."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
            pieces.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_DRAW}image":
            pieces.append(PICTURE)
        elif child.tag not in _LEFT_OUT:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
