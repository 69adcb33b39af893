"""The finders of headings: per kind of section, every one of a piece of text, with its span.

Each finder collects the lines that look like its kind of heading and leaves it to ``rising`` to
tell headings from lists, tables of contents and wrapped references. A new kind of section is one
function here and a line in ``FINDERS``; `locator` says which words of a locator ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from atmp_gap.verify.sections.labels import is_roman, order_of, roman_value
from atmp_gap.verify.sections.lines import LINE_START, Lines
from atmp_gap.verify.sections.paragraphs import paragraphs
from atmp_gap.verify.sections.rising import (
    Heading,
    Section,
    inside_by_digits,
    inside_by_points,
    nested,
    rising,
)

_TITLE = r"(?=[\"'(]?[A-Z])"
"""What a title begins with."""
_NUMBER = (
    LINE_START + r"(?:Section[ \t]+)?(\d{1,2}(?:\.\d{1,3})*)\.?\)?"
    r"(?:[ \t]+(?=[\"'(\[]?[A-Z])"
    r"|(?:(?<=\.\d)|(?<=\d\.))[ \t]*\n[ \t]*(?=[A-Z])|[ \t]*:[ \t]*\n)"
)


def numbers(lines: Lines) -> list[Section]:
    """Sections numbered 2, 2.1, 2.1.3. In a whole text: those before its first annex."""
    start, end = lines.within
    if lines.within == (0, len(lines.full)):
        firsts = [
            section.span[0]
            for name in ("Annex", "Appendix", "Attachment")
            for section in _divisions(lines, name)[:1]
            if section.label in "1IA"
        ]
        body = min(firsts, default=end)
        if body >= 0.3 * end:
            return _numbered(Lines(lines.text, (start, body)))
    return _numbered(lines)


def _numbered(lines: Lines) -> list[Section]:
    found = [
        Heading(item[1], order_of(item[1]), item.start(), _likeness(item[1], lines.rest(item)))
        for item in lines.matching(_NUMBER)
        if not lines.in_contents(item)
    ]
    by_points, weight = rising(found)
    by_digits, more = rising(found, by_digits=True)
    if more > weight + 3:
        return nested(by_digits, lines.within[1], inside_by_digits)
    return nested(by_points, lines.within[1], inside_by_points)


def _likeness(label: str, rest: str) -> float:
    """How much a numbered line looks like a heading: deep numbers, capitals, no full stop."""
    title = rest.strip().strip("*")
    weight = 1.0 + 0.6 * min(label.count("."), 2)
    weight += 0.8 if title.isupper() else 0.0
    weight += 0.4 if len(title) < 80 and not title.endswith((".", ",", ";")) else 0.0
    return weight


def _questions(lines: Lines) -> list[Section]:
    found: list[Heading] = []
    pattern = LINE_START + r"(?:(?:Q|Question)[ \t]*(\d+(?:\.\d+)?)\b|(\d{1,2})[.:])[ \t]*(?=\S|$)"
    for item in lines.matching(pattern, re.IGNORECASE):
        asked = re.match(r"[^?]{0,300}\?(?!\.{3})", lines.full[item.end() : item.end() + 301])
        if asked and not re.search(r"\.{4}|\n[ \t]*\n[ \t]*\d", asked[0]):
            label = item[1] or item[2]
            found.append(Heading(label, order_of(label), item.start()))
    return nested(rising(found)[0], lines.within[1])


def _articles(lines: Lines) -> list[Section]:
    pattern = r"Art(?:icle|\.)[ \t\u00a0]+(\d+[a-z]{0,3})\b(?=[ \t.*:–—-]*(?:$|[A-Z]))"
    return _rising_lines(lines, pattern, lambda item: len(lines.rest(item)) < 120)


def _divisions(lines: Lines, name: str) -> list[Section]:
    """Annexes, appendices and the like, numbered 1, IV or B."""
    found: list[Heading] = []
    pattern = LINE_START + rf"{name}[ \t\u00a0]+(\d+|[IVX]+|[A-Z])\b(?=[ \t.*:–—-]*(?:$|[A-Z(]))"
    for item in lines.matching(pattern, re.IGNORECASE):
        label = item[1]
        if len(lines.rest(item)) > 110 or lines.in_contents(item) or label.islower():
            continue
        number = roman_value(label) if is_roman(label) else 0
        found.append(Heading(label, ((number, ""),) if number else order_of(label), item.start()))
    return nested(rising(found)[0], lines.within[1])


def _romans(lines: Lines) -> list[Section]:
    found = [
        Heading(
            item[1], ((roman_value(item[1]), ""),), item.start(), 1.0 + lines.rest(item).isupper()
        )
        for item in lines.matching(LINE_START + rf"([IVX]{{1,5}})\.[ \t]*\n?[ \t]*{_TITLE}")
        if not lines.in_contents(item) and is_roman(item[1])
    ]
    return nested(rising(found)[0], lines.within[1])


def _letters(lines: Lines) -> list[Section]:
    pattern = rf"([A-Z])\.[ \t]*\n?[ \t]*{_TITLE}"
    return _rising_lines(lines, pattern, lambda item: not lines.in_contents(item))


def _cases(lines: Lines) -> list[Section]:
    return _rising_lines(lines, r"Case[ \t]+([A-Z])\s*[:.]")


def _recitals(lines: Lines) -> list[Section]:
    return _rising_lines(lines, r"(?:\(|Recital )(\d{1,3})\b\)?")


def _rising_lines(
    lines: Lines, pattern: str, accepts: Callable[[re.Match[str]], bool] = lambda item: True
) -> list[Section]:
    """Sections whose lines begin with a pattern and whose labels, its first group, rise."""
    found = [
        Heading(item[1], order_of(item[1]), item.start())
        for item in lines.matching(LINE_START + pattern)
        if accepts(item)
    ]
    return nested(rising(found)[0], lines.within[1])


def _footnotes(lines: Lines) -> list[Section]:
    pattern = rf"\[?\(?(\d{{1,2}})\)?\]?[ \t]*\n?[ \t]*{_TITLE}"
    whole = len(lines.full)
    return [
        Section(item[1], (item.start(), min(item.start() + 900, whole)))
        for item in lines.matching(LINE_START + pattern)
    ]


def _tables(lines: Lines) -> list[Section]:
    return [
        Section(item[1], (item.start(), min(item.start() + 9000, lines.within[1])))
        for item in lines.matching(LINE_START + r"Table[ \t]+([A-Z]?-?\d+)\b", re.IGNORECASE)
        if not lines.in_contents(item)
    ]


def _points(lines: Lines) -> list[Section]:
    pattern = r"(?:[•\-][ \t]*)?\(?(\d{1,2}|[a-z])[.)][ \t\n]"
    return [
        Section(item[1], (item.start(), min(item.start() + 2500, lines.within[1])))
        for item in lines.matching(LINE_START + pattern)
    ]


def _pages(lines: Lines) -> list[Section]:
    text = lines.text
    ends = [*text.starts[1:], lines.within[1]] if text.paged else []
    return [
        Section(str(number), span)
        for number, span in enumerate(zip(text.starts, ends, strict=False), 1)
    ]


FINDERS: dict[str, Callable[[Lines], list[Section]]] = {
    "number": numbers,
    "question": _questions,
    "page": _pages,
    "article": _articles,
    "annex": lambda lines: _divisions(lines, "Annex"),
    "appendix": lambda lines: _divisions(lines, "Appendix"),
    "attachment": lambda lines: _divisions(lines, "Attachment"),
    "part": lambda lines: _divisions(lines, "Part"),
    "roman": _romans,
    "letter": _letters,
    "case": _cases,
    "recital": _recitals,
    "footnote": _footnotes,
    "table": _tables,
    "point": _points,
    "paragraph": paragraphs,
}
"""What finds the sections of each kind that a locator can name."""
