"""Where a locator leads in a text: 2.2.1, Article 16(1), (d)(3)(B)(i), Annex 6, Question 4, VI.B.

Headings are recognised at the beginning of lines and kept only where their numbers rise through
the document, so that tables of contents, lists and wrapped cross-references do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from atmp_gap.verify.locator import Step, look_of, targets_of
from atmp_gap.verify.text import Text

Span = tuple[int, int]

_ROMAN = re.compile(r"^(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})$")
_LABEL = re.compile(r"^(?:\d{1,3}[a-z]{0,2}|[A-Za-z]|([a-z])\1|[ivxIVX]{2,5}|[ivx]+a+)$")
_WRAPPED = re.compile(
    r"(?:\b(?:(?:sub)?paragraphs?|(?:sub)?sections?|articles?|points?|clauses?)"
    r"|[\d)][ \t]+(?:and|or|to))[ \t]*\n?[ \t]*$",
    re.IGNORECASE,
)
"""What stands before a reference that a line end cut in two."""
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MARK = r"^[ \t]*(?:#+[ \t]*|\*{2}[ \t]*)?"
_TOC = re.compile(r"(\.[ .]{3,}\s*\d*|\s{3,}\d{1,3})\s*$")


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text.lower()]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )


@dataclass(frozen=True)
class Heading:
    """A heading: its label, where it stands, and how much it looks like one."""

    label: str
    key: tuple[tuple[int, str], ...]
    start: int
    weight: float


@dataclass(frozen=True)
class Place:
    """Where a locator leads: the spans, and whether each of its parts was found as a heading."""

    spans: tuple[Span, ...]
    found: bool
    checkable: bool


def _key(label: str) -> tuple[tuple[int, str], ...]:
    """A label as something that sorts as its document counts: 2.10, 16a, A-5."""
    parts: list[tuple[int, str]] = []
    for piece in re.findall(r"\d+[a-z]*|[A-Za-z]+", label):
        number = re.match(r"\d+", piece)
        parts.append((int(number[0]), piece[number.end() :]) if number else (0, piece.lower()))
    return tuple(parts)


def rising(headings: Sequence[Heading], lexical: bool = False) -> tuple[list[Heading], float]:
    """The heaviest run of headings whose labels rise. ``lexical``: 2.10 lies inside 2.1."""
    keys: list[object] = [
        tuple(heading.label.split(".")[:1] + list("".join(heading.label.split(".")[1:])))
        if lexical
        else heading.key
        for heading in headings
    ]
    if lexical:
        keys = [(int(key[0]), *key[1:]) for key in keys]  # type: ignore[index]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}  # type: ignore[type-var]
    # A Fenwick tree of the best weight up to each rank keeps this at n log n.
    size = len(ranks)
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    back = [-1] * len(headings)
    best = (0.0, -1)
    for i, (heading, key) in enumerate(zip(headings, keys, strict=True)):
        rank = ranks[key]
        top, at = (0.0, -1), rank
        while at > 0:
            top = max(top, tree[at])
            at -= at & -at
        back[i] = top[1]
        value = (top[0] + heading.weight, i)
        best = max(best, value)
        at = rank + 1
        while at <= size:
            tree[at] = max(tree[at], value)
            at += at & -at
    chain: list[Heading] = []
    at = best[1]
    while at >= 0:
        chain.append(headings[at])
        at = back[at]
    return chain[::-1], best[0]


class Outline:
    """The sections of one text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.whole: Span = (0, len(text.full))
        self._known: dict[tuple[str, Span], list[tuple[str, Span]]] = {}

    def locate(self, locator: str) -> Place:
        """Where a locator leads. Nothing in it that names a section: the whole text."""
        spans: list[Span] = []
        found = True
        targets = targets_of(locator)
        for target in targets:
            here, sure = self._follow(target)
            spans += here
            found = found and sure
        if not targets:
            return Place((self.whole,), False, False)
        return Place(tuple(dict.fromkeys(spans)), found and bool(spans), True)

    def _follow(self, target: Sequence[Step]) -> tuple[list[Span], bool]:
        spans = [self.whole]
        resolved = 0
        for index, (kind, label) in enumerate(target):
            inner = [span for outer in spans for span in self._named(kind, label, outer)]
            if not inner and index == 0 and kind == "number":
                inner = self._anywhere(label)
            if not inner:
                if kind in ("paragraph", "note", "table", "point"):
                    continue
                return ([], False) if not resolved else (spans, False)
            spans = inner
            resolved += 1
        return (spans, True) if resolved else ([], False)

    def _named(self, kind: str, label: str, within: Span) -> list[Span]:
        wanted = label.lower()
        return [span for name, span in self._sections(kind, within) if name.lower() == wanted]

    def _anywhere(self, label: str) -> list[Span]:
        """A numbered section inside an annex, for locators that leave the annex out."""
        return [
            span
            for kind in ("annex", "appendix", "part")
            for _, outer in self._sections(kind, self.whole)
            for span in self._named("number", label, outer)
        ]

    def heading_at(self, offset: int) -> str:
        """The section an offset lies in, as one would cite it; empty where none is known."""
        names: list[str] = []
        for kind in ("article", "annex", "appendix", "roman", "number"):
            inside = [
                (start, name)
                for name, (start, end) in self._sections(kind, self.whole)
                if start <= offset < end
            ]
            if inside:
                name = max(inside)[1]
                names.append(name if kind in ("number", "roman") else f"{kind.title()} {name}")
                if kind == "article":
                    break
        return ", ".join(names[:2])

    @cached_property
    def labels(self) -> list[str]:
        """Every numbered section or article, in order: what a reader could cite."""
        return [
            name if kind == "number" else f"Article {name}"
            for kind in ("number", "article")
            for name, _ in self._sections(kind, self.whole)
        ]

    def _sections(self, kind: str, within: Span) -> list[tuple[str, Span]]:
        key = (kind, within)
        if key not in self._known:
            finder = _FINDERS.get(kind)
            self._known[key] = finder(self, within) if finder else []
        return self._known[key]

    # --- finders -------------------------------------------------------------------------------

    def _lines(self, pattern: str, within: Span, flags: int = 0) -> Iterable[re.Match[str]]:
        return re.compile(pattern, re.MULTILINE | flags).finditer(self.text.full, *within)

    def _rest(self, found: re.Match[str]) -> str:
        end = self.text.full.find("\n", found.end())
        return self.text.full[found.end() : end if end >= 0 else None]

    def _listed(self, found: re.Match[str]) -> bool:
        """Whether a heading stands in a table of contents: leaders or a page number follow it."""
        if _TOC.search(self._rest(found)):
            return True
        near = self.text.full[found.end() : found.end() + 160]
        return bool(re.search(r"\.{5}|(?: \.){5}", near.partition("\n\n")[0]))

    def _numbers(self, within: Span) -> list[tuple[str, Span]]:
        if within == self.whole:
            first = [
                self._sections(kind, within)[:1] for kind in ("annex", "appendix", "attachment")
            ]
            annexes = [span[0] for found in first for name, span in found if name in "1IA"]
            body = (within[0], min(annexes, default=within[1]))
            if body[1] < 0.3 * within[1]:
                body = within
            return self._numbered(body)
        return self._numbered(within)

    def _numbered(self, within: Span) -> list[tuple[str, Span]]:
        found: list[Heading] = []
        pattern = (
            _MARK + r"(?:Section[ \t]+)?(\d{1,2}(?:\.\d{1,3})*)\.?\)?"
            r"(?:[ \t]+(?=[\"'(\[]?[A-Z])"
            r"|(?:(?<=\.\d)|(?<=\d\.))[ \t]*\n[ \t]*(?=[A-Z])|[ \t]*:[ \t]*\n)"
        )
        for item in self._lines(pattern, within):
            if self._listed(item):
                continue
            rest = self._rest(item)
            label = item[1]
            weight = 1.0 + 0.6 * min(label.count("."), 2)
            title = rest.strip().strip("*")
            weight += 0.8 if title.isupper() else 0.0
            weight += 0.4 if len(title) < 80 and not title.endswith((".", ",", ";")) else 0.0
            found.append(Heading(label, _key(label), item.start(), weight))
        plain, by_value = rising(found)
        inner, by_text = rising(found, lexical=True)
        if by_text > by_value + 3:
            return _nested(inner, within[1], _digits_inside)
        return _nested(plain, within[1], lambda a, b: b.startswith(f"{a}."))

    def _questions(self, within: Span) -> list[tuple[str, Span]]:
        found: list[Heading] = []
        pattern = _MARK + r"(?:(?:Q|Question)[ \t]*(\d+(?:\.\d+)?)\b|(\d{1,2})[.:])[ \t]*(?=\S|$)"
        for item in self._lines(pattern, within, re.IGNORECASE):
            asked = re.match(
                r"[^?]{0,300}\?(?!\.{3})", self.text.full[item.end() : item.end() + 301]
            )
            if not asked or re.search(r"\.{4}|\n[ \t]*\n[ \t]*\d", asked[0]):
                continue
            label = item[1] or item[2]
            found.append(Heading(label, _key(label), item.start(), 1.0))
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _pages(self, within: Span) -> list[tuple[str, Span]]:
        ends = [*self.text.starts[1:], within[1]] if self.text.paged else []
        return [
            (str(number), (start, end))
            for number, (start, end) in enumerate(zip(self.text.starts, ends, strict=False), 1)
        ]

    def _articles(self, within: Span) -> list[tuple[str, Span]]:
        found = [
            Heading(item[1], _key(item[1]), item.start(), 1.0)
            for item in self._lines(
                _MARK + r"Art(?:icle|\.)[ \t\u00a0]+(\d+[a-z]{0,3})\b(?=[ \t.*:–—-]*(?:$|[A-Z]))",
                within,
            )
            if len(self._rest(item)) < 120
        ]
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _divisions(self, name: str) -> Callable[[Span], list[tuple[str, Span]]]:
        def find(within: Span) -> list[tuple[str, Span]]:
            found: list[Heading] = []
            pattern = _MARK + rf"{name}[ \t\u00a0]+(\d+|[IVX]+|[A-Z])\b(?=[ \t.*:–—-]*(?:$|[A-Z(]))"
            for item in self._lines(pattern, within, re.IGNORECASE):
                rest = self._rest(item)
                if len(rest) > 110 or self._listed(item) or item[1].islower():
                    continue
                label = item[1]
                number = _roman(label) if _ROMAN.match(label.lower()) else 0
                key = ((number, ""),) if number else _key(label)
                found.append(Heading(label, key, item.start(), 1.0))
            return _nested(rising(found)[0], within[1], lambda a, b: False)

        return find

    def _romans(self, within: Span) -> list[tuple[str, Span]]:
        found = [
            Heading(
                item[1], ((_roman(item[1]), ""),), item.start(), 1.0 + self._rest(item).isupper()
            )
            for item in self._lines(
                _MARK + r"([IVX]{1,5})\.[ \t]*\n?[ \t]*(?=[\"'(]?[A-Z])", within
            )
            if not self._listed(item) and _ROMAN.match(item[1].lower())
        ]
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _letters(self, within: Span) -> list[tuple[str, Span]]:
        found = [
            Heading(item[1], _key(item[1]), item.start(), 1.0)
            for item in self._lines(_MARK + r"([A-Z])\.[ \t]*\n?[ \t]*(?=[\"'(]?[A-Z])", within)
            if not self._listed(item)
        ]
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _cases(self, within: Span) -> list[tuple[str, Span]]:
        found = [
            Heading(item[1], _key(item[1]), item.start(), 1.0)
            for item in self._lines(_MARK + r"Case[ \t]+([A-Z])\s*[:.]", within)
        ]
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _recitals(self, within: Span) -> list[tuple[str, Span]]:
        found = [
            Heading(item[1], _key(item[1]), item.start(), 1.0)
            for item in self._lines(_MARK + r"(?:\(|Recital )(\d{1,3})\b\)?", within)
        ]
        return _nested(rising(found)[0], within[1], lambda a, b: False)

    def _footnotes(self, within: Span) -> list[tuple[str, Span]]:
        return [
            (item[1], (item.start(), min(item.start() + 900, self.whole[1])))
            for item in self._lines(
                _MARK + r"\[?\(?(\d{1,2})\)?\]?[ \t]*\n?[ \t]*(?=[\"'(]?[A-Z])", within
            )
        ]

    def _tables(self, within: Span) -> list[tuple[str, Span]]:
        starts = [
            (item[1], item.start())
            for item in self._lines(_MARK + r"Table[ \t]+([A-Z]?-?\d+)\b", within, re.IGNORECASE)
            if not self._listed(item)
        ]
        return [(name, (start, min(start + 9000, within[1]))) for name, start in starts]

    def _points(self, within: Span) -> list[tuple[str, Span]]:
        starts = [
            (item[1], item.start())
            for item in self._lines(
                _MARK + r"(?:[•\-][ \t]*)?\(?(\d{1,2}|[a-z])[.)][ \t\n]", within
            )
        ]
        return [(name, (start, min(start + 2500, within[1]))) for name, start in starts]

    def _paragraphs(self, within: Span) -> list[tuple[str, Span]]:
        """Paragraph markers at the beginning of lines as paths: ``d/3/B/i``."""
        stack: list[str] = []
        marks: list[tuple[str, int]] = []
        pattern = (
            _MARK + r"((?:\([0-9a-zA-Z]{1,5}\)[ \t]*)+|\d{1,2}[a-z]?\.(?=[ \t]*$|[ \t]+[A-Z]))"
        )
        for item in self._lines(pattern, within):
            if _WRAPPED.search(self.text.full, max(0, item.start() - 40), item.start()):
                continue
            for label in re.findall(r"[0-9a-zA-Z]+", item[1]):
                if not _LABEL.match(label):
                    continue
                level = _level(stack, label)
                if level is None:
                    continue
                stack[level:] = [label]
                marks.append(("/".join(stack), item.start()))
        spans: list[tuple[str, Span]] = []
        for i, (path, start) in enumerate(marks):
            end = within[1]
            for later, at in marks[i + 1 :]:
                if not later.startswith(f"{path}/"):
                    end = at
                    break
            spans.append((path, (start, end)))
        return spans


def _level(stack: Sequence[str], label: str) -> int | None:
    """The level a paragraph marker belongs to, given those open above it."""
    for depth in range(len(stack) - 1, -1, -1):
        if _follows(stack[depth], label):
            return depth
    if label.lower() in ("a", "1", "i") or not stack:
        return len(stack)
    # A gap in the count, as where points were deleted: the nearest level of the same look.
    for depth in range(len(stack) - 1, -1, -1):
        if look_of(stack[depth]) == look_of(label) and _key(label) > _key(stack[depth]):
            return depth
    return None


def _follows(last: str, label: str) -> bool:
    if look_of(last) != look_of(label):
        return False
    if last[0].isdigit():
        step = _key(label)[0][0] - _key(last)[0][0]
        return step in (0, 1) and _key(label) > _key(last)
    if len(last) == len(label) == 1 and ord(label) == ord(last) + 1:
        return True
    a, b = last.lower(), label.lower()
    return bool(_ROMAN.match(a) and _ROMAN.match(b) and _roman(b) == _roman(a) + 1)


def _digits_inside(outer: str, inner: str) -> bool:
    """Whether 2.10 lies inside 2.1, as where paragraphs are numbered by tens."""
    return inner.startswith(f"{outer}.") or ("." in outer and inner.startswith(outer))


def _nested(
    headings: Sequence[Heading], end: int, inside: Callable[[str, str], bool]
) -> list[tuple[str, Span]]:
    """Headings with their spans: up to the next one that is not inside."""
    spans: list[tuple[str, Span]] = []
    open_: list[tuple[int, str]] = []
    ends = [end] * len(headings)
    for i, heading in enumerate(headings):
        while open_ and not inside(open_[-1][1], heading.label):
            ends[open_.pop()[0]] = heading.start
        open_.append((i, heading.label))
    for heading, stop in zip(headings, ends, strict=True):
        spans.append((heading.label, (heading.start, stop)))
    return spans


_FINDERS: dict[str, Callable[[Outline, Span], list[tuple[str, Span]]]] = {
    "number": Outline._numbers,
    "question": Outline._questions,
    "page": Outline._pages,
    "article": Outline._articles,
    "annex": lambda outline, within: outline._divisions("Annex")(within),
    "appendix": lambda outline, within: outline._divisions("Appendix")(within),
    "attachment": lambda outline, within: outline._divisions("Attachment")(within),
    "part": lambda outline, within: outline._divisions("Part")(within),
    "roman": Outline._romans,
    "letter": Outline._letters,
    "case": Outline._cases,
    "recital": Outline._recitals,
    "footnote": Outline._footnotes,
    "table": Outline._tables,
    "point": Outline._points,
    "paragraph": Outline._paragraphs,
}
