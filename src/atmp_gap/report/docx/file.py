"""A Word document as a file: page, styles, page numbers, links, and its body's markup put in."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as Memo
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import shorten

BODY = "word/document.xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
MARGIN = 2.0
"""On all sides, in centimetres."""
PORTRAIT = (21.0, 29.7)
LANDSCAPE = (29.7, 21.0)


def new(day: str, title: str, size: tuple[float, float] = PORTRAIT) -> Memo:
    """An empty document of a size in centimetres, with its styles and page numbers at the foot."""
    memo = Document()
    section = memo.sections[0]
    section.page_width, section.page_height = map(Cm, size)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
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
    # Word keeps at most 255 characters of a title there; the whole stands in the memo itself.
    properties.title = shorten(one_line(title), 255)
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = when
    foot = section.footer.paragraphs[0]
    foot.add_run("Information, no legal advice. Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    return memo


def _field(paragraph: Paragraph, name: str) -> None:
    """Append a field that Word fills in, such as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), name)
    paragraph._p.append(element)


class Links:
    """The external addresses of a document; each is entered once and known by its id."""

    def __init__(self, memo: Memo) -> None:
        self._relations = memo.part.rels
        self._ids: dict[str, str] = {}

    def id(self, address: str) -> str:
        """The id by which the markup names an address."""
        if address not in self._ids:
            name = f"rId{len(self._relations) + 1}"
            self._relations.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True
            )
            self._ids[address] = name
        return self._ids[address]


def packed(memo: Memo, markup: str) -> bytes:
    """The document with its body's markup, as bytes that are the same for the same content.

    The markup is put into the file as it is: moving parsed elements into the body would take time
    that grows with the square of their number.
    """
    raw, fixed = io.BytesIO(), io.BytesIO()
    memo.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name == BODY:
                before, end, after = content.partition(b"<w:sectPr")
                content = b"".join((before, markup.encode(), end, after))
            new.writestr(info, content)
    return fixed.getvalue()
