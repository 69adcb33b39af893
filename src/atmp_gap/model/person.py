"""Names of people as they are written, and whether two of them may be one person.

``same_person`` guards the rule that nobody reviews their own look. It errs towards one person:
case, accents, order, titles, spaces, a middle name or an initial make nobody a second one. Words
in brackets tell namesakes apart: ``Ann Lee`` and ``Ann Lee (QA)``.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations

_TITLES = frozenset(
    [
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "sir",
        "dame",
        "herr",
        "frau",
        "dipl",
        "ing",
        "priv",
        "doz",
        "rer",
        "nat",
        "med",
        "vet",
        "habil",
        "hc",
        "phd",
        "md",
        "msc",
        "bsc",
        "ma",
        "ba",
        "mba",
        "mph",
        "dphil",
        "pharmd",
        "rph",
        "dvm",
        "esq",
    ]
)
_SHORT, _MOST = 4, 4
"""Names of so many letters are too short to tell a slip from another name; so many words of a name
are compared in any order.
"""
_SPELT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def same_person(first: str, second: str) -> bool:
    """Whether two names may be those of one person."""
    mine, other = _parts(first), _parts(second)
    if mine[1] != other[1]:
        return False
    shorter, longer = sorted((mine[0], other[0]), key=len)
    return _fits(shorter, longer)


def one_slip_apart(first: str, second: str) -> bool:
    """Whether two names are those of one person but for a slip of the finger in one of them.

    One letter too many, too few, another or two in the wrong order, or a blank left out. Two people
    may have such names, so ask; words in brackets tell them apart.
    """
    mine, other = _parts(first), _parts(second)
    if mine[1] != other[1]:
        return False
    whole = "".join(mine[0])
    return len(whole) > _SHORT and any(
        _one_slip(whole, "".join(words)) for words in permutations(other[0][:_MOST])
    )


def _one_slip(first: str, second: str) -> bool:
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if at is None:
        return abs(len(first) - len(second)) <= 1
    mine, other = first[at:], second[at:]
    swapped = mine[:2] == other[:2][::-1] and mine[2:] == other[2:]
    return swapped or mine[1:] in (other, other[1:]) or mine == other[1:]


def _fits(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether each word of one name is a word of the other, or its initial, in any order."""
    if not shorter:
        return not longer
    word, rest = shorter[0], shorter[1:]
    return any(
        _alike(word, other) and _fits_rest(rest, longer[:at] + longer[at + 1 :])
        for at, other in enumerate(longer)
    )


def _fits_rest(rest: tuple[str, ...], left: tuple[str, ...]) -> bool:
    return not rest or _fits(rest, left)


def _alike(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _parts(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a name without titles, and what stands in brackets."""
    plain = _plain(name)
    apart = frozenset(
        word for found in re.findall(r"[(\[]([^)\]]*)[)\]]", plain) for word in found.split()
    )
    words = re.findall(r"[^\W_]+", re.sub(r"[(\[][^)\]]*[)\]]?", " ", plain).replace("'", ""))
    named = tuple(sorted(word for word in words if word not in _TITLES))
    return named or tuple(sorted(words)), apart


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.casefold().translate(_SPELT).replace("ß", "ss"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    # Mueller is how people write Müller where there is no umlaut.
    return re.sub(r"([aou])e", r"\1", text.replace(".", " "))
