"""A memo's table of contents: a field that Word can renew, filled with links to the headings."""

from __future__ import annotations

from atmp_gap.report.docx import markup

FIELD = 'TOC \\o "1-2" \\h \\n'
"""Headings of two levels as links, without page numbers, which only Word itself knows."""


class Contents:
    """Collects headings as they are written, with a bookmark on each."""

    def __init__(self) -> None:
        self._headings: list[tuple[str, int]] = []

    def heading(self, text: str, level: int) -> str:
        """A heading's markup, with the bookmark that the contents link to."""
        self._headings.append((text, level))
        number = len(self._headings)
        name = f"_Toc{number}"
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        runs = f'{start}{markup.run(text)}<w:bookmarkEnd w:id="{number}"/>'
        return markup.paragraph(runs, f'<w:pStyle w:val="Heading{level}"/>')

    def listed(self) -> str:
        """The contents, for the page that stands before the headings."""
        lines = []
        for number, (text, level) in enumerate(self._headings, 1):
            indent = f'<w:spacing w:after="20"/><w:ind w:left="{markup.twips(0.6 * (level - 1))}"/>'
            anchor = f'<w:hyperlink w:anchor="_Toc{number}">{markup.run(text)}</w:hyperlink>'
            lines.append((anchor, indent))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {markup.escaped(FIELD)} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        told = [markup.paragraph(markup.run("Contents", "<w:b/>"))]
        for place, (anchor, indent) in enumerate(lines):
            first = begin if place == 0 else ""
            last = end if place == len(lines) - 1 else ""
            told.append(markup.paragraph(f"{first}{anchor}{last}", indent))
        return "".join(told)
