"""Make PDFs of texts in several layouts, to measure `verify` on them.

    python benchmarks/verify_layouts.py FOLDER OUT
    python benchmarks/verify_recall.py OUT/columns --ending .pdf

Layouts: `lines` (as the text stands), `reflowed` (narrow, words broken at line ends, a header and
a footer on each page), `columns` (two columns, small type), `numbered` (every line numbered).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from fpdf import FPDF
from verify_recall import LIBRARY

Page = list[str]
_SPELL = str.maketrans(
    {"≥": ">=", "≤": "<=", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": "-",
     "×": "x", "−": "-"}
)  # fmt: skip


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs and headings of a text, each on one line."""
    block: list[str] = []
    for line in [*text.replace("\f", "\n\n").split("\n"), ""]:
        alone = re.fullmatch(
            r"\s*(?:(?:Article|Annex|TITLE|CHAPTER)\s+\w+|\d+[a-z]?\.|\(\w{1,4}\))\s*", line
        )
        heading = re.match(
            r"\s*(?:#+|\d+(?:\.\d+)*\.?\s+[A-Z]|\(\w{1,4}\)|Article|Annex|[IVX]+\.)", line
        )
        if block and (not line.strip() or heading or alone):
            yield " ".join(" ".join(block).split())
            block = []
        if alone:
            yield line.strip()
        elif line.strip():
            block.append(line)


def broken(text: str, width: int) -> Iterator[str]:
    """A paragraph in lines of a width; long words are broken with a hyphen."""
    line = ""
    for word in text.split():
        room = width - len(line) - bool(line)
        if len(word) <= room:
            line = f"{line} {word}".strip()
        elif len(word) > 9 and room > 5 and word[:4].isalpha() and word[4:8].islower():
            yield f"{line} {word[:4]}-".strip()
            line = word[4:]
        else:
            yield line
            line = word
    if line:
        yield line


def lines(text: str) -> list[str]:
    """The text reflowed to narrow lines with an empty line between paragraphs."""
    return [line for block in paragraphs(text) for line in (*broken(block, 62), "")]


def _new(size: int) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.set_font("Times", size=size)
    pdf.set_auto_page_break(False)
    return pdf


def _put(pdf: FPDF, rows: list[str], x: float, step: float, top: float = 25) -> None:
    for index, row in enumerate(rows):
        if row.strip():
            pdf.text(x, top + index * step, row.encode("latin-1", "replace").decode("latin-1"))


def _chunks(rows: list[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def as_lines(text: str, pdf: FPDF) -> None:
    """As the text stands, page by page."""
    for page in text.split("\f"):
        for rows in _chunks(page.split("\n"), 62):
            pdf.add_page()
            _put(pdf, rows, 15, 4)


def reflowed(text: str, pdf: FPDF) -> None:
    """Narrow lines with broken words, a header and a footer."""
    for number, rows in enumerate(_chunks(lines(text), 44), 1):
        pdf.add_page()
        _put(pdf, ["Guideline of the committee", "Reference 12345/2020"], 25, 4, 12)
        _put(pdf, rows, 25, 5.5)
        _put(pdf, [f"Page {number}/99"], 95, 4, 287)


def columns(text: str, pdf: FPDF) -> None:
    """Two columns in small type."""
    rows = [line for block in paragraphs(text) for line in (*broken(block, 52), "")]
    both = list(_chunks(rows, 64))
    for index in range(0, len(both), 2):
        pdf.add_page()
        for column, x in zip(both[index : index + 2], (15, 110), strict=False):
            _put(pdf, column, x, 4)


def numbered(text: str, pdf: FPDF) -> None:
    """Every line numbered, as drafts are."""
    line = 0
    for rows in _chunks([row for row in lines(text) if row], 44):
        pdf.add_page()
        told = []
        for row in rows:
            line += 1
            told.append(f"{line}  {row}")
        _put(pdf, told, 20, 5.5)


LAYOUTS: dict[str, Callable[[str, FPDF], None]] = {
    "lines": as_lines,
    "reflowed": reflowed,
    "columns": columns,
    "numbered": numbered,
}


def main() -> int:
    """Write OUT/LAYOUT/NAME.pdf for every text of the library found in FOLDER."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    for name in LIBRARY.values():
        for path in list(folder.rglob(name))[:1]:
            text = path.read_text(encoding="utf-8", errors="replace").translate(_SPELL)
            for layout, make in LAYOUTS.items():
                pdf = _new(8 if layout in ("columns", "lines") else 11)
                make(text, pdf)
                target = out / layout / f"{path.stem}.pdf"
                target.parent.mkdir(parents=True, exist_ok=True)
                pdf.output(str(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
