"""How people cite a document in a line, where its title says it: numbered codes and chapters."""

from __future__ import annotations

import re

MOST = 34
"""A short citation has at most as many characters: it stands in a narrow column."""

_NUMBERED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(\d+) CFR (\d+(?:\.\d+)?)\b", r"\1 CFR \2"),
        (r"(\d+) (?:U\.S\.C\.|USC) (\d[\w-]*)", r"\1 USC \2"),
        (r"ICH ([A-Z]\d+[A-Z]?(?:\(R\d+\))?)", r"ICH \1"),
        (r"Ph\. Eur\.(?: general (?:chapter|monograph))? (\d[\d.]*\d)\b", r"Ph. Eur. \1"),
        (r"USP <(\d+)>", r"USP <\1>"),
    )
)
"""Titles that begin with a number everybody cites by, and how it is cited."""


def derived(title: str) -> str | None:
    """The short citation of a text that is cited by its number, or None where it has none."""
    for pattern, form in _NUMBERED:
        found = pattern.match(title)
        if found:
            return found.expand(form)
    return None


def cut(title: str) -> str:
    """The beginning of a title, for texts that nobody has given a short citation."""
    if len(title) <= MOST:
        return title
    head = title[: MOST - 3]
    return f"{head.rpartition(' ')[0] or head}..."
