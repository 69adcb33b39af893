"""What makes a text valid, by the name that annotations of records give it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from atmp_gap.model.base import first_day


def _no_newline(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be one line")
    return text


_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def _check_day(text: str) -> str:
    if not _DAY.match(text):
        raise ValueError("must be a date: YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        datetime.date.fromisoformat(first_day(text))
    except ValueError as error:
        raise ValueError(f"is no date of the calendar ({error})") from None
    return text


STRINGS: dict[str, dict[str, Any]] = {
    "Text": {"strip_whitespace": True, "min_length": 1, "max_length": 2000},
    "Name": {"pattern": r"^[A-Za-z0-9%][A-Za-z0-9 ._()%/&+-]*$", "max_length": 120},
    "Day": {},
    "Factor": {"pattern": r"^\d+(\.\d+)?(/\d+)?$", "max_length": 60},
    "FileHash": {"pattern": r"^sha256:[0-9a-f]{12,64}$"},
}
"""Kinds of text, as pydantic constrains them."""

CHECKS: dict[str, Callable[[str], str]] = {"Name": _no_newline, "Day": _check_day}
"""What is looked at beside, which raises ValueError."""

COMPOSED: dict[str, str] = {
    "Names": "tuple[Name, ...]",
    "Scope": "dict[Name, Names]",
    "RawAnswer": "Text | tuple[Text, ...]",
    "Words": "Text | tuple[Text, ...]",
}
"""What is made of them, in the order of its making."""

NOT_EMPTY = frozenset({"Names"})
"""Collections that need an item."""
