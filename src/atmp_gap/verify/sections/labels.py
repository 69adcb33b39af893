"""The labels of sections, as documents count them: 2.10 after 2.9, 16a after 16, IX after VI."""

from __future__ import annotations

import re

OrderKey = tuple[tuple[int, str], ...]
_ROMAN = re.compile(r"^(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def order_of(label: str) -> OrderKey:
    """A label as something that sorts as its document counts: 2.10, 16a, A-5."""
    parts: list[tuple[int, str]] = []
    for piece in re.findall(r"\d+[a-z]*|[A-Za-z]+", label):
        number = re.match(r"\d+", piece)
        parts.append((int(number[0]), piece[number.end() :]) if number else (0, piece.lower()))
    return tuple(parts)


def is_roman(label: str) -> bool:
    """Whether a label is a Roman number up to XXXIX, in upper or lower case."""
    return bool(_ROMAN.match(label.lower()))


def roman_value(label: str) -> int:
    """What a Roman number counts."""
    values = [_VALUES[letter] for letter in label.lower()]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )


def look_of(label: str) -> str:
    """Whether a marker is a digit, an upper or a lower letter."""
    return "digit" if label[0].isdigit() else "upper" if label[0].isupper() else "lower"


def follows(last: str, label: str) -> bool:
    """Whether a marker is the next one after another: (b) after (a), (ii) after (i), 4a after 4."""
    if look_of(last) != look_of(label):
        return False
    if last[0].isdigit():
        step = order_of(label)[0][0] - order_of(last)[0][0]
        return step in (0, 1) and order_of(label) > order_of(last)
    if len(last) == len(label) == 1 and ord(label) == ord(last) + 1:
        return True
    return is_roman(last) and is_roman(label) and roman_value(label) == roman_value(last) + 1
