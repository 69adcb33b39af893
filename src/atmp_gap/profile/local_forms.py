"""How people write dates and quantities elsewhere, and how it is written here: for help lines.

Nothing is read in these forms, because a guess may be wrong (is 1.2.2027 in January or February,
is 1,000 one or a thousand?). What is refused comes with the form to write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from atmp_gap.corpus.problem import Problem
from atmp_gap.corpus.yaml_nodes import Map, Seq
from atmp_gap.kinds.number import respelt

_RAISED = "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
"""A minus and the digits as they are raised."""
_LOCAL = re.compile(r"^\s*(\d{1,2})\s*([./-])\s*(\d{1,2})\s*[./-]\s*(\d{4})\s*$")
_TURNED = re.compile(r"^\s*(\d{4})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{1,2})\s*$")
_BOUNDS = (
    (r"(nmt|not more than|no more than|at most|max\.?|maximum|≤|<\s+=|=<)", "<= "),
    (r"(nlt|not less than|no less than|at least|min\.?|minimum|≥|>\s+=|=>)", ">= "),
    (r"(less than|below|under)", "< "),
    (r"(more than|above|over|greater than)", "> "),
)


def date_help(text: object) -> str | None:
    """What to write instead of a date as local habits have it; None where it is no such date."""
    if not isinstance(text, str):
        return None
    turned = _TURNED.match(text)
    if turned:
        days = [_day(int(turned[1]), int(turned[2]), int(turned[3]))]
    elif local := _LOCAL.match(text):
        first, second, year = int(local[1]), int(local[3]), int(local[4])
        days = [_day(year, second, first)]
        if local[2] != ".":
            days.append(_day(year, first, second))
    else:
        return None
    known = sorted({day for day in days if day})
    return f"write {' or '.join(known)}" if known else None


def with_date_help(problems: Iterable[Problem], node: Any) -> list[Problem]:
    """Problems of a file; those at a date as local habits have it say what to write instead."""
    texts = dict(_texts(node))
    return [
        item
        if item.help
        else replace(item, help=date_help(texts.get((item.place.line, item.place.column))))
        for item in problems
    ]


def _texts(node: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """Every text of a file's data, by line and column."""
    if isinstance(node, Map):
        inner = [(node.marks[key][2:], value) for key, value in node.items()]
    elif isinstance(node, Seq):
        inner = list(zip(node.marks, node, strict=True))
    else:
        inner = []
    for mark, value in inner:
        if isinstance(value, str):
            yield mark, value
        else:
            yield from _texts(value)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _flat(raised: str) -> str:
    return raised.translate(str.maketrans(_RAISED, "-0123456789"))


def thousands(text: str) -> str | None:
    """A number that some read as a thousand times what others do, such as 1.000; else None.

    Nothing is unclear in 0.250, in 1.000e6 and where there is a fourth digit.
    """
    found = re.search(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?!\d|\.\d|[eE])", text)
    return found[0] if found else None


def quantity_help(text: str, reads: Callable[[str], bool]) -> str | None:
    """What to write instead of a quantity in other words; None where no form can be read.

    ``reads`` says whether a text can be read as an answer.
    """
    found = [form for form in dict.fromkeys(_forms(text)) if form != text and reads(form)]
    return f"write {' or '.join(map(repr, found))}" if found else None


def _forms(text: str) -> Iterator[str]:
    bounded = text.strip()
    for pattern, bound in _BOUNDS:
        bounded = re.sub(rf"^{pattern}(?=[\s\d])\s*", bound, bounded, count=1, flags=re.IGNORECASE)
    raised = re.sub(rf"(?<=10)[{_RAISED}]+", lambda power: f"^{_flat(power[0])}", bounded)
    bounded = respelt(raised.rstrip("."))
    spread = re.sub(r"^between\s+([\d.e+]+)\s+and\s+(?=\d)", r"\1..", bounded, flags=re.IGNORECASE)
    yield re.sub(r"(?<=\d)\s*[-\u2010-\u2015]\s*(?=\d)", "..", spread)
    # 10^6 without a factor, and thousands set apart by a space.
    yield re.sub(r"(?<![\d.])10\^(?=\d)", "1e", bounded)
    yield re.sub(r"(?<=\d)\s+(?=\d{3}(?!\d))", "", bounded)
    # A letter alone may be a degree: 8 C.
    yield re.sub(r"(?<=\d)\s*([CF])$", r" °\1", bounded)
    # A mark before three digits may stand for thousands; a fourth digit makes it a decimal.
    yield re.sub(r"(?<=\d)[.,](\d{3})(?!\d)", r".\g<1>0", bounded)
    yield re.sub(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))", ".", bounded)
    yield re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", bounded)
