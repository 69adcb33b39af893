"""Locators as steps: `5, Case F; Annex 6, 6.3` names two places, each from outer to inner."""

from __future__ import annotations

import re
from collections.abc import Sequence

Step = tuple[str, str]
"""A kind (number, article, annex, question, paragraph ...) and its label."""

_RANKS = (
    "annex appendix attachment part",
    "article number question roman page recital footnote",
    "letter case table",
    "paragraph point",
    "note",
)
_RANK = {kind: rank for rank, kinds in enumerate(_RANKS) for kind in kinds.split()}
_TOKEN = re.compile(
    r"(?P<named>annex|appendix|attachment|part|articles?|art\.|sections?|questions?|footnotes?|"
    r"recitals?|tables?|case|points?|notes?|pages?|p\.|glossary)\s*(?P<label>\d+(?:\.\d+)+|[A-Z]?-?\d+[a-z]{0,3}\b|[IVX]+\b|[A-Za-z]\b)?"
    r"|(?P<roman>\b[IVX]+)(?:\.(?P<letter>[A-Z])\b)?(?![\w])"
    r"|(?P<number>\b\d+(?:\.\d+)*(?:[a-z]\b)?)"
    r"|(?P<paren>\([0-9A-Za-z]{1,5}\))|(?P<break>;)|(?P<other>[,&]|\band\b|\bto\b|[-–])",
    re.IGNORECASE,
)


def targets_of(locator: str) -> list[list[Step]]:
    """The sections a locator names, each as steps from the outer to the inner."""
    targets: list[list[Step]] = []
    path: list[Step] = []
    last_named = ""
    fresh, through = True, False
    for item in _TOKEN.finditer(locator):
        if item["break"]:
            path, fresh, last_named = [], True, ""
            continue
        if item["other"]:
            fresh = True
            through = item["other"] in ("-", "–") or item["other"].lower() == "to"
            continue
        steps = _steps(item, last_named, path)
        if through and len(steps) == 1 and path:
            steps = _between(path[-1], steps[0])
        through, beside = False, fresh
        if not steps:
            last_named = _kind(item["named"]) if item["named"] else last_named
            continue
        for kind, label in steps:
            if kind == "paragraph":
                if not any(step[0] == "paragraph" for step in path) or not beside:
                    base = path
                else:
                    base = _siblings(path, label)
                joined = _joined(base, label)
            else:
                last_named = kind
                base = [step for step in path if _RANK[step[0]] < _RANK[kind]]
                if kind == "table":
                    base = [step for step in base if _RANK[step[0]] == 0]
                joined = [*base, (kind, label)]
            if targets and _narrows(targets[-1], joined, fresh):
                targets.pop()
            targets.append(joined)
            path = joined
            fresh = False
    if re.search(r"subparagraph|introductory|opening|chapeau", locator, re.IGNORECASE):
        # Text of the article outside its numbered points.
        targets += [[step for step in target if step[0] != "paragraph"] for target in targets]
    return [target for target in targets if target]


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


def _kind(word: str) -> str:
    word = word.lower().rstrip(".")
    word = word if word in ("annex",) else word.removesuffix("s")
    return {"art": "article", "section": "number", "p": "page"}.get(word, word)


def _steps(item: re.Match[str], last: str, path: Sequence[Step]) -> list[Step]:
    if item["named"]:
        kind = _kind(item["named"])
        label = item["label"]
        if label is None or kind == "glossary":
            return []
        if kind == "number" and not label[0].isdigit():
            return [("roman", label.upper())]
        return [(kind, label)]
    if item["roman"] and item["roman"].isupper():
        steps: list[Step] = [("roman", item["roman"])]
        if item["letter"]:
            steps.append(("letter", item["letter"]))
        return steps
    if item["number"]:
        kind = last if last in ("article", "question", "footnote", "recital", "table") else "number"
        if kind != "number" and "." in item["number"]:
            kind = "number"
        return [(kind, item["number"])]
    if item["paren"]:
        return [("paragraph", item["paren"].strip("()"))]
    return []


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


def look_of(label: str) -> str:
    """Whether a marker is a digit, an upper or a lower letter."""
    return "digit" if label[0].isdigit() else "upper" if label[0].isupper() else "lower"
