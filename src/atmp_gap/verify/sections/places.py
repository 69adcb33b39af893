"""Places of a text that locators name and no numbering tells: footnotes, tables, points, pages.

A table or a point has no end that could be seen, so that each reaches as far as one usually does.
"""

from __future__ import annotations

import re

from atmp_gap.verify.sections.lines import LINE_START, TITLE, Lines
from atmp_gap.verify.sections.rising import Section


def footnotes(lines: Lines) -> list[Section]:
    """Footnotes at the foot of pages; and every line that begins like one, for those not seen."""
    lines = Lines(lines.text, lines.within, notes=True)
    known = [
        Section(item[1], (item.start(), _note_end(lines, item)))
        for item in lines.matching(r"^[ \t]{0,8}(\d{1,3})[ \t]+(?=\S)")
        if lines.text.in_note(item.start())
    ]
    labels = {section.label for section in known}
    pattern = rf"\[?\(?(\d{{1,2}})\)?\]?[ \t]*\n?[ \t]*{TITLE}"
    whole = len(lines.full)
    return known + [
        Section(item[1], (item.start(), min(item.start() + 900, whole)))
        for item in lines.matching(LINE_START + pattern)
        if item[1] not in labels
    ]


def _note_end(lines: Lines, item: re.Match[str]) -> int:
    """Where a footnote ends: with the notes of its page."""
    return next(end for start, end in lines.text.notes if start <= item.start() < end)


def tables(lines: Lines) -> list[Section]:
    """Tables by their number."""
    return [
        Section(item[1], (item.start(), min(item.start() + 9000, lines.within[1])))
        for item in lines.matching(LINE_START + r"Table[ \t]+([A-Z]?-?\d+)\b", re.IGNORECASE)
        if not lines.in_contents(item)
    ]


def points(lines: Lines) -> list[Section]:
    """Points of lists, numbered or lettered; and bullets with such a number."""
    pattern = r"(?:[•\-][ \t]*)?\(?(\d{1,2}|[a-z])[.)][ \t\n]"
    return [
        Section(item[1], (item.start(), min(item.start() + 2500, lines.within[1])))
        for item in lines.matching(LINE_START + pattern)
    ]


def pages(lines: Lines) -> list[Section]:
    """The pages of a text that has some."""
    text = lines.text
    ends = [*text.starts[1:], lines.within[1]] if text.paged else []
    return [
        Section(str(number), span)
        for number, span in enumerate(zip(text.starts, ends, strict=False), 1)
    ]
