"""The numbers that Word puts before paragraphs by itself, which stand nowhere in a file's text.

A paragraph says which list it belongs to and how deep (``w:numPr``), itself or through its style;
the list says how each depth counts and how its number is written. So the numbers are counted here
as Word counts them: a number on one depth starts the deeper ones again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEPTHS = 9


@dataclass
class _Level:
    """How one depth of a list counts, and how its number is written: `%1.%2`."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False


@dataclass
class _List:
    """A list of a document: its depths, and what it has counted so far."""

    levels: dict[int, _Level]
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counted paragraph by paragraph in the order of its text."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._by_style = {
            level.style: (name, depth)
            for name, item in self._lists.items()
            for depth, level in item.levels.items()
            if level.style
        }

    def label(self, paragraph: Element) -> str:
        """The number Word shows before a paragraph, counted on; empty where it shows none."""
        name, depth = self._place(paragraph)
        if not name or name == "0" or depth >= _DEPTHS:
            return ""
        item = self._lists.get(name)
        level = item.levels.get(depth) if item else None
        if item is None or level is None or level.form == "bullet":
            return self._heading_label(paragraph, depth)
        # Lists that share their abstract list go on counting where the other stopped.
        counts = self._counts.setdefault(item.abstract, [None] * _DEPTHS)
        if depth in item.overrides and (name, depth) not in self._begun:
            counts[depth] = item.overrides[depth]
        else:
            before = counts[depth]
            counts[depth] = level.start if before is None else before + 1
        self._begun.add((name, depth))
        for deeper in range(depth + 1, _DEPTHS):
            restart = item.levels[deeper].restart if deeper in item.levels else None
            if restart is None or (restart and depth < restart):
                counts[deeper] = None
        for outer in range(depth):
            if counts[outer] is None and outer in item.levels:
                counts[outer] = item.levels[outer].start
        return _written(item, level, counts)

    def _heading_label(self, paragraph: Element, depth: int) -> str:
        """A heading whose list does not say how it counts: 4.2, as headings do."""
        style = _value(paragraph[0], "pStyle") if len(paragraph) else None
        if not re.match(r"heading\s?\d", style or "", re.IGNORECASE):
            return ""
        counts = self._counts.setdefault("headings", [None] * _DEPTHS)
        counts[depth] = (counts[depth] or 0) + 1
        counts[depth + 1 :] = [None] * (_DEPTHS - depth - 1)
        return ".".join(str(count or 1) for count in counts[: depth + 1])

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list a paragraph belongs to, and how deep; by itself, else by its style."""
        properties = paragraph.find(f"{WORD}pPr")
        if properties is None:
            return "", 0
        style = _value(properties, "pStyle") or ""
        own_list, own_depth = _reference(properties.find(f"{WORD}numPr"))
        style_list, style_depth = "", None
        seen: set[str] = set()
        while style and style not in seen and not style_list:
            seen.add(style)
            parent, style_list, style_depth = self._styles.get(style, ("", "", None))
            if style_list and style_depth is None:
                style_depth = self._by_style.get(style, ("", 0))[1]
            style = parent
        name = style_list if own_list is None else own_list
        depth = own_depth if own_depth is not None else style_depth
        return name, depth or 0


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{WORD}{name}")
    return None if found is None else found.get(f"{WORD}val")


def _whole(value: str | None) -> int | None:
    return int(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else None


def _reference(properties: Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    return _value(properties, "numId"), _whole(_value(properties, "ilvl"))


def _level(element: Element) -> tuple[int, _Level]:
    start = _whole(_value(element, "start"))
    level = _Level(
        1 if start is None else start,
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
        _whole(_value(element, "lvlRestart")),
        _value(element, "pStyle") or "",
        element.find(f"{WORD}isLgl") is not None,
    )
    return _whole(element.get(f"{WORD}ilvl")) or 0, level


def _lists(numbering: Element) -> dict[str, _List]:
    abstract = {
        item.get(f"{WORD}abstractNumId", ""): dict(map(_level, item.findall(f"{WORD}lvl")))
        for item in numbering.findall(f"{WORD}abstractNum")
    }
    lists: dict[str, _List] = {}
    for item in numbering.findall(f"{WORD}num"):
        name = _value(item, "abstractNumId") or ""
        made = _List(dict(abstract.get(name, {})), name)
        for override in item.findall(f"{WORD}lvlOverride"):
            depth = _whole(override.get(f"{WORD}ilvl")) or 0
            changed = override.find(f"{WORD}lvl")
            if changed is not None:
                made.levels[depth] = _level(changed)[1]
            start = _whole(_value(override, "startOverride"))
            if start is not None:
                made.overrides[depth] = start
        lists[item.get(f"{WORD}numId", "")] = made
    return lists


def _styles(styles: Element) -> dict[str, tuple[str, str, int | None]]:
    """Per style: the style it is based on, its list, and its depth."""
    found: dict[str, tuple[str, str, int | None]] = {}
    for style in styles.findall(f"{WORD}style"):
        name, depth = _reference(style.find(f"{WORD}pPr/{WORD}numPr"))
        parent = _value(style, "basedOn") or ""
        found[style.get(f"{WORD}styleId", "")] = (parent, name or "", depth)
    return found


def _written(item: _List, level: _Level, counts: list[int | None]) -> str:
    if level.form in ("bullet", "none"):
        return ""

    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        count = counts[depth] or 0
        outer = item.levels.get(depth, level)
        return formatted(count, "decimal" if level.legal else outer.form)

    return re.sub(r"%([1-9])", number, level.text).strip()


def formatted(count: int, form: str) -> str:
    """A count as a list writes it: 4, d, iv."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman if form == "lowerRoman" else roman.upper()
    return f"{count:02}" if form == "decimalZero" else str(count)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
