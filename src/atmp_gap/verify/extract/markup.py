"""HTML and XML files: their text, with line ends where blocks begin and end."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from atmp_gap.verify.extract.plain import decode

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div br li tr td th h1 h2 h3 h4 h5 h6 section article table ul ol dl dt dd title pre "
        "blockquote hr para heading paragraph header ",
    )
)
_SILENT = frozenset({"script", "style", "noscript", "template"})


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


def _text_of(markup: str) -> str:
    parser = _Plain()
    parser.feed(markup)
    parser.close()
    text = "".join(parser.pieces)
    text = re.sub(r"(?<=\d)\u2062\s*(?=[-+−]?\d)", "^", text)
    return text.replace("\u2062", " ")


def pages_of(path: Path) -> list[str]:
    """The text of an HTML or XML file, as its one page. Raises OSError."""
    return [_text_of(decode(path.read_bytes()))]
