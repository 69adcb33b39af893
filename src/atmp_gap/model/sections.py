"""Locators and sections: whether a place lies in what was read of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_TOKEN = re.compile(r"[A-Za-z]?\d[\w.]*|\b[IVX]+(?:\.[A-Z\d]+)*\b|\b[A-Z]\b|[a-z]{5,}")
_COMMON = {
    *("article", "articles", "section", "sections", "annex", "chapter", "level", "sentence"),
    *("paragraph", "first", "second", "third", "module", "table", "question", "answer", "pages"),
}


@cache
def _tokens(text: str) -> tuple[str, ...]:
    found = _TOKEN.findall(text) + _TOKEN.findall(text.lower())
    return tuple(token.rstrip(".").lower() for token in found if token not in _COMMON)


_RANGE = re.compile(r"\(?\b(\d+|[a-z])[a-z]?\b\)?(?:\(\w+\))*\s*(?:-|–|to)\s*\(?(\d+|[a-z])")


@cache
def _heads(locator: str) -> tuple[str, ...]:
    """The numbers or letters with which the parts of a locator begin: 56, 57 of Art. 56(3), 57."""
    found = re.findall(r"(?<![\w.(])(\d+)|(?:^|[\s,;])\(([a-z])\)", locator)
    return tuple(number or letter for number, letter in found)


def _within(number: str, first: str, last: str) -> bool:
    if number.isdigit() and first.isdigit() and last.isdigit():
        return int(first[:9]) <= int(number[:9]) <= int(last[:9])
    return number.isalpha() and first.isalpha() and last.isalpha() and first <= number <= last


@cache
def _plain(text: str) -> str:
    return " ".join(re.sub(r"[,;]", " ", text.lower()).split())


def was_read(locator: str, sections: str | Sequence[str]) -> bool:
    """Whether a locator lies in the sections read; in doubt it does.

    ``sections`` is ``none``, ``full``, or a list; 4.2 holds 4.2.1, and one word is enough.
    """
    if isinstance(sections, str):
        return sections == "full"
    wanted = _plain(locator)
    here = _tokens(locator)
    spans = [span for section in sections for span in _RANGE.findall(section)]
    if any(_within(number, first, last) for first, last in spans for number in _heads(locator)):
        return True
    for section in sections:
        name = _plain(section)
        if name in wanted or wanted in name:
            return True
        for token in _tokens(section):
            if any(mine == token or mine.startswith(f"{token}.") for mine in here):
                return True
            if any(token.startswith(f"{mine}.") for mine in here):
                return True
    return False
