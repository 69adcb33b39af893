"""A briefing package as a Word document: a title page with contents, then the sections."""

from __future__ import annotations

from collections.abc import Sequence

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
    rest = [_block(block, contents) for block in body[first:]]
    document = file.new(day, title)
    return file.packed(
        document, "".join([*opening, contents.listed(), markup.PAGE_BREAK, *rest])
    )


def _block(block: Block, contents: Contents) -> str:
    text = one_line(block.text)
    if block.kind == "heading":
        if block.level > 2:
            return markup.heading(text, block.level)
        return contents.heading(text, block.level)
    if block.kind == "bullet":
        return markup.styled(text, "ListBullet")
    if block.kind == "warning":
        return markup.styled(text, "IntenseQuote")
    if block.kind == "question":
        return markup.paragraph(markup.run(text, "<w:b/>"), QUESTION)
    if block.label:
        return markup.labelled(block.label, text)
    return markup.paragraph(markup.run(text))
