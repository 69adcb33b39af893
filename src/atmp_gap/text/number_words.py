"""Numerals in prose, in digits or in words: 1,250; 0,2; 3 x 10^9; twenty-four; fifteen (15).

Use ``numeral_at`` where a number may begin, as ``BEGINS`` finds it. A numeral that can be taken
in two ways is returned with ``sure`` False: somebody else has to read it.

Why not a library: text2num 3.1 rewrites a text (the places of its numbers are lost), reads no
number that is joined to its noun (three-year, ninety-day), no half and no dozen, and
needs a compiled extension. Of the 32 spellings in tests/text/test_number_words.py it reads 24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

_UNDER_TWENTY = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
SMALL: dict[str, int] = {word: value for value, word in enumerate(_UNDER_TWENTY)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 2)
}
"""The words for the numbers below one hundred."""
SCALES: dict[str, int] = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_ONCE = {"once": 1, "twice": 2}
SPELT = "|".join(sorted([*SMALL, *SCALES, *_ONCE], key=len, reverse=True))
"""The words of numerals as a pattern."""
BEGINS = re.compile(
    rf"[0-9]|\b(?=[bdefhmnostz])(?:{SPELT})(?:(?=fold)|(?![A-Za-z]))", re.IGNORECASE
)
"""Where a numeral may begin."""

_SPELT = re.compile(SPELT, re.IGNORECASE)
_NEXT = re.compile(
    rf"(?P<joint>(?:\s{{1,3}}|\s{{0,3}}[-\u2010\u2011]\s{{0,3}})(?:and\s+)?)(?P<word>{SPELT})(?![A-Za-z])",
    re.I,
)
_AND_A_HALF = re.compile(r"\s+and\s+(?:a|one)[\s-]half\b", re.I)
_PART = re.compile(
    r"[\s-](?:hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?)\b(?!\s+(?:part|countr))", re.I
)
_ORDINAL = re.compile(
    r"[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.I
)
_IN_DIGITS = re.compile(r"\s?\(\s?(\d{1,3}(?:,?\d{3})*)\s?\)")
_IN_WORDS = re.compile(r"\s?\(\s?(?=[A-Za-z])")

_CHUNK = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPS = re.compile(r"(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[.,]\d)")
_SCIENTIFIC = re.compile(r"[eE]([+-]?\d{1,3})(?![\w.])")
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UP = str.maketrans(_SUPER + "⁻−–⁺", "0123456789---+")
_RAISED = re.compile(rf"\s?(?:\^|\*\*)\s?\(?([-−+]?\d{{1,3}})\)?|([⁻⁺]?[{_SUPER}]{{1,3}})")
_TIMES_TEN = re.compile(r"\s?[x×*·•]\s?10(?=\D|\d{1,2}(?!\d))")
_FLAT = re.compile(r"([-−–]?[1-9]\d?)(?![\d.])|\s([1-9]\d?)(?!\d|[.,]\d|\s?[%°])")
"""An exponent whose raising got lost on the way from the page: 3 x 109, 3 x 10 9."""
_SCALED = re.compile(r"[\s-](hundred|thousand|million|billion)s?\b", re.I)
_DIGITS_AT_MOST = 4000
"""Python refuses to read more than 4,300."""


@dataclass(frozen=True)
class Numeral:
    """A number as written, without its unit."""

    start: int
    end: int
    value: Fraction
    sure: bool = True
    whole: bool = True
    """Without a sign of being a measure: no decimals, no power."""
    words: bool = False
    flat_power: bool = False
    """Its power stands on the line: 3 x 106 may be three million or three times 106."""
    listed: bool = False
    """Written as 1,2: a decimal comma where a unit follows, else it may be a list."""
    section: bool = False
    """Several dots: the number of a section."""
    mantissa: Fraction | None = None
    """What stands before the power, to which a range may be joined: 5-20 x 10^6."""


def numeral_at(text: str, at: int, commas: bool = False) -> Numeral | None:
    """The numeral that begins at a place; ``commas`` where the text writes decimals with them."""
    if not BEGINS.match(text, at):
        return None
    return _digits(text, at, commas) if text[at].isdigit() else _spelt(text, at)


def _spelt(text: str, at: int) -> Numeral | None:
    """A numeral in words, with a half behind it or its digits in brackets."""
    first = _SPELT.match(text, at)
    if first is None:
        return None
    if first[0].casefold() in _ONCE:
        return Numeral(at, first.end(), Fraction(_ONCE[first[0].casefold()]), words=True)
    whole, end, sure = _composed(text, first)
    value = Fraction(whole)
    half = _AND_A_HALF.match(text, end)
    if half:
        value, end = value + Fraction(1, 2), half.end()
    elif _PART.match(text, end) or _ORDINAL.match(text, end):
        sure = False
    same = _IN_DIGITS.match(text, end)
    if same:
        sure = sure and int(same[1].replace(",", "")) == value
        end = same.end()
    return Numeral(at, end, value, sure, words=True)


def _composed(text: str, first: re.Match[str]) -> tuple[int, int, bool]:
    """The value of a run of number words, where it ends, and whether it is one number.

    How it works: ``group`` is what hundred or thousand would multiply, ``total`` what is settled.
    """
    word, end, sure = first[0].casefold(), first.end(), True
    total, group, scale = 0, 0, 10**12
    while True:
        if word in SMALL:
            tens = group % 10 == 0 and group % 100 >= 20 and 0 < SMALL[word] < 10
            sure = sure and (group % 100 == 0 or tens)
            group += SMALL[word]
        elif word in ("hundred", "dozen"):
            sure = sure and group < 100
            group = (group or 1) * SCALES[word]
        else:
            sure = sure and word in SCALES and SCALES[word] < scale
            scale = SCALES.get(word, scale)
            total, group = total + (group or 1) * scale, 0
        following = _NEXT.match(text, end)
        if following is None:
            break
        word = following["word"].casefold()
        small, joined = word in SMALL, "and" in following["joint"].casefold()
        if joined and not (small and (group >= 100 or (total and not group))):
            break  # "one and two" are two numbers
        end = following.end()
    return total + group, end, sure


def _digits(text: str, at: int, commas: bool) -> Numeral | None:
    found = _CHUNK.match(text, at)
    assert found is not None
    if len(found[0]) > _DIGITS_AT_MOST:
        return Numeral(at, found.end(), Fraction(0), sure=False)
    numeral = _plain(found[0], at, found.end(), commas)
    if numeral.section:
        return numeral
    if numeral.whole and len(found[0]) <= 3:
        numeral = _grouped(text, numeral)
    numeral = _powered(text, numeral)
    same = _IN_WORDS.match(text, numeral.end)
    if same and BEGINS.match(text, same.end()):
        spelt = _spelt(text, same.end())
        if spelt and text[spelt.end : spelt.end + 1] == ")":
            agrees = numeral.sure and spelt.sure and spelt.value == numeral.value
            numeral = replace(numeral, end=spelt.end + 1, sure=agrees)
    return numeral


def _plain(digits: str, at: int, end: int, commas: bool) -> Numeral:
    """A run of digits, dots and commas."""
    dots, marks = digits.count("."), digits.count(",")
    parts = re.split("[.,]", digits)
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0"
    if not dots and not marks:
        return Numeral(at, end, Fraction(int(digits)))
    if not marks:
        if dots > 1:
            if grouped:  # 1.000.000
                return Numeral(at, end, Fraction(int("".join(parts))))
            return Numeral(at, end, Fraction(0), sure=False, section=True)
        doubtful = grouped and (parts[1] == "000" or commas)  # 10.000 may be ten thousand
        return Numeral(at, end, Fraction(digits), sure=not doubtful, whole=False)
    if not dots:
        if marks == 1 and not (grouped and len(parts) == 2):  # 0,2
            value = Fraction(digits.replace(",", "."))
            return Numeral(at, end, value, whole=False, listed=True)
        value = Fraction(int("".join(parts)))
        return Numeral(at, end, value, sure=grouped and not (commas and marks == 1))
    last = max(digits.rfind("."), digits.rfind(","))
    head, tail = digits[:last], digits[last + 1 :]
    between = re.split("[.,]", head)
    one = len({mark for mark in head if mark in ".,"}) == 1 and digits[last] not in head
    sure = one and len(between[0]) <= 3 and all(len(part) == 3 for part in between[1:])
    value = Fraction(f"{''.join(between)}.{tail}")
    return Numeral(at, end, value, sure=sure, whole=False)


def _grouped(text: str, numeral: Numeral) -> Numeral:
    """Thousands set apart by spaces: 10 000. Other groups than 000 may be two numbers."""
    groups = _GROUPS.match(text, numeral.end)
    if groups is None or numeral.value == 0:
        return numeral
    written = re.sub(r"\s", "", text[numeral.start : groups.end()])
    hard = " " not in groups[0]  # blanks that hold a number together
    thousands = groups[0].endswith("000") or (numeral.value >= 10 and groups[0].endswith("00"))
    value = Fraction(int(written))
    return replace(numeral, end=groups.end(), value=value, sure=hard or thousands)


def _powered(text: str, numeral: Numeral) -> Numeral:
    """A numeral with the power, or the word for one, behind it."""
    found = _SCIENTIFIC.match(text, numeral.end)
    if found:
        return _raise(numeral, int(found[1]), found.end(), flat=False)
    times = _TIMES_TEN.match(text, numeral.end)
    if times:
        raised = _RAISED.match(text, times.end())
        if raised:
            power = int((raised[1] or raised[2]).translate(_UP))
            return _raise(numeral, power, raised.end(), flat=False)
        flat = _FLAT.match(text, times.end())
        if flat:
            power = int((flat[1] or flat[2]).translate(_UP))
            return _raise(numeral, power, flat.end(), flat=True)
        return numeral
    raised = _RAISED.match(text, numeral.end)
    if raised:
        power = int((raised[1] or raised[2]).translate(_UP))
        if numeral.value != 10:  # 15² may be a note, 2^3 a formula
            return replace(numeral, end=raised.end(), sure=False)
        return replace(numeral, end=raised.end(), value=Fraction(10) ** power, whole=False)
    scaled = _SCALED.match(text, numeral.end)
    if scaled:
        value = numeral.value * SCALES[scaled[1].casefold()]
        return replace(numeral, end=scaled.end(), value=value, mantissa=numeral.value, listed=False)
    return numeral


def _raise(numeral: Numeral, power: int, end: int, flat: bool) -> Numeral:
    return replace(
        numeral,
        end=end,
        value=numeral.value * Fraction(10) ** power,
        whole=False,
        listed=False,
        flat_power=flat,
        mantissa=numeral.value,
    )
