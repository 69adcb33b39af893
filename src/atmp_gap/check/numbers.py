"""Numbers in running text, as a reader meets them: 10 ng, five years, 3 x 10^10, 15-year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from atmp_gap.corpus.corpus import Corpus

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_WORDS: dict[str, int] = {
    word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "hundred": 100,
    "once": 1,
    "twice": 2,
}
_UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SUPER = re.compile(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")


class Mention(NamedTuple):
    """A number in a text: its value, and the word behind it."""

    text: str
    value: Fraction
    unit: str | None


@cache
def _number() -> re.Pattern[str]:
    """A number with the word behind it; compiled by who first needs it, as it takes a while."""
    return re.compile(
        r"(?<![\w.])(?:"
        r"(?P<digits>\d{1,3}(?:[,  ]\d{3})+(?!\d)|\d{1,60}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,3})?)"
        r"(?:\s*[x×*]\s*10\s?\^\s?(?P<power>-?\d{1,3}))?"
        rf"|(?P<word>{'|'.join(_WORDS)}))(?![\w])"
        r"(?:\s?(?:to|-|–|\.\.|or|and)\s?\d[\d.]*)?"
        r"[ \-\u00a0]?(?P<unit>[A-Za-zµμ%][\w%µμ]*)?"
        r"|(?<![\w.])10\s?\^\s?(?P<ten>-?\d{1,3})[ ]?(?P<tenunit>[A-Za-zµμ%][\w%µμ]*)?",
        re.IGNORECASE,
    )


_RANGE = re.compile(r"(?<![\w.])(\d[\d.]*)\s?(?:to|-|–|\.\.|or|and)\s?(\d[\d.]*)\s?([A-Za-zµμ%]+)?")
_SEPARATORS = re.compile(r"[,  ]")


def mentions(text: str) -> Iterator[Mention]:
    """The numbers a text gives."""
    if not text.isascii():
        text = _SUPER.sub(lambda found: "^" + found[1].translate(_UP), text)
    for found in _number().finditer(text):
        if found["ten"]:
            value, unit = Fraction(10) ** int(found["ten"]), found["tenunit"]
        elif found["word"]:
            value, unit = Fraction(_WORDS[found["word"].casefold()]), found["unit"]
        else:
            value = _value(_SEPARATORS.sub("", found["digits"]))
            if found["power"]:
                value *= Fraction(10) ** int(found["power"])
            unit = found["unit"]
        yield Mention(found[0].strip(), value, unit)
    for found in _RANGE.finditer(text):
        for end in (found[1], found[2]):
            if re.fullmatch(r"\d{1,60}(?:\.\d{1,60})?", end.rstrip(".")):
                yield Mention(found[0], _value(end.rstrip(".")), found[3])


def _value(digits: str) -> Fraction:
    """A number as written; a whole one needs no parsing as a fraction."""
    return Fraction(int(digits) if digits.isdecimal() else digits)


Units = Mapping[str, tuple[str, Fraction]]


def units_of(corpus: Corpus) -> Units:
    """Every unit and its everyday words, folded: the dimension, and the factor to its base."""
    known: dict[str, tuple[str, Fraction]] = {}
    for word, measure in corpus.words.measures.units.items():
        for spelt in (word, f"{word}s"):
            known.setdefault(spelt, measure)
            known.setdefault(spelt.casefold(), measure)
    known.setdefault("per cent", known.get("%", ("share", Fraction(1))))
    return known


def unit_of(word: str | None, units: Units) -> tuple[str, Fraction] | None:
    """What a word measures, where it is a unit."""
    return (units.get(word) or units.get(word.casefold())) if word else None


def near(a: Fraction, b: Fraction) -> bool:
    """Whether two values are the same for a reader: 3 months are 90 days."""
    return a == b or abs(a - b) * 40 <= max(abs(a), abs(b))
