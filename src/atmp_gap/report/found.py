"""What a search found, as listings: what holds the words, and apart from it what is only near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from atmp_gap.model.record import changed, plain
from atmp_gap.report.interface import Sheet
from atmp_gap.search.found import Found, Hit
from atmp_gap.text.wrap import shorten

SCHEMA = "atmp-gap/search/1"
EACH = 5
"""So many of each kind are listed where not all are asked for."""
NOTHING = "nothing holds these words"
NO_FINDING = "That says nothing on whether an agency asks for it."
NEXT = "Next: atmp-gap show ID, or for a topic: atmp-gap compare --topic ID"
_QUOTED = 60
_EXCERPT = 240
_COLUMNS = ("found", "id", "where the words stand")
_COUNTED = {
    "ctd": ("CTD section", "CTD sections"),
    "scope": ("word of scope", "words of scope"),
}


def sheets(found: Found, everything: bool = False) -> list[Sheet]:
    """The lists of a search one after the other, each under a title that says what it is."""
    lists = [
        (title_of(found), found.hits),
        ("Near by meaning: other words for it, or what stands beside it", found.meaning),
        (_partly_title(found.partly), found.partly),
        ("Near by spelling only: it may mean something else", found.spelling),
    ]
    made = [
        _sheet(title, hits, everything)
        for number, (title, hits) in enumerate(lists)
        if hits or not number
    ]
    return [*made[:-1], changed(made[-1], notes=(*made[-1].notes, *_said(found), NEXT))]


def sheet(found: Found) -> Sheet:
    """All lists of a search in one, for formats that hold a single table; JSON has its fields."""
    lists = [
        ("holds the words", found.hits),
        ("near by meaning", found.meaning),
        ("holds some of them", found.partly),
        ("near by spelling", found.spelling),
    ]
    rows = tuple((name, *_row(hit)) for name, hits in lists for hit in hits)
    return Sheet(title_of(found), ("how near", *_COLUMNS), rows, tuple(_said(found)), data(found))


def data(found: Found) -> dict[str, Any]:
    """A search as data, with stable names of fields."""
    return {"schema": SCHEMA, **plain(found)}


def title_of(found: Found) -> str:
    """What was searched for."""
    return f"Search: {shorten(' '.join(found.words.split()), _QUOTED)}"


def _said(found: Found) -> list[str]:
    said = [] if found.hits else [f"{NOTHING[0].upper()}{NOTHING[1:]}. {NO_FINDING}"]
    if found.unsearched:
        said.append(f"Too many words: the last {found.unsearched} were not searched for.")
    return said


def _partly_title(hits: Sequence[Hit]) -> str:
    if hits and hits[0].how == "beginning":
        return "Words that begin so"
    return "Some of the words only"


def _sheet(title: str, hits: Sequence[Hit], everything: bool) -> Sheet:
    shown: list[Hit] = []
    left: dict[str, int] = {}
    for hit in hits:
        if everything or sum(hit.kind == other.kind for other in shown) < EACH:
            shown.append(hit)
        else:
            left[hit.kind] = left.get(hit.kind, 0) + 1
    said = [f"More: {', '.join(_count(*item) for item in left.items())}; --all lists them."]
    rows = tuple(map(_row, shown)) or ((NOTHING, "", ""),)
    return Sheet(title, _COLUMNS, rows, tuple(said if left else ()))


def _count(kind: str, number: int) -> str:
    one, several = _COUNTED.get(kind, (kind, f"{kind}s"))
    return f"{number} {one if number == 1 else several}"


def _row(hit: Hit) -> tuple[str, str, str]:
    """What it is, its id, and where the words stand, with stars around them."""
    title, where = hit.title, _marked(hit)
    if hit.place == "title":
        title, where = where, ""
    elif hit.place == "id":
        where = ""
    elif hit.place == "name":
        where = f"also called {where}"
    if hit.via is not None and hit.via != hit.excerpt:
        where = f"{where} (by {hit.via!r})" if where else f"by {hit.via!r}"
    return f"{hit.what}: {title}", hit.id, where


def _marked(hit: Hit) -> str:
    """The excerpt with its words between stars; words that only a sign parts share theirs."""
    text = hit.excerpt
    for start, end in reversed(_joined(hit)):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return shorten(" ".join(text.split()), _EXCERPT)


def _joined(hit: Hit) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in hit.marks:
        if joined and not any(map(str.isalnum, hit.excerpt[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
