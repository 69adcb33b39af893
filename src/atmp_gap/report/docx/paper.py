"""A paper as a memo: a title page with contents, then its parts as a comparison's memo has them."""

from __future__ import annotations

from atmp_gap.report.docx import file, markup
from atmp_gap.report.docx.contents import Contents
from atmp_gap.report.docx.memo import SHADES, SIDES
from atmp_gap.report.paper import Line, Paper, Part
from atmp_gap.text.escape import one_line

NAMED = (2.2, 8.6, 4.8, 1.6)
"""The columns where lines have longer labels than an agency's name, in centimetres."""


def write(paper: Paper, full: bool) -> bytes:
    """The memo as a file; what is folded away is spelled out only where ``full``."""
    contents = Contents()
    document = file.new(paper.day, paper.headline)
    parts = [part for part in paper.parts if full or not part.folded]
    body: list[str] = []
    for part in parts:
        body.append(contents.heading(one_line(_title(part)), 1))
        if part.meaning:
            body.append(markup.paragraph(markup.run(one_line(part.meaning))))
        body += [_table(part, paper), markup.paragraph("")]
    if not full:
        body += [markup.paragraph(markup.run(one_line(text))) for text in paper.hidden]
    for title, pairs in (
        ("How to read this", paper.words),
        ("Documents", paper.documents_of(parts)),
    ):
        if pairs:
            body.append(contents.heading(title, 1))
            body += [markup.labelled(one_line(name), text) for name, text in pairs]
    return file.packed(document, "".join([*_opening(paper, contents), *body]))


def _title(part: Part) -> str:
    return f"{part.title[:1].upper()}{part.title[1:]} ({len(part.items)})"


def _opening(paper: Paper, contents: Contents) -> list[str]:
    """The title page: the product, what was made of what, the counts, what is in the memo."""
    about = markup.Table((3.2, 13.8))
    for name, text in paper.about:
        about.row([markup.texts([name], bold=True), markup.texts([text])])
    first, *rest = paper.counts
    return [
        markup.heading(paper.product, 0),
        markup.styled(one_line(paper.title), "Subtitle"),
        about.text(),
        markup.paragraph(""),
        markup.paragraph(markup.run(one_line(first), "<w:b/>")),
        *(markup.styled(one_line(text), "ListBullet") for text in rest),
        *(markup.paragraph(markup.run(one_line(text), markup.SMALL)) for text in paper.foot),
        markup.styled(one_line(paper.notice), "IntenseQuote"),
        contents.listed(),
        markup.PAGE_BREAK,
    ]


def _table(part: Part, paper: Paper) -> str:
    """Items in one table: a shaded line with the title, then what each line says."""
    longest = max((len(line.label) for item in part.items for line in item.lines), default=0)
    table = markup.Table(SIDES if longest <= paper.name_room and longest < 6 else NAMED)
    heads = ("", "Answer", "Where it stands", "Read as")
    table.head([markup.texts([head], bold=True) for head in heads])
    for item in part.items:
        mark = f"  ({item.mark})" if item.mark and item.mark != part.title else ""
        title = markup.texts([f"{item.title}{mark}"], bold=True, kept=True)
        table.wide(title, SHADES[item.own_look or part.look])
        for line in item.lines:
            table.row(_line(line))
    return table.text()


def _line(line: Line) -> list[str]:
    said = markup.texts([line.text], italic=line.silent)
    said += markup.texts(line.beneath) if line.beneath else ""
    return [
        markup.texts([line.label], bold=True),
        said,
        markup.texts([line.places]),
        markup.texts([line.grade]),
    ]
