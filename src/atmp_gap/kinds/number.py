"""Numbers as people write and read them, kept exact: `1.5e6` to a fraction, and back to digits."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
"""How a number is written here."""
_PLUS_MINUS = re.compile(rf"^({NUMBER})\s*(?:±|\+/-|\+-)\s*({NUMBER})\s*(.*)$")
_TIMES_TEN = re.compile(r"(\d)\s*[x×*·]\s*10\s*\^?\s*([-\u2212]?\d{1,3})(?!\d)")
FEW = 4
"""A number of at most so many digits is printed as it is."""
SHORT, LONG = 2, 30
"""To how many digits longer ones are rounded, and how many are printed at the most."""
_ROUNDING = {"down": ROUND_FLOOR, "up": ROUND_CEILING}


def exact(text: str) -> Fraction:
    """The value of a number as written; a minus sign may be the typographer's."""
    return Fraction(text.replace("\u2212", "-"))


def respelt(text: str) -> str:
    """A quantity as others spell it, in our spelling: 1 x 10^14 as 1e14, 7 ± 1 as 6..8."""
    plain = _TIMES_TEN.sub(r"\1e\2", text).replace("\u2212", "-")
    found = _PLUS_MINUS.match(plain)
    if found is None:
        return plain
    middle, more = exact(found[1]), exact(found[2])
    return f"{shown(middle - more)}..{shown(middle + more)} {found[3]}".strip()


def power_of_ten(exponent: Fraction) -> Fraction:
    """Ten to a power: exact for whole powers, else to 60 digits, so that equal ones stay equal."""
    if exponent.denominator == 1:
        return Fraction(10) ** exponent.numerator
    context = Context(prec=60)
    power = context.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    return Fraction(context.power(Decimal(10), power))


def shown(value: Fraction, toward: str = "", beside: Fraction | None = None) -> str:
    """A number for people: exact where it is short, else to two digits.

    ``toward`` is the safe side to round to: down for an upper limit, up for a lower one. More
    digits are printed where two would not tell it from the number ``beside`` it.
    """
    for digits in range(SHORT, LONG):
        context = Context(prec=digits, rounding=_ROUNDING.get(toward, ROUND_HALF_EVEN))
        rounded = context.divide(Decimal(value.numerator), Decimal(value.denominator))
        if Fraction(rounded) == value and digits >= FEW:
            break
        if _short(value) and digits < FEW:
            continue
        if beside is None or _side(Fraction(rounded), beside) == _side(value, beside):
            break
    return _written(rounded)


def is_shown_exactly(text: str, value: Fraction) -> bool:
    """Whether a printed number is the number itself, not a rounded one."""
    return Fraction(text) == value


def _short(value: Fraction) -> bool:
    context = Context(prec=FEW)
    return Fraction(context.divide(Decimal(value.numerator), Decimal(value.denominator))) == value


def _side(value: Fraction, other: Fraction) -> int:
    return (value > other) - (value < other)


def _written(number: Decimal) -> str:
    """Plain digits for everyday sizes, else in the form 1.5e14."""
    number = number.normalize()
    size = number.adjusted() if number else 0
    if -4 <= size <= 6:
        return f"{number:f}"
    mantissa = number.scaleb(-size).normalize()
    return f"{mantissa:f}e{size}"
