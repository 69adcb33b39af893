"""DOCX files: the text of the body, then of the notes, by zipfile and lxml.

Automatic numbers stand before their paragraphs as Word shows them; a picture that is large enough
to hold words, or an embedded document, leaves a mark where it stands.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from atmp_gap.text.zips import DamagedZip, unpacking
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.glyphs import symbol
from atmp_gap.verify.extract.numbering import WORD, Numbering
from atmp_gap.verify.extract.raw import PICTURE, RawFile, plain_file
from atmp_gap.verify.extract.xml import parsed

MAX_UNPACKED = 200_000_000
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}"
_BODY = re.compile(r"word/document\d*\.xml")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Word's two names for one thing."""
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_ABOUT = ("word/numbering.xml", "word/styles.xml")
_LEFT_OUT = frozenset({f"{WORD}moveFrom", f"{WORD}del", _FALLBACK})
"""What the reader of the document does not see: moved away, struck out, or said a second time."""
_LARGE = 6_000_000 * 1_500_000 // 2
"""How many square EMU a picture has that may hold words: about 12 by 3 centimetres."""
_SIGNS = {
    f"{WORD}tab": " ",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
    f"{WORD}object": PICTURE,
    f"{WORD}pict": PICTURE,
}


def read(path: Path) -> RawFile:
    """The text of a DOCX file. Raises UnreadableError."""
    try:
        with unpacking(), zipfile.ZipFile(path) as packed:
            there = set(packed.namelist())
            # Some programs number the part that holds the text: word/document2.xml.
            body = min(filter(_BODY.fullmatch, there), default="")
            names = [name for name in (body, *_NOTES, *_ABOUT) if name in there]
            if not body and not there & set(_NOTES):
                raise UnreadableError("is no DOCX file")
            if sum(packed.getinfo(name).file_size for name in names) > MAX_UNPACKED:
                raise UnreadableError("is very large once unpacked")
            parts = {
                name: parsed(packed.read(name).replace(_STRICT, _USUAL), "DOCX") for name in names
            }
            embedded = tuple(
                f"embedded {name.rpartition('/')[2]}"
                for name in sorted(there)
                if name.startswith(("word/afchunk", "word/embeddings/"))
            )
    except DamagedZip:
        raise UnreadableError("cannot be read as DOCX; it is damaged or encrypted") from None
    numbering = Numbering(parts.get(_ABOUT[0]), parts.get(_ABOUT[1]))
    texts = [
        "\n".join(_paragraphs(parts[name], numbering)) for name in (body, *_NOTES) if name in parts
    ]
    return plain_file("\n".join(texts), embedded)


def _paragraphs(root: Element, numbering: Numbering) -> Iterator[str]:
    """The paragraphs in order, each with its automatic number; text boxes after their anchor."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag != f"{WORD}p":
            waiting.extend(reversed(element))
            continue
        label = numbering.label(element)
        pieces: list[str] = []
        boxes: list[Element] = []
        _collect(element, pieces, boxes)
        text = "".join(pieces)
        yield f"{label} {text}" if label and text.strip() else text
        waiting.extend(reversed(boxes))


def _collect(paragraph: Element, pieces: list[str], boxes: list[Element]) -> None:
    """The pieces of text of one paragraph, and the text boxes that hang on it."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{WORD}txbxContent":
            boxes.append(element)
        elif element.tag == f"{WORD}r":
            if any(_is_on(element, name) for name in ("strike", "dstrike", "vanish")):
                continue
            raised = element.find(f"{WORD}rPr/{WORD}vertAlign")
            up = raised is not None and raised.get(f"{WORD}val") == "superscript"
            _run(element, up, pieces, waiting)
        elif element.tag == f"{_MATH}t":
            pieces.append(element.text or "")
        elif _is_large(element):
            pieces.append(PICTURE)
            waiting.extend(reversed(element))
        else:
            waiting.extend(reversed(element))


def _run(run: Element, raised: bool, pieces: list[str], waiting: list[Element]) -> None:
    for item in run:
        if item.tag == f"{WORD}t" and item.text:
            power = raised and pieces and pieces[-1][-1:].isdigit()
            pieces.append(f"^{item.text}" if power else item.text)
        elif item.tag == f"{WORD}sym":
            pieces.append(symbol(item.get(f"{WORD}char", "")))
        elif item.tag in _SIGNS:
            held = [] if item.find(f".//{WORD}txbxContent") is None else [item]
            pieces.append("" if held else _SIGNS[item.tag])
            waiting.extend(held)
        elif item.tag not in (f"{WORD}rPr", f"{WORD}t", f"{WORD}instrText", f"{WORD}delText"):
            waiting.append(item)


def _is_on(run: Element, name: str) -> bool:
    """Whether a run is formatted so; what is struck out or hidden is no text of the document."""
    found = run.find(f"{WORD}rPr/{WORD}{name}")
    return found is not None and found.get(f"{WORD}val") not in ("0", "false", "off")


def _is_large(element: Element) -> bool:
    """Whether a drawing is a picture large enough to hold words."""
    extent = element.find(f"{_DRAWING}extent")
    if extent is None or element.find(f".//{WORD}txbxContent") is not None:
        return False
    sides = [extent.get("cx", "0"), extent.get("cy", "0")]
    if not all(side.isdecimal() for side in sides):
        return False
    return int(sides[0]) * int(sides[1]) >= _LARGE
