"""DOCX files: the text of the body, then of the footnotes, by the standard library alone."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from atmp_gap.verify.extract.errors import UnreadableError

MAX_UNPACKED = 200_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml")


def pages_of(path: Path) -> list[str]:
    """The text of a DOCX file, as its one page. Raises UnreadableError."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name for name in _PARTS if name in packed.namelist()]
            if not names:
                raise UnreadableError("is no DOCX file")
            if sum(packed.getinfo(name).file_size for name in names) > MAX_UNPACKED:
                raise UnreadableError("is very large once unpacked")
            return ["\n".join(_paragraphs(packed.read(name)) for name in names)]
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
