"""How words are compared in a search: split, spelt either way, and made safe for SQLite.

Letters and digits are different words: AAV finds AAV9, and HEK293 is HEK 293. In what is indexed
the places where they meet are marked with ``SEAM``, which is taken out again of what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEAM = "\x1f"
MOST_WORDS = 24
"""So many words are searched for; nobody means more, and SQLite bounds what may be nested."""
LONGEST = 80
"""Letters of a word beyond these are not looked at."""

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ω": "omega",
}
_SIGNS = str.maketrans({"\u00b5": "μ", "Α": "α", "Β": "β", "Γ": "γ", "Δ": "δ"})
"""The micro sign and the Greek letter are one; capitals as they are folded anyway."""
_SEAMS = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zA-Z])(?=[α-ω])|(?<=[α-ω])(?=[a-zA-Z])"
)
_SPELT = (
    ("haem", "hem"),
    ("paed", "ped"),
    ("foet", "fet"),
    ("oest", "est"),
    ("leuk", "leuc"),
    ("tumour", "tumor"),
    ("isation", "ization"),
    ("isat", "izat"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("label", "labell"),
    ("licence", "license"),
    ("centre", "center"),
    ("programme", "program"),
    ("colour", "color"),
    ("fibre", "fiber"),
    ("authoris", "authoriz"),
    ("characteris", "characteriz"),
)
"""What is spelt one way in the European Union and another in the United States."""
_SMALL = frozenset(
    {
        *("a", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "does", "for"),
        *("from", "how", "i", "in", "into", "is", "it", "may", "much", "must", "no", "not", "of"),
        *("on", "or", "should", "so", "than", "that", "the", "their", "there", "this", "to"),
        *("was", "we", "what", "when", "where", "which", "who", "why", "with"),
    }
)
"""Words that say nothing of what is looked for."""
_WORD = re.compile(r"[^\W_]+")


def seamed(text: str) -> str:
    """A text as it is indexed, without what controls anything."""
    clean = "".join(" " if ord(char) < 32 else char for char in text.translate(_SIGNS))
    return _SEAMS.sub(SEAM, clean)


def bare(text: str) -> str:
    """A text as it was, of one that was indexed."""
    return text.replace(SEAM, "")


def folded(word: str) -> str:
    """A name as names are compared: letters and digits alone, in small letters."""
    return "".join(_WORD.findall(word.translate(_SIGNS).casefold()))


def tokens(text: str) -> list[str]:
    """The words of a text as the index has them, before their endings are taken off."""
    return _WORD.findall(seamed(text).casefold())


@dataclass(frozen=True)
class Query:
    """Words to search for: single ones and phrases, each a tuple of the index's words."""

    typed: str
    units: tuple[tuple[str, ...], ...]
    unsearched: int = 0

    @property
    def every(self) -> str:
        """The SQLite expression for what holds all of them; every word in it is quoted."""
        return " AND ".join(map(_expression, self.units))

    @property
    def some(self) -> str:
        """The expression for what holds one of them at least."""
        return " OR ".join(map(_expression, self.units))

    @property
    def beginning(self) -> str:
        """The expression for what holds words that begin like them; short ones have to be whole."""
        return " AND ".join(
            f"({_expression(unit)} OR {_phrase(unit)} *)"
            if len(unit[-1]) > 2
            else _expression(unit)
            for unit in self.units
        )

    @property
    def whole(self) -> str:
        """The expression for what holds them one after the other."""
        return _expression(tuple(word for unit in self.units for word in unit))


def query(typed: str) -> Query:
    """What somebody typed, as words to search for. What stands in quotes is one phrase.

    Without a word in it there are no units.
    """
    units: list[tuple[str, ...]] = []
    for number, piece in enumerate(typed.translate({0x201C: 34, 0x201D: 34}).split('"')):
        if number % 2:
            units.append(_unit(piece))
        else:
            units += [_unit(word) for word in piece.split()]
    units = [unit for unit in dict.fromkeys(units) if unit]
    telling = [unit for unit in units if len(unit) > 1 or unit[0] not in _SMALL] or units
    return Query(typed, tuple(telling[:MOST_WORDS]), max(0, len(telling) - MOST_WORDS))


def phrase(words: str) -> tuple[str, ...]:
    """Words that have to stand one after the other."""
    return _unit(words)


def _unit(piece: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST] for word in tokens(piece)[:MOST_WORDS])


def _expression(unit: Sequence[str]) -> str:
    """The ways a word or a phrase may be written, any of which will do."""
    ways = _ways(unit)
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _ways(unit: Sequence[str]) -> list[str]:
    first = _phrase(unit)
    if len(unit) == 1:
        return [first, *(_phrase([word]) for word in spellings(unit[0]) if word != unit[0])]
    other = [min(spellings(word), key=lambda item: item == word) for word in unit]
    written = [first, _phrase(other)]
    if len(unit) == 2 and len("".join(unit)) < 12 and "".join(unit).isalpha():
        written.append(_phrase(["".join(unit)]))
    return list(dict.fromkeys(written))


def _phrase(words: Iterable[str]) -> str:
    return '"' + " ".join(word.replace('"', "") for word in words) + '"'


def spellings(word: str) -> list[str]:
    """A word as both sides of the ocean spell it, and Greek letters by name; itself first."""
    found = [word]
    for letter, name in _GREEK.items():
        if word in (letter, name):
            found += [letter, name]
    for here, there in _SPELT:
        for one, other in ((here, there), (there, here)):
            if one in word and (other not in word or len(one) > len(other)):
                found.append(word.replace(one, other))
    return list(dict.fromkeys(found))
