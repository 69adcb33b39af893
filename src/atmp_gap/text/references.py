"""Numbers that measure nothing: of sections, dates, acts, names, notes, lists and codes.

Use ``reference_end`` before a number is read as one: it gives the end of what is stepped over.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_NAMED = frozenset(
    re.findall(
        r"\w+|§+",
        "act annex annexe appendice appendix arm art article base bla box case category categorie "
        "cfr chapter class classe clause cohort criteria criterion decision directive equation eur "
        "example fig figure footnote form fr grade group guideline ind iso item level line module "
        "no note number option page para paragraph part phase point pp protocol question ref "
        "reference regulation rev revision room schedule sec section stage stat step studie study "
        "subpart suite table tier title trial type usc usp version vol volume zone § §§",
    )
)
"""What is numbered, in the singular; "nos.", "U.S.C." and the like are cut to this form."""
_LAST = re.compile(r"(?<![\w-])[A-Za-z§][A-Za-z§.]*$")
_OF_UNION = re.compile(r"\s*\((?:EC|EU|EEC|Euratom)\)\s*$")
_ROMAN = re.compile(
    r"\b(?:annex|part|title|module|appendix|chapter|schedule|section)\s+[IVXLC]+[,:.]?\s*$",
    re.IGNORECASE,
)
_EXACT = frozenset({"p.", "pp.", "L.", "§", "§§"})
_BEFORE_WORDS = re.compile(
    r"\b(?:steps?|phases?|annex|modules?|types?|class|tiers?|options?|parts?|stages?)\s+$", re.I
)
_WORD = re.compile(r"[A-Za-z]+")
_ACRONYM = re.compile(r"(?<![\w-])(?!NMT|NLT|AND|OR|TO|IS|OF|MAX|MIN|PDE|LIMIT)[A-Z]{2,5}\s$")
_SHORT = re.compile(r"\d{1,6}(?![\d.,]*\d)")
_NUMBER = r"\d+(?:[.,/]\d+)*(?:[A-Za-z]{1,2}\b)?(?:\.[A-Z](?:\.\d+)*)?"
_ONE = re.compile(rf"{_NUMBER}(?:\s?\(\w{{1,5}}\))*")
_CHAIN = re.compile(rf"\s*(?:,|and|or|to|-|–|through|&)\s*(?:and\s+|or\s+)?(?={_NUMBER})")
_MONTHS = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS}[\s\-]+$")
_DATE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?[\s-]+(?:of\s+)?{_MONTHS}(?![a-z])"
    r"(?:,?\s+\d{4}\b)?|\d{4}-\d\d-\d\d\b|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b"
)
_DAY_OR_YEAR = re.compile(r"(?:\d{1,2}\s*,\s*)?(?:19|20)\d\d\b|\d{1,2}\b")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?(?![\d.,]\d|\d)(?:/[A-Z]{2,4})?")
_IN_WORDS = re.compile(r"\s?\([A-Za-z -]+\)")
"""A number once more in words, as in 1900 (one thousand nine hundred) days."""
_COMPARED = re.compile(r"[<>≤≥=]\s?$|\bthan\s$")
_ACT = re.compile(r"\d{2,4}/\d{1,4}/E[CUE]C?\b|\d{2,4}/(?:19|20)\d\d\b")
_BEHIND = re.compile(r"\d+\s+(?:CFR|FR|U\.?\s?S\.?\s?C|USC|Stat\.|OJ)\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_POINT = re.compile(r"\d+(?:\.\d+)*\((?:[a-z]{1,3}|\d{1,2}|[ivxIVX]+)\)")
_CODE = re.compile(
    r"\d+-\d+-\d[\d-]*|\d[\w,]*['’]-?\w*|\d+(?:,\d+)*-[A-Z][\w-]*|\d+\.\d+\.[\w.]+|\d+[A-Z]{2,}\d*\b"
)
_REST = re.compile(r"\w*(?:[-/.,]\w+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OPERATOR = re.compile(r"(?:^|[\s\d)])[x×]$")
_SECOND_NAME = re.compile(r"\b[A-Z]\w*-\d+(?:,\s|\s+(?:and|or|to)\s+)-$")
"""HIV-1 and -2."""
_BARE = re.compile(r"\d{1,2}[+−-]\)|\d{1,3}[a-z]?(?:\s?[-–,]\s?\d{1,3})*\s?[)\]]")
_HEADING = re.compile(r"\d+(?:\.\d+)*[.)]?\s+(?=[A-Z(•])")
_ITEM = re.compile(r"\d{1,2}[.)](?=\s|$)")
_BEFORE_ITEM = re.compile(r"(?:[.;:,]\s*(?:and|or)?|^|\n)\s*$")

IsMeasure = Callable[[int], bool]
"""Says whether a unit is written at a place of the text."""


def reference_end(text: str, at: int, is_measure: IsMeasure) -> int | None:
    """The end of the reference that begins at a place; None where a number does."""
    before = text[max(0, at - 40) : at]
    if not text[at].isdigit():
        return _end(_WORD, text, at) if _BEFORE_WORDS.search(before) else None
    if _is_inside(before):
        return _end(_REST, text, at)
    if before.endswith("<") and re.match(r"\d+>", text[at : at + 8]):
        return text.index(">", at)
    bare = _BARE.match(text, at) if before.endswith(("(", "[")) else None
    if bare:
        return bare.end()
    if _is_date(text, at, before, is_measure):
        for pattern in (_DATE, _DAY_OR_YEAR, _YEAR):
            if pattern.match(text, at):
                return _end(pattern, text, at)
    measured = is_measure(_end(_DIGITS, text, at))
    numbered = None if measured else _numbered(text, at, before, is_measure)
    if numbered:
        return numbered
    for pattern in (_BEHIND, _ORDINAL, _POINT, _CODE, _ACT):
        if pattern.match(text, at) and not (pattern is _CODE and measured):
            return _end(pattern, text, at)
    return None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return max(found.end(), at + 1) if found else at + 1


def _is_inside(before: str) -> bool:
    """Whether a digit continues a word, a code or a number: Q5A, HIV-1, 2.2.1x, notes.1"""
    last = before[-1:]
    if last.isalpha():
        return not _OPERATOR.search(before)  # 5x10
    if last in ("-", "‐", "‑"):
        return before[-2:-1].isalpha() or bool(_SECOND_NAME.search(before))
    return last != "" and last in "./,_#+$§\\"


_EXPONENT = re.compile(r"[eE][+-]?\d")
"""Behind digits it makes a number of what else might be a year: 1900e0 days."""


def _is_date(text: str, at: int, before: str, is_measure: IsMeasure) -> bool:
    if _DATE.match(text, at) or (_MONTH_BEFORE.search(before) and _DAY_OR_YEAR.match(text, at)):
        return True
    if not _YEAR.match(text, at) or _COMPARED.search(before):
        return False
    end = _end(_DIGITS, text, at)
    if _EXPONENT.match(text, end):
        return False
    again = _IN_WORDS.match(text, end)
    return not (is_measure(end) or (again and is_measure(again.end())))


def _is_named(before: str) -> bool:
    """Whether a word for what is numbered stands right before: Article, Tables, 21 CFR, p."""
    found = _LAST.search(_OF_UNION.sub("", before).rstrip())
    if _ROMAN.search(before):
        return True
    if found is None:
        return False
    word = found[0].casefold().replace(".", "")
    if found[0] in _EXACT or before.endswith("OJ L "):
        return True
    return word in _NAMED or word.removesuffix("s") in _NAMED


def _numbered(text: str, at: int, before: str, is_measure: IsMeasure) -> int | None:
    """Numbers behind a word for what is numbered, at the head of a line, or of a list's item."""
    if _is_named(before):
        end = _end(_ONE, text, at)
        while chain := _CHAIN.match(text, end):
            if is_measure(_end(_DIGITS, text, chain.end())):
                break
            end = _end(_ONE, text, chain.end())
        return end
    if _ACRONYM.search(before) and _SHORT.match(text, at):
        return _end(_ONE, text, at)
    lead, digits = before.rstrip(" \t"), _end(_DIGITS, text, at)
    heading = _HEADING.match(text, at)
    new = not lead and at == len(before)
    pointed = "." in text[at:digits] or text[digits : digits + 1] in (".", ")")
    if heading and pointed and (new or lead.endswith(("\n", "•", "–", "#", ".", "?", "!", ";"))):
        return heading.end()
    item = _ITEM.match(text, at)
    return item.end() if item and _BEFORE_ITEM.search(before) else None
