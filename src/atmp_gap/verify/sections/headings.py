"""The finders of headings: per kind of section, every one of a piece of text, with its span.

Each finder collects the lines that look like its kind of heading and leaves it to ``rising`` to
tell headings from lists, tables of contents and wrapped references. A new kind of section is one
function here and a line in ``FINDERS``; `locator` says which words of a locator ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from atmp_gap.verify.sections.labels import is_roman, order_of, roman_value
from atmp_gap.verify.sections.lines import LINE_START, TITLE, Lines
from atmp_gap.verify.sections.paragraphs import paragraphs
from atmp_gap.verify.sections.places import footnotes, pages, points, tables
from atmp_gap.verify.sections.rising import (
    Heading,
    Section,
    inside_by_digits,
    inside_by_points,
    nested,
    rising,
)

_NUMBER = (
    LINE_START + r"(?:Section[ \t]+)?(\d{1,2}(?:\.(?:\d{1,3}|[SPAR]\b))*)\.?\)?"
    r"(?:[ \t]+(?:[–—-][ \t]+)?(?=[\"'(\[]?[A-Z])"
    r"|(?:(?<=\.\d)|(?<=\d\.))[ \t]*\n[ \t]*(?=[A-Z])|[ \t]*:[ \t]*\n)"
)
_BRACKETED = (
    LINE_START + r"(?:[IVX]+|[A-Za-z]|\d{1,2}|[ivx]+)\.[ \t]+[A-Z][^\n]{2,110}(?:\n[^\n]{2,60})?"
    r"\((\d{1,2}(?:\.\d{1,2}){0,4})\)[ \t]*$"
)
"""A heading of an FDA copy of an ICH text: `A. Stress Testing (2.1.2)`."""
_DATE = re.compile(
    r"\s*(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:19|20)\d\d\b"
)
"""What follows a number that is a day: 20 May 2021."""
_LAW = (
    LINE_START + r"\[?(?:§+[ \t]*(?=\d)|(?i:sec(?:tion|t?\.)|sec\b)[ \t]*(?=\d{3}))"
    r"(\d{1,4}[A-Za-z]{0,4}(?:[.-]\d+[a-z]?)*)\b"
    r"(?=[ \t.:\]–—-]*(?:$|[A-Z\[\"(]))"
)
_CODIFIED = re.compile(r"U\.?\s?S\.?\s?C\.?\s*(?:§+\s*)?(\d+[A-Za-z]{0,4}(?:-\d+[a-z]?)?)")
_CHAPTERS = 3
"""From so many chapters on a table of contents is taken at its word."""


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
    bracketed = _bracketed(lines)
    if bracketed:
        return bracketed
    contents: set[str] = set()
    found: list[Heading] = []
    for item in lines.matching(_NUMBER):
        rest = lines.rest(item)
        if lines.in_contents(item):
            contents.add(item[1])
        elif not _DATE.match(rest):
            # What follows a number on the next line may be its title, or another cell of a table.
            weight = _likeness(item[1], "." if "\n" in item[0] else rest)
            found.append(Heading(item[1], order_of(item[1]), item.start(), weight))
    chapters = {label for label in contents if "." not in label}
    if len(chapters) >= _CHAPTERS:
        # The contents name every chapter, so that another number without points is a list's.
        found = [item for item in found if "." in item.label or item.label in chapters]
    by_points, weight = rising(found)
    by_digits, more = rising(found, by_digits=True)
    if more > weight + 3:
        return nested(by_digits, lines.within[1], inside_by_digits)
    return nested(by_points, lines.within[1], inside_by_points)


def _bracketed(lines: Lines) -> list[Section]:
    """The ICH numbers behind the headings of an FDA copy; none where too few headings have one."""
    found = [
        Heading(label, order_of(label), item.start())
        for item in lines.matching(_BRACKETED)
        if not lines.in_contents(item)
        for label in [item[1].removesuffix(".0")]
    ]
    run = rising(found)[0]
    deep = any("." in heading.label for heading in run)
    return nested(run, lines.within[1], inside_by_points) if len(run) >= 3 and deep else []


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
    pattern = r"(?:Art(?:icle|\.)|ARTICLE)[ \t\u00a0]+(\d+[a-z]{0,3})\b(?=[ \t.*:–—-]*(?:$|[A-Z]))"
    return _rising_lines(lines, pattern, lambda item: len(lines.rest(item)) < 120)


def _law_sections(lines: Lines) -> list[Section]:
    """Sections of a code: § 356, Sec. 312.23, SEC. 506. [21 U.S.C. 356].

    A list of sections at the beginning has the same lines as the text, but nothing between them.
    """
    items = list(lines.matching(_LAW))
    if not items:
        return []
    ends = [*(item.start() for item in items[1:]), lines.within[1]]
    found = [
        Heading(
            item[1], order_of(item[1]), item.start(), 0.1 + min(1.0, (end - item.start()) / 500)
        )
        for item, end in zip(items, ends, strict=True)
    ]
    sections = nested(rising(found)[0], lines.within[1])
    for section in list(sections):
        line = lines.full[section.span[0] : section.span[0] + 200].partition("\n")[0]
        codified = _CODIFIED.search(line)
        if codified and codified[1] != section.label:
            sections.append(Section(codified[1], section.span))
    return sections


def _items(lines: Lines) -> list[Section]:
    """The numbers inside a lettered part: `3. Title` in III.B, `37. Text` in a part of an annex."""
    pattern = rf"(\d{{1,3}}[a-z]?)\.(?!\d)[ \t]*\n?[ \t]*{TITLE}"
    found: list[Heading] = []
    for item in lines.matching(LINE_START + pattern):
        rest = lines.rest(item)
        if lines.in_contents(item) or _DATE.match(rest):
            continue
        # Lists stand in such parts too; a heading is capitalised word by word.
        weight = _likeness(item[1], rest) + (0.8 if _in_title_case(rest) else 0.0)
        found.append(Heading(item[1], order_of(item[1]), item.start(), weight))
    return nested(rising(found)[0], lines.within[1])


def _in_title_case(title: str) -> bool:
    words = re.findall(r"[A-Za-z]{4,}", title)
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _subitems(lines: Lines) -> list[Section]:
    pattern = rf"([a-z])\.[ \t]*\n?[ \t]*{TITLE}"
    return _rising_lines(lines, pattern, lambda item: not lines.in_contents(item))


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
        for item in lines.matching(LINE_START + rf"([IVX]{{1,5}})\.[ \t]*\n?[ \t]*{TITLE}")
        if not lines.in_contents(item) and is_roman(item[1])
    ]
    return nested(rising(found)[0], lines.within[1])


def _letters(lines: Lines) -> list[Section]:
    """Lettered parts; the heading that they lie under may itself be I, V or X."""
    pattern = rf"([A-Z])\.[ \t]*\n?[ \t]*{TITLE}"
    return _rising_lines(
        lines,
        pattern,
        lambda item: item.start() > lines.within[0] and not lines.in_contents(item),
    )


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


FINDERS: dict[str, Callable[[Lines], list[Section]]] = {
    "number": numbers,
    "question": _questions,
    "page": pages,
    "article": _articles,
    "annex": lambda lines: _divisions(lines, "Annex"),
    "appendix": lambda lines: _divisions(lines, "Appendix"),
    "attachment": lambda lines: _divisions(lines, "Attachment"),
    "part": lambda lines: _divisions(lines, "Part"),
    "roman": _romans,
    "letter": _letters,
    "item": _items,
    "subitem": _subitems,
    "section": _law_sections,
    "case": _cases,
    "recital": _recitals,
    "footnote": footnotes,
    "table": tables,
    "point": points,
    "paragraph": paragraphs,
}
"""What finds the sections of each kind that a locator can name."""
