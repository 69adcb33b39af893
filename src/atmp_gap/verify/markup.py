"""HTML, XML and DOCX to plain text, by the standard library alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from atmp_gap.verify.text import UnreadableError

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div br li tr td th h1 h2 h3 h4 h5 h6 section article table ul ol dl dt dd title pre "
        "blockquote hr para heading paragraph header ",
    )
)
_SILENT = frozenset({"script", "style", "noscript", "template"})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "sup":
            # A raised number after a number is a power; after a word it is a footnote mark.
            self.pieces.append("\u2062")
        elif tag.rpartition(":")[2] in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag.rpartition(":")[2] in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def plain(markup: str) -> str:
    """The text of HTML or XML, with line ends where blocks begin and end."""
    parser = _Plain()
    parser.feed(markup)
    parser.close()
    text = "".join(parser.pieces)
    text = re.sub(r"(?<=\d)\u2062\s*(?=[-+−]?\d)", "^", text)
    return text.replace("\u2062", " ")


def docx(path: Path, most: int) -> str:
    """The text of a DOCX file, footnotes after the body. Raises UnreadableError."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = [
                name
                for name in ("word/document.xml", "word/footnotes.xml")
                if name in packed.namelist()
            ]
            if not names:
                raise UnreadableError("is no DOCX file")
            if sum(packed.getinfo(name).file_size for name in names) > most:
                raise UnreadableError("is very large once unpacked")
            return "\n".join(_paragraphs(packed.read(name)) for name in names)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise UnreadableError("cannot be read as DOCX; it is damaged or encrypted") from None
    except ElementTree.ParseError:
        raise UnreadableError("cannot be read as DOCX; its text is damaged") from None


def _paragraphs(raw: bytes) -> str:
    lines: list[str] = []
    for paragraph in ElementTree.fromstring(raw).iter(f"{_WORD}p"):
        pieces: list[str] = []
        for run in paragraph.iter(f"{_WORD}r"):
            raised = run.find(f"{_WORD}rPr/{_WORD}vertAlign")
            up = raised is not None and raised.get(f"{_WORD}val") == "superscript"
            for item in run:
                if item.tag == f"{_WORD}t" and item.text:
                    power = up and pieces and pieces[-1][-1:].isdigit()
                    pieces.append(f"^{item.text}" if power else item.text)
                elif item.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
                    pieces.append(" " if item.tag == f"{_WORD}tab" else "\n")
        lines.append("".join(pieces))
    return "\n".join(lines)
