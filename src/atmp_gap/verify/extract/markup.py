"""HTML and XML files: their text, with line ends where blocks begin and end.

Numbers that a browser counts itself, those of ordered lists, stand before their items; pictures
large enough to hold words leave a mark where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from atmp_gap.verify.extract.numbering import formatted
from atmp_gap.verify.extract.plain import decode, unmangled
from atmp_gap.verify.extract.raw import PICTURE, RawFile, plain_file

_BLOCKS = frozenset(
    re.findall(
        r"[\w.]+",
        "p div br li tr td th h1 h2 h3 h4 h5 h6 section article table ul ol dl dt dd title pre "
        "blockquote hr para heading paragraph header footer caption figcaption head subject "
        "sectno num subsection subparagraph clause chapeau content ti.art sti.art alinea parag "
        "np item ti gr.seq div1 div2 div3 div4 div5 div6 div7 div8 div9 ",
    )
)
"""What begins and ends on a line of its own: HTML, and the XML of eCFR, the US Code and EUR-Lex."""
_SILENT = frozenset({"script", "style", "noscript", "template", "del", "s", "strike"})
_RAISED = "\u2062"
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LARGE = 300 * 100
"""How many square pixels a picture has that may hold words."""


class _Plain:
    """What lxml tells of markup as it goes through it: the names of these methods are its own."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.parts: list[str] = []
        self._silent = 0
        self._lists: list[tuple[int, str] | None] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """A tag begins."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "sup":
            # A raised number after a number is a power; after a word it is a footnote mark.
            self.pieces.append(_RAISED)
        elif tag in ("img", "object", "embed", "canvas") and _area(given) >= _LARGE:
            self.pieces.append(PICTURE)
        elif tag in ("iframe", "frame") and given.get("src"):
            self.parts.append(f"frame {given['src']}"[:120])
        elif tag.rpartition(":")[2] in _BLOCKS:
            self.pieces.append("\n")
            self._list(tag, given)

    def _list(self, tag: str, given: Mapping[str, str]) -> None:
        """Count the items of ordered lists as a browser does."""
        if tag == "ol":
            start = given.get("start", "1")
            first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
            self._lists.append((first, _FORMS.get(given.get("type", ""), "decimal")))
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li" and self._lists and self._lists[-1] is not None:
            count, form = self._lists[-1]
            value = given.get("value", "")
            count = int(value) if re.fullmatch(r"\d{1,6}", value) else count
            self._lists[-1] = (count + 1, form)
            if "none" not in given.get("style", ""):
                self.pieces.append(f"{formatted(count, form)}. ")

    def end(self, tag: str) -> None:
        """A tag ends, or would."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag.rpartition(":")[2] in _BLOCKS:
            self.pieces.append("\n")
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()

    def data(self, data: str) -> None:
        """Text."""
        if not self._silent:
            self.pieces.append(data)

    def close(self) -> str:
        """All is told."""
        text = "".join(self.pieces)
        text = re.sub(rf"(?<=\d){_RAISED}\s*(?=[-+−]?\d)", "^", text)
        return text.replace(_RAISED, " ")


def _area(given: Mapping[str, str]) -> int:
    sides = [re.match(r"\d{1,5}", given.get(name, "").strip()) for name in ("width", "height")]
    return int(sides[0][0]) * int(sides[1][0]) if sides[0] and sides[1] else 0


def _decoded(raw: bytes) -> str:
    """Markup as text; a file may say at its beginning how it is encoded."""
    said = _CHARSET.search(raw[:2048])
    if said:
        try:
            return raw.decode(said[1].decode("ascii"), "strict")
        except (LookupError, ValueError):
            pass
    return decode(raw)


def _ended(text: str) -> str:
    """Markup in which what begins no tag that ends is text; to the parser it would be nothing."""
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def read(path: Path) -> RawFile:
    """The text of an HTML or XML file. Raises OSError."""
    from lxml import etree

    told = _Plain()
    parser = etree.HTMLParser(target=told, no_network=True, huge_tree=True)
    parser.feed("<html>")
    parser.feed(_ended(unmangled(_decoded(path.read_bytes()))).replace("\0", ""))
    return plain_file(parser.close(), tuple(told.parts))
