"""A locator taken apart into steps, as people cite: `5, Case F; Annex 6, 6.3` names two places.

``targets_of("Annex 6, 6.3")`` is ``[[("annex", "6"), ("number", "6.3")]]``; `outline` follows the
steps in a text. Words that name no section give no target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atmp_gap.verify.sections.labels import is_roman, look_of

Step = tuple[str, str]
"""A kind (number, article, annex, question, paragraph ...) and its label."""

_RANKS = (
    "annex appendix attachment part",
    "article number question roman page recital footnote section",
    "letter case table",
    "item",
    "subitem",
    "paragraph point",
    "note",
)
_RANK = {kind: rank for rank, kinds in enumerate(_RANKS) for kind in kinds.split()}
_SECTION = r"\d+[a-z]{0,4}(?:[.-]\d+[a-z]?)*"
_TOKEN = re.compile(
    # 21 CFR 312.23, 21 U.S.C. § 356, title 21 section 356, § 312.23
    r"(?:(?:title\s+)?\b\d+\s*(?:C\.?\s?F\.?\s?R\.?|U\.?\s?S\.?\s?C\.?(?:\s?[AS]\b\.?)?|,?(?=\s*§))"
    r"\s*(?:§+|sec(?:tion|t?\.)|parts?\b)?|§+)\s*(?P<section>" + _SECTION + r")"
    r"|(?P<named>annex|appendix|attachment|part|articles?|art\.|sections?|sec\.|questions?|"
    r"footnotes?|recitals?|tables?|case|points?|paragraphs?|paras?\b\.?|notes?|pages?|p\.|glossary)\s*"
    r"(?P<label>\d+(?:\.\d+)+|[A-Z]?-?\d+[a-z]{0,3}\b|[IVX]+\b|[A-Za-z]\b)?"
    r"|(?P<roman>\b[IVX]+)(?:\.(?P<letter>[A-Z])\b(?:\.(?P<item>\d+)\b(?:\.(?P<subitem>[a-z])\b)?)?)?(?![\w])"
    r"|(?P<number>\b\d+(?:\.\d+)*(?:\.[SPAR](?:\.\d+)*\b)?(?:[a-z]\b)?)"
    r"|(?P<single>\b[A-Z]\b(?!\.?[a-z]))"
    r"|(?P<paren>\([0-9A-Za-z]{1,5}\))|(?P<break>;)|(?P<other>[,&]|\band\b|\bto\b|[-–])",
    re.IGNORECASE,
)
_ANOTHER_TEXT = re.compile(r"\b(?:restating|quoting|citing|repeating)\b[^;]*", re.IGNORECASE)
"""What another text says in a place of its own: `II, restating 21 CFR 1271.3(c)` is II."""
_INNER = ("letter", "item", "annex", "appendix")
"""Behind these a bare letter or number goes deeper: `Annex I G 37`, `III.B, 3`."""


def targets_of(locator: str) -> list[list[Step]]:
    """The sections a locator names, each as steps from the outer to the inner."""
    locator = _ANOTHER_TEXT.sub("", locator)
    parser = _Parser()
    for item in _TOKEN.finditer(locator):
        parser.read(item)
    targets = parser.targets
    if re.search(r"subparagraph|introductory|opening|chapeau", locator, re.IGNORECASE):
        # Text of the article outside its numbered points.
        targets += [[step for step in target if step[0] != "paragraph"] for target in targets]
    return [target for target in targets if target]


class _Parser:
    """Reads a locator token by token. Each step joins the path of the one before it.

    A step keeps those steps of the path that are of an outer rank, so `Annex 6, 6.3` is 6.3 in
    Annex 6, and `2.1, 2.2` are two sections. A paragraph marker directly behind another goes
    deeper, `(d)(3)`; after a comma it stands beside the last of its look, `(b)(1), (3)`. A target
    that only says more exactly what the one before said takes its place.
    """

    def __init__(self) -> None:
        self.targets: list[list[Step]] = []
        self._path: list[Step] = []
        self._last_kind = ""
        self._after_comma, self._after_dash = True, False

    def read(self, item: re.Match[str]) -> None:
        """Take in one token."""
        if item["break"]:
            self._path, self._after_comma, self._last_kind = [], True, ""
            return
        if item["other"]:
            self._after_comma = True
            self._after_dash = item["other"] in ("-", "–") or item["other"].lower() == "to"
            return
        steps = _steps(item, self._last_kind, self._path)
        if self._after_dash and len(steps) == 1 and self._path:
            steps = _between(self._path[-1], steps[0])
        beside, self._after_dash = self._after_comma, False
        if not steps and item["named"]:
            # `Articles 2(13) and 15`: the word holds for the numbers that follow.
            self._last_kind = _kind(item["named"])
        for kind, label in steps:
            self._join(kind, label, beside)

    def _join(self, kind: str, label: str, beside: bool) -> None:
        if kind == "paragraph":
            marked = any(step[0] == "paragraph" for step in self._path)
            base = _siblings(self._path, label) if marked and beside else self._path
            joined = _joined(base, label)
        else:
            self._last_kind = kind
            base = [step for step in self._path if _RANK[step[0]] < _RANK[kind]]
            if kind == "table":
                base = [step for step in base if _RANK[step[0]] == 0]
            joined = [*base, (kind, label)]
        if self.targets and _narrows(self.targets[-1], joined, self._after_comma):
            self.targets.pop()
        self.targets.append(joined)
        self._path = joined
        self._after_comma = False


def _between(first: Step, last: Step) -> list[Step]:
    """A range spelled out: (1)-(3) is (1), (2), (3); the last alone where that is no range."""
    kind, label = last
    begin = first[1].rpartition("/")[2] if kind == "paragraph" else first[1]
    if kind != first[0] or "." in label:
        return [last]
    if begin.isdigit() and label.isdigit() and 0 < int(label) - int(begin) < 60:
        return [(kind, str(number)) for number in range(int(begin) + 1, int(label) + 1)]
    if begin.isalpha() and len(begin) == len(label) == 1 and ord(begin) < ord(label):
        return [(kind, chr(code)) for code in range(ord(begin) + 1, ord(label) + 1)]
    return [last]


_SHORT = {
    "art": "article",
    "section": "number",
    "sec": "number",
    "para": "paragraph",
    "p": "page",
}


def _kind(word: str) -> str:
    word = word.lower().rstrip(".")
    word = word if word in ("annex",) else word.removesuffix("s")
    return _SHORT.get(word, word)


def _steps(item: re.Match[str], last: str, path: Sequence[Step]) -> list[Step]:
    """The steps a token stands for; ``path`` is where the one before it led."""
    if item["section"]:
        return [("section", item["section"])]
    if item["named"]:
        return _named_step(_kind(item["named"]), item["label"])
    if item["roman"] and item["roman"].isupper() and not _continues(item["roman"], path):
        parts = (("roman", "roman"), ("letter", "letter"), ("item", "item"), ("subitem", "subitem"))
        return [(kind, item[group]) for kind, group in parts if item[group]]
    if item["number"]:
        return [(_number_kind(item["number"], last, path), item["number"])]
    single = item["single"] or item["roman"]
    if single and single.isupper() and path and path[-1][0] in _INNER:
        return [("letter", single)]
    if item["paren"]:
        return [("paragraph", item["paren"].strip("()"))]
    return []


def _named_step(kind: str, label: str | None) -> list[Step]:
    if label is None or kind == "glossary":
        return []
    if kind == "number" and not label[0].isdigit():
        kind = "roman" if is_roman(label) else "letter"
        label = label.upper()
    if kind == "number" and re.match(r"\d{3}", label):
        kind = "section"
    return [(kind, label)]


def _continues(letter: str, path: Sequence[Step]) -> bool:
    """Whether I, V or X is the letter after the one before it: `VII.H-I`."""
    return bool(path) and path[-1][0] == "letter" and ord(letter[0]) == ord(path[-1][1][0]) + 1


def _number_kind(number: str, last: str, path: Sequence[Step]) -> str:
    """What a bare number counts: items inside a letter, else what was last named."""
    if "." in number:
        return "section" if re.match(r"\d{3}", number) else "number"
    if path and path[-1][0] in ("letter", "item"):
        return "item"
    if last in ("article", "question", "footnote", "recital", "table", "section"):
        return last
    return "number"


def _joined(path: Sequence[Step], label: str) -> list[Step]:
    """A path with one more paragraph marker; markers are kept as one step, ``d/3/B``."""
    if path and path[-1][0] == "paragraph":
        return [*path[:-1], ("paragraph", f"{path[-1][1]}/{label}")]
    return [*path, ("paragraph", label)]


def _siblings(path: Sequence[Step], label: str) -> list[Step]:
    """What a paragraph marker after a comma stands under: the level that looks like it."""
    kind, marks = path[-1]
    if kind != "paragraph":
        return list(path)
    parts = marks.split("/")
    for depth in range(len(parts) - 1, -1, -1):
        if look_of(parts[depth]) == look_of(label):
            kept = parts[:depth]
            return [*path[:-1], *([("paragraph", "/".join(kept))] if kept else [])]
    return list(path)


def _narrows(earlier: Sequence[Step], later: Sequence[Step], fresh: bool) -> bool:
    """Whether a target only says more exactly what the one before it said."""
    if list(earlier) == list(later[:-1]):
        return not fresh or later[-1][0] != "table"
    return later[-1][0] == "paragraph" and _extends(earlier, later)


def _extends(shorter: Sequence[Step], longer: Sequence[Step]) -> bool:
    return (
        len(shorter) == len(longer)
        and list(shorter[:-1]) == list(longer[:-1])
        and longer[-1][1].startswith(f"{shorter[-1][1]}/")
    )
