"""The words every record uses: kinds of text, dates, reading grades, the force of a sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

Grade = Literal["read", "reported", "recalled"]
GRADES: tuple[Grade, ...] = ("read", "reported", "recalled")
"""Reading grades, from the best earned to the least."""

Obligation = Literal["must", "should", "may"]
OBLIGATIONS: tuple[Obligation, ...] = ("must", "should", "may")
"""The force of a sentence, from the strongest."""


@dataclass(frozen=True)
class TextRule:
    """What makes a text valid. Pydantic asks for its schema when files are validated.

    ``pattern`` has to match; ``check`` raises ValueError for what no pattern says.
    """

    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    strip_whitespace: bool | None = None
    check: Callable[[str], str] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The hook by which pydantic reads an annotation."""
        from pydantic_core import core_schema

        schema: Any = core_schema.str_schema(
            pattern=self.pattern,
            min_length=self.min_length,
            max_length=self.max_length,
            strip_whitespace=self.strip_whitespace,
        )
        if self.check is None:
            return schema
        return core_schema.no_info_after_validator_function(self.check, schema)


@dataclass(frozen=True)
class NotEmpty:
    """A collection that needs at least one item."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The hook by which pydantic reads an annotation."""
        return {**handler(source), "min_length": 1}


def first_day(text: str) -> str:
    """The day a partial date begins: a month or a year counts from its first day.

    Takes ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, returns ``YYYY-MM-DD``; these sort as dates do.
    """
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text


def past(day: str | None, as_of: str) -> bool:
    """Whether a day, given in full or in part, has come by another."""
    return day is not None and first_day(day) <= as_of


def last_day(text: str) -> str:
    """The day a partial date ends: a month or a year counts to its last day."""
    if len(text) == 10:
        return text
    year, month = (int(text[:4]), int(text[5:7])) if len(text) == 7 else (int(text), 12)
    following = datetime.date(year + month // 12, month % 12 + 1, 1) if year < 9999 else None
    last = following - datetime.timedelta(days=1) if following else datetime.date(9999, 12, 31)
    return last.isoformat()


_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def _day_of_the_calendar(text: str) -> str:
    if not _DAY.match(text):
        raise ValueError("must be a date: YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        datetime.date.fromisoformat(first_day(text))
    except ValueError as error:
        raise ValueError(f"is no date of the calendar ({error})") from None
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be one line")
    return text


Text = Annotated[str, TextRule(strip_whitespace=True, min_length=1, max_length=2000)]
"""Free text, not empty, at most 2,000 characters."""

Name = Annotated[
    str, TextRule(pattern=r"^[A-Za-z0-9%][A-Za-z0-9 ._()%/&+-]*$", max_length=120, check=_one_line)
]
"""An id or a word of the vocabulary: letters, digits and a little punctuation."""

Day = Annotated[str, TextRule(check=_day_of_the_calendar)]
"""A date as text: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

Factor = Annotated[str, TextRule(pattern=r"^\d+(\.\d+)?(/\d+)?$", max_length=60)]
"""A positive number as text, exact: ``0.001`` or ``1/60``."""

SignedFactor = Annotated[str, TextRule(pattern=r"^-?\d+(\.\d+)?(/\d+)?$", max_length=60)]
"""A number as text, exact, which may lie below zero: ``-273.15``."""

FileHash = Annotated[str, TextRule(pattern=r"^sha256:[0-9a-f]{12,64}$")]
"""The fingerprint of a file: ``sha256:`` and 12 to 64 hexadecimal digits."""

Names = Annotated[tuple[Name, ...], NotEmpty()]
"""At least one name."""

Scope = dict[Name, Names]
"""Where something holds: dimension to terms; an absent dimension means all of it."""


def weakest(grades: Sequence[str]) -> Grade | None:
    """The weakest of some reading grades, or None of none."""
    for grade in reversed(GRADES):
        if grade in grades:
            return grade
    return None
