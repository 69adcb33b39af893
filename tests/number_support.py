"""A reader with the bundled units, and numbers as short as they can be compared."""

from __future__ import annotations

from fractions import Fraction

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.text.numbers import Mention, Reader


def bundled_reader() -> Reader:
    return Reader(open_corpus().words.measures.units)


def short(mention: Mention) -> str:
    """``<= 10 CFU/100mL``; ``??`` where it is not sure, ``if`` where the bound sets a condition."""
    ends = dict.fromkeys((mention.low, mention.high))
    text = f"{mention.bound} " if mention.bound else ""
    text += "..".join(map(decimal, ends)) + (f" {mention.unit}" if mention.unit else "")
    for below in mention.below:
        text += f"/{decimal(below.number) if below.number != 1 else ''}{below.unit}"
    return text + ("" if mention.sure else " ??") + (" if" if mention.condition else "")


def decimal(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(float(value))
