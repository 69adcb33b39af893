"""A briefing package as a Word document: a title page with contents, then the sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from atmp_gap.report.briefing import Block
from atmp_gap.report.docx import file, markup
from atmp_gap.report.docx.contents import Contents
from atmp_gap.text.escape import one_line

QUESTION = f'{markup.KEPT}<w:shd w:val="clear" w:color="auto" w:fill="{markup.HEAD_SHADE}"/>'


def write(blocks: Sequence[Block], day: str) -> bytes:
    """The package as a file."""
    contents = Contents()
    title, body = blocks[0].text, blocks[1:]
    first = next((at for at, block in enumerate(body) if block.kind == "heading"), len(body))
    opening = [markup.heading(title, 0), *(_block(block, contents) for block in body[:first])]
    told = body[first:]
    rest = [
        _block(block, contents, broken) for block, broken in zip(told, _broken(told), strict=True)
    ]
    document = file.new(day, title)
    return file.packed(document, "".join([*opening, contents.listed(), markup.PAGE_BREAK, *rest]))


def _broken(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks begin a page: the headings before a question, and what follows the questions.

    Each question has a page, on which the sponsor writes; its headings stay with it.
    """
    marks = [False] * len(blocks)
    asked = False
    for at, block in enumerate(blocks):
        if block.kind != "heading" or (at and blocks[at - 1].kind == "heading"):
            continue
        run = list(takewhile(lambda item: item.kind == "heading", blocks[at:]))
        question = any(item.level > 2 for item in run)
        marks[at] = question or asked
        asked = question
    return marks


def _block(block: Block, contents: Contents, broken: bool = False) -> str:
    text = one_line(block.text)
    if block.kind == "heading":
        if block.level > 2:
            head = markup.heading(text, block.level)
        else:
            head = contents.heading(text, block.level)
        return head.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1) if broken else head
    if block.kind == "bullet":
        return markup.styled(text, "ListBullet")
    if block.kind == "warning":
        return markup.styled(text, "IntenseQuote")
    if block.kind == "question":
        return markup.paragraph(markup.run(text, "<w:b/>"), QUESTION)
    if block.label:
        return markup.labelled(block.label, text)
    return markup.paragraph(markup.run(text))
