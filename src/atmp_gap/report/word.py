"""What Word needs beyond python-docx: styles, fields, links, shaded cells, repeated header rows."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as Memo
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from atmp_gap.report import sides
from atmp_gap.report.inert import one_line

HEAD_SHADE = "E8EDF2"
EPOCH = (1980, 1, 1, 0, 0, 0)


def new(day: str, title: str, landscape: bool = False) -> Memo:
    """An empty A4 document with its styles set and page numbers at the foot."""
    memo = Document()
    section = memo.sections[0]
    section.page_width, section.page_height = (
        (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
    )
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(2.0)
    normal: Any = memo.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(10)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = memo.styles[name]
        style.font.color.rgb = RGBColor(0x1B, 0x36, 0x52)
        style.paragraph_format.keep_with_next = True
    heading: Any = memo.styles["Title"]
    heading.font.size = Pt(20)
    quote: Any = memo.styles["Intense Quote"]
    quote.font.color.rgb = RGBColor(0x4A, 0x3A, 0x0A)
    when = datetime.datetime.fromisoformat(day)
    properties = memo.core_properties
    properties.title, properties.author, properties.comments = one_line(title), "", ""
    properties.created = properties.modified = when
    foot = section.footer.paragraphs[0]
    foot.add_run("Information, no legal advice. Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")
    return memo


def field(paragraph: Paragraph, name: str) -> None:
    """Append a field that Word fills in, such as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), name)
    paragraph._p.append(element)


def link(paragraph: Paragraph, address: str) -> None:
    """Append an external link that shows its address."""
    identifier = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = paragraph.add_run(address)
    run.font.color.rgb = RGBColor(0x0B, 0x5C, 0xAD)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def grid(table: Table) -> None:
    """Give a table lines, its place and columns of fixed width."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False


def table(memo: Memo, heads: Sequence[str]) -> Table:
    """A table whose header row is repeated on every page and whose rows stay whole."""
    table: Table = memo.add_table(rows=1, cols=len(heads))
    grid(table)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        put(cell, head, bold=True)
        shade(cell, HEAD_SHADE)
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    return table


def row(table: Table) -> tuple[_Cell, ...]:
    """A new row's cells."""
    add: Any = table.add_row
    cells: tuple[_Cell, ...] = add().cells
    return cells


def put(cell: _Cell, text: str, bold: bool = False, italic: bool = False) -> None:
    """Set the text of a cell."""
    put_lines(cell, [text], bold, italic)


def put_lines(cell: _Cell, lines: Sequence[str], bold: bool = False, italic: bool = False) -> None:
    """Set the paragraphs of a cell."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        for old in list(paragraph.runs):
            old._r.getparent().remove(old._r)
        run = paragraph.add_run(one_line(line))
        run.bold, run.italic, run.font.size = bold, italic, Pt(9)
        paragraph.paragraph_format.space_after = Pt(1)


def answers(cell: _Cell, told: Sequence[sides.Said], silent: str) -> None:
    """Answers in a cell; what the other side lacks is bold and underlined."""
    if not told:
        put(cell, silent)
    for index, said in enumerate(told):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        pieces = [(text, alone) for text, alone in said.elements]
        for place, (text, alone) in enumerate(pieces):
            piece(paragraph, ("" if place == 0 else ", "), False)
            piece(paragraph, one_line(text), alone)
        if said.condition:
            piece(paragraph, " (", False)
            piece(paragraph, one_line(said.condition), said.exception)
            piece(paragraph, ")", False)


def piece(paragraph: Paragraph, text: str, marked: bool) -> None:
    """Append a piece of an answer; a marked one is bold and underlined."""
    if text:
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        run.bold = run.underline = marked


def fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    """Set the texts of a row's cells."""
    for cell, text in zip(cells, texts, strict=True):
        put(cell, text)


def shade(cell: _Cell, colour: str) -> None:
    """Set the ground of a cell, as RRGGBB."""
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def widths(table: Table, widths: Sequence[float]) -> None:
    """Set the widths of columns in centimetres, and keep every row on one page."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for cell, width in zip(row.cells, widths, strict=True):
            if cell._tc.grid_span == 1:
                cell.width = Cm(width)


def packed(memo: Memo) -> bytes:
    """The document as bytes that are the same for the same content."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    memo.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return fixed.getvalue()
