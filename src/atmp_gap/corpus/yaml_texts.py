"""What was typed into a YAML file and is not in its data: words behind `` #``, and ``null``.

YAML takes what stands behind a blank and ``#`` as a comment, so ``comment #4`` becomes
``comment``; and this format keeps every word as text, so that ``null`` and ``~`` are words. Both
are seen only by looking at the text again, which is done where a search finds such characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from atmp_gap.corpus.problem import Place
from atmp_gap.corpus.yaml_reader import events, lines_of

_PROSE = frozenset(
    (
        *("statement", "question", "title", "summary", "note", "locator", "via", "reason"),
        *("reference", "evidence", "owner", "difference", "addressee", "name"),
    )
)
"""Keys of free text; under any other key a text of several words counts."""
_NULLS = ("null", "Null", "NULL", "~")
_PARTS = (" #", "\t#", *_NULLS)
_CUT = re.compile(r"(?P<blanks>[ \t]+)#(?P<next>.?)")
_WORTH_A_LOOK = re.compile(
    r"\S[ \t]+#|(?:^|[\s:,\[{-])(?:null|Null|NULL|~)[ \t]*(?:$|[,\]}#])", re.M
)


@dataclass(frozen=True)
class Oddity:
    """A text of a file that reads otherwise than it was meant: where, and what it became."""

    place: Place
    key: str
    value: str
    behind: str | None
    """What a comment took away; None for a ``null``."""

    @property
    def message(self) -> str:
        """What is wrong, as a sentence."""
        if self.behind is None:
            return f"{self.key!r} holds the word {self.value!r}, not nothing"
        return f"the text of {self.key!r} ends before {self.behind!r}, which is a comment in YAML"

    @property
    def help(self) -> str:
        """What to do."""
        if self.behind is None:
            return f"leave out {self.key!r}, or write it without a value"
        return "put the text into quotes; or two blanks before a comment, and one behind `#`"


def oddities(text: str, file: str) -> Iterator[Oddity]:
    """The texts of a file that were cut by a comment or hold ``null``; none where it is no YAML.

    Two blanks, ``#`` and another blank make a comment that is meant as one.
    """
    text = text.removeprefix("\ufeff")
    # Looking for the parts first takes a hundredth of the time.
    if not any(map(text.__contains__, _PARTS)) or not _WORTH_A_LOOK.search(text):
        return
    lines = lines_of(text)
    try:
        for key, event in _plain_values(text):
            mark, end = event.start_mark, event.end_mark
            place = Place(file, mark.line + 1, mark.column + 1)
            if event.value in _NULLS:
                yield Oddity(place, key, event.value, None)
                continue
            rest = lines[end.line][end.column :]
            cut = _CUT.match(rest)
            if cut and _meant(cut, rest) and (key in _PROSE or " " in event.value):
                yield Oddity(place, key, event.value, rest.strip()[:60])
    except yaml.YAMLError:
        return


def _meant(cut: re.Match[str], rest: str) -> bool:
    """Whether what stands behind a text was rather meant as part of it than as a comment."""
    if "atmp-gap:" in rest:
        return False
    return len(cut["blanks"]) == 1 or cut["next"] not in ("", " ", "\t", "#", "!")


def _plain_values(text: str) -> Iterator[tuple[str, Any]]:
    """The unquoted values of a text, each with the key it stands under, as events of YAML."""
    above: list[tuple[bool, str]] = []
    in_map, key, awaits_key = False, "", False
    for event in events(text):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if in_map and awaits_key:
                key, awaits_key = event.value, False
                continue
            if not event.style:
                yield key, event
            awaits_key = in_map
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            above.append((in_map, key))
            in_map = awaits_key = kind is yaml.MappingStartEvent
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            in_map, key = above.pop()
            awaits_key = in_map
