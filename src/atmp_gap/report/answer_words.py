"""Answers in words: what files write as ``<= 60 day`` or ``mycoplasma-nat``, as people say it.

Only how an answer is put changes. Formats that programs read keep the written form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from atmp_gap.kinds.quantity import TERM
from atmp_gap.kinds.schedule import AT, EVERY
from atmp_gap.text.unit_words import ONE_AND_SEVERAL

_BOUNDS = {
    "<": "below ",
    "<=": "at most ",
    "≤": "at most ",
    ">": "above ",
    ">=": "at least ",
    "≥": "at least ",
    "=": "exactly ",
}
_CHOSEN = {"least": "whichever is less", "most": "whichever is more"}


def in_words(answer: str, words: Mapping[str, str]) -> str:
    """An answer, a position or an id as people say it; what is neither stays as it stands.

    ``words`` says what ids mean: of slots and their values, methods, starts, conditions.
    """
    if answer in words:
        return words[answer]
    names = answer.split(", ")
    if any(name in words for name in names):
        return ", ".join(words.get(name, name) for name in names)
    if not any(character.isdigit() for character in answer):
        return answer
    told = _number(answer)
    if told is None:
        return answer
    text, start = told
    return f"{text} from {words.get(start, start)}" if start else text


@lru_cache(maxsize=4096)
def _number(answer: str) -> tuple[str, str | None] | None:
    """Numbers, ranges and visits in words, and the start from which a time is counted."""
    line = " ".join(answer.split())
    return _quantity(line) or _visits(line)


def _quantity(line: str) -> tuple[str, str | None] | None:
    chosen = re.match(r"(least|most) of (.+)", line)
    terms = (chosen[2] if chosen else line).split("|" if chosen else " and ")
    told = [_term(term.strip()) for term in terms]
    if not all(told):
        return None
    known = [term for term in told if term]
    starts = {start for _, start in known}
    if len(starts) > 1:
        return None
    text = (" or " if chosen else " and ").join(text for text, _ in known)
    return f"{text}, {_CHOSEN[chosen[1]]}" if chosen else text, starts.pop()


def _term(term: str) -> tuple[str, str | None] | None:
    """One number or range with its unit."""
    found = TERM.match(term)
    if found is None:
        return None
    modifier = "".join(f"{found[name]} " for name in ("mod", "mod2") if found[name])
    number = found["low"] if found["high"] is None else f"{found['low']} to {found['high']}"
    per = re.sub(r"\s*(?:/|\bper\b)\s*(?=\d)", " per ", found["per"])
    unit = found["unit"] or ""
    if not per:
        unit = counted(number, unit)
    bound = _BOUNDS[found["bound"]] if found["bound"] else ""
    text = f"{bound}{modifier}{number} {unit}".rstrip() + per
    return text, found["start"]


def _visits(line: str) -> tuple[str, None] | None:
    told = [_visit(visit) for visit in re.split(r"; |, (?=[A-Za-z])", line)]
    known = [visit for visit in told if visit]
    return (", ".join(known), None) if len(known) == len(told) else None


def _visit(visit: str) -> str | None:
    found = AT.match(visit)
    if found:
        *times, last = re.split(r"\s*,\s*", found["times"])
        listed = f"{', '.join(times)} and {last}" if times else last
        unit = counted(last if not times else "", found["unit"])
        return f"{_what(found)}at {listed} {unit}"
    found = EVERY.match(visit)
    if found is None:
        return None
    step, unit = found["step"], counted(found["step"], found["unit"])
    text = f"{_what(found)}every {unit if step == '1' else f'{step} {unit}'}"
    if found["end"]:
        text += f" until {found['end']} {counted(found['end'], found['end_unit'])}"
    return text


def _what(found: re.Match[str]) -> str:
    return f"{found['what']} " if found["what"] else ""


def counted(number: str, unit: str) -> str:
    """A unit after a number: in the plural where it is a word and the number is not one."""
    one, several = ONE_AND_SEVERAL.get(unit, (unit, unit))
    return one if number == "1" else several
