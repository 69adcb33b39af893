"""Units as prose writes them: 10 mL, 200 base pairs, three cell culture lots, 95 %1 with its note.

Use ``Names`` with the units of a vocabulary. It also knows common units that no vocabulary of ours
lists, so that 25 °C is never taken for 25 things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from atmp_gap.text.number_words import SPELT as NUMERALS
from atmp_gap.text.unit_words import COUNTED, NOUNS, OTHERS, SPELT, STOP

WORD = rf"(?!(?:{STOP}|{NUMERALS})\b)[A-Za-z][\w+\-’'/]*"
"""A word that may stand between a number and its noun, or between a unit and its "per"."""
_ADJECTIVE = re.compile(rf"\s+(?P<word>{WORD})")
_LEAD = re.compile(
    r"[\s\-\u2010\u2011\u00a0]{0,2}(?:(?:full|calendar|consecutive|successive|complete|whole|further|"
    r"additional|more|USP|(?P<working>working|business))\s+){0,2}"
)
_NOTE = re.compile(r"\d{1,2}(?!\w|[.,]\d|\s?[%°])|\s?\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]")
"""A footnote's mark that stuck to a unit."""
_OR = re.compile(r"(?<=lots|ches)\s?/\s?(?=batch|lots)", re.IGNORECASE)
_STATES = re.compile(r"\s+(?:[A-Z]|countr|member|law|state|author)")
"""What follows EU where it is the Union."""


class Unit(NamedTuple):
    """A unit by its id, with the factor to the base unit of its dimension."""

    id: str
    dimension: str
    factor: Fraction


class Names:
    """The units of a vocabulary by every word for them."""

    def __init__(self, units: Mapping[str, tuple[str, Fraction]]) -> None:
        self._known: dict[str, Unit] = {}
        ids = {measure: name for name, measure in reversed(list(units.items())) if name in SPELT}
        for name, measure in units.items():
            self._add(name, Unit(name if name in SPELT else ids.get(measure, name), *measure))
        for name, words in SPELT.items():
            if name in units:
                for word in words.split(", "):
                    self._add(word, Unit(name, *units[name]))
        for name, (dimension, factor, words) in OTHERS.items():
            for word in (name, *filter(None, words.split(", "))):
                self._add(word, Unit(name, dimension, factor))
        # A short one means another thing in capitals (g, L, h, m, EU); a long one does not.
        self._folded = {
            word.casefold(): unit for word, unit in self._known.items() if len(word) > 2
        }
        self._exact = _any_of(self._known)
        self._any = _any_of(self._folded, re.IGNORECASE)

    def _add(self, word: str, unit: Unit) -> None:
        for spelt in (word, word.replace("µ", "μ")):
            self._known.setdefault(spelt, unit)

    def named(self, word: str) -> Unit | None:
        """A unit by one of its words."""
        return self._known.get(word) or self._folded.get(word.casefold())

    def at(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The unit that is written at a place, and its end."""
        found = self._exact.match(text, at) or self._any.match(text, at)
        if found is None:
            return None
        word = " ".join(found["unit"].split())
        unit, end = self._known.get(word) or self._folded[word.casefold()], found.end()
        if unit.id == "EU" and _STATES.match(text, end):
            return None
        if text[end : end + 1].isdigit() and not _NOTE.match(text, end):
            return None
        return unit, end

    def behind(self, text: str, at: int) -> tuple[Unit | None, int, bool]:
        """The unit behind a numeral, the end of it, and whether it is sure to be meant."""
        lead = _LEAD.match(text, at)
        found = self.at(text, lead.end() if lead else at)
        if found and found[0].id not in COUNTED:
            if lead and lead["working"] and found[0].id == "day":
                return self.named("working day"), found[1], False
            return found[0], _noted(text, found[1]), True
        if text[at : at + 1] == "-" and (found is None or not self._is_head(text, found)):
            return None, at, True
        # A noun may have adjectives before it: three cell culture lots, 5 viable T cells.
        here = at
        for _ in range(6):
            if found and found[0].id in COUNTED and self._is_head(text, found):
                return found[0], _noted(text, self._same(text, found)), True
            step = _ADJECTIVE.match(text, here)
            if step is None:
                break
            found, here = self.at(text, step.start("word")), step.end()
        return None, at, True

    def single(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The unit behind "per", perhaps with an adjective: per mL, per transduced cell."""
        found = self.at(text, at)
        if found and not (found[0].id in COUNTED and text[found[1] : found[1] + 1] == "-"):
            return found[0], _noted(text, found[1])
        here = at - 1
        for _ in range(3):
            step = _ADJECTIVE.match(text, here)
            if step is None:
                break
            found = self.at(text, step.start("word"))
            if found and found[0].id in COUNTED:
                return found[0], _noted(text, found[1])
            here = step.end()
        return None

    def _is_head(self, text: str, found: tuple[Unit, int]) -> bool:
        """Whether a counted noun is the head of its phrase: not the cell of three cell banks."""
        end = found[1]
        if text[end : end + 1] in ("-", "'", "’"):
            return False
        word = re.search(r"[A-Za-z]+$", text[max(0, end - 12) : end])
        if word is None or word[0].casefold() not in NOUNS:
            return True
        return _ADJECTIVE.match(text, end) is None

    def _same(self, text: str, found: tuple[Unit, int]) -> int:
        """The end of lots/batches, two words for one thing."""
        slash = _OR.match(text, found[1])
        other = self.at(text, slash.end()) if slash else None
        if slash and other and other[0] == found[0]:
            return other[1]
        return found[1]


def _noted(text: str, end: int) -> int:
    """The end behind a footnote's mark: 95 %1, 15 years3."""
    note = _NOTE.match(text, end)
    return note.end() if note else end


def _any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern of words as units, the longest first; a blank may be any white space."""
    spelt = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len)[::-1])
    return re.compile(rf"(?P<unit>{'|'.join(spelt)})(?![A-Za-zµμ])", flags)
