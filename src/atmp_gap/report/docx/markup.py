"""The markup of a Word document's body: runs, paragraphs and tables as text, escaped.

Building it as text takes time in proportion to what is in it; python-docx looks at the whole table
for every row that is added, and at all styles for every paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Cm

from atmp_gap.text.escape import one_line

HEAD_SHADE = "E8EDF2"
SMALL = '<w:sz w:val="17"/>'
"""The size of text in tables: 8.5 points."""
TIGHT = '<w:spacing w:after="20"/>'
"""The space below a paragraph in a table: 1 point."""
LOOSE = '<w:spacing w:after="60"/>'
"""The space below a labelled line or a reference: 3 points."""
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
"""Begins a page."""
KEPT = "<w:keepNext/>"
"""Keeps a paragraph on the page of the next."""
TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
    '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" '
    'w:noVBand="1" w:val="04A0"/></w:tblPr>'
)


def twips(centimetres: float) -> int:
    """A length in the unit of Word's files, a twentieth of a point."""
    return int(Cm(centimetres).twips)


def escaped(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text: str, look: str = "") -> str:
    """A run of text, with what its ``look`` says of it; blanks at its ends stay."""
    look = look and f"<w:rPr>{look}</w:rPr>"
    return f"<w:r>{look}{_text(text)}</w:r>" if text else f"<w:r>{look}</w:r>"


def _text(text: str) -> str:
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{kept}>{escaped(text)}</w:t>"


def link(text: str, name: str) -> str:
    """A text that links to an address, by the ``name`` that the document knows it by."""
    shown = run(text, '<w:color w:val="0B5CAD"/><w:u w:val="single"/>' + SMALL)
    return f'<w:hyperlink r:id="{name}">{shown}</w:hyperlink>'


def paragraph(runs: str, look: str = "") -> str:
    """A paragraph of runs, with what its ``look`` says of it."""
    look = look and f"<w:pPr>{look}</w:pPr>"
    return f"<w:p>{look}{runs}</w:p>"


def styled(text: str, style: str) -> str:
    """A paragraph of one text in a style, by the style's id."""
    return paragraph(run(text), f'<w:pStyle w:val="{style}"/>')


def heading(text: str, level: int) -> str:
    """A heading; level 0 is the title."""
    return styled(one_line(text), f"Heading{level}" if level else "Title")


def labelled(label: str, text: str) -> str:
    """A line that starts with a bold label."""
    return paragraph(run(f"{label}: ", "<w:b/>") + run(one_line(text)), LOOSE)


def texts(
    lines: Sequence[str],
    bold: bool = False,
    italic: bool = False,
    kept: bool = False,
    indent: float = 0,
) -> str:
    """The paragraphs of a cell: ``kept`` with the next line, or indented by centimetres."""
    bold_look = "<w:b/>" if bold else '<w:b w:val="0"/>'
    italic_look = "<w:i/>" if italic else '<w:i w:val="0"/>'
    shown = f"{bold_look}{italic_look}{SMALL}"
    look = KEPT * kept + TIGHT + (f'<w:ind w:left="{twips(indent)}"/>' if indent else "")
    return "".join(paragraph(run(one_line(line), shown), look) for line in lines)


class Table:
    """A table being written, whose header row is repeated on every page.

    ``widths`` of its columns are in centimetres; ``whole`` rows are not broken between pages.
    """

    def __init__(self, widths: Sequence[float], whole: bool = True) -> None:
        self.whole = "<w:cantSplit/>" * whole
        self.widths = [twips(width) for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        self.parts = [f"{TABLE}<w:tblGrid>{grid}</w:tblGrid>"]

    def head(self, cells: Sequence[str], shades: Sequence[str] = ()) -> None:
        """The header row, of cells of paragraphs; ``shades`` are those of its first cells."""
        rest = [HEAD_SHADE] * (len(cells) - len(shades))
        row = "".join(map(_cell, self.widths, cells, [*shades, *rest]))
        self._add(row, '<w:tblHeader w:val="true"/>')

    def row(self, cells: Sequence[str]) -> None:
        """A row of cells of paragraphs."""
        self._add("".join(map(_cell, self.widths, cells)))

    def wide(self, cell: str, shade: str = "") -> None:
        """A row of a single cell."""
        span = f'<w:gridSpan w:val="{len(self.widths)}"/>'
        self._add(_cell(sum(self.widths), cell, shade, span))

    def _add(self, cells: str, head: str = "") -> None:
        look = head + self.whole
        self.parts.append(f"<w:tr>{look and f'<w:trPr>{look}</w:trPr>'}{cells}</w:tr>")

    def text(self) -> str:
        """The whole table."""
        return "".join([*self.parts, "</w:tbl>"])


def _cell(width: int, paragraphs: str, shade: str = "", more: str = "") -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{more}{ground}</w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
