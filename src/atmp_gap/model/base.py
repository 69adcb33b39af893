"""The base of every model: frozen, closed to unknown fields, text kept as text."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Grade = str
GRADES: tuple[str, ...] = ("read", "reported", "recalled")
"""Reading grades, from the best earned to the least."""


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _no_newline(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be one line")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""Free text, not empty, at most 2,000 characters."""

Name = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9%][A-Za-z0-9 ._()%/&+-]*$", max_length=120),
    AfterValidator(_no_newline),
]
"""An id or a word of the vocabulary: letters, digits and a little punctuation."""

_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def _check_day(text: str) -> str:
    if not _DAY.match(text):
        raise ValueError("must be a date: YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        datetime.date.fromisoformat(first_day(text))
    except ValueError as error:
        raise ValueError(f"is no date of the calendar ({error})") from None
    return text


def first_day(text: str) -> str:
    """The day a partial date begins: a month or a year counts from its first day.

    Takes ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, returns ``YYYY-MM-DD``; these sort as dates do.
    """
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text


Day = Annotated[str, AfterValidator(_check_day)]
"""A date as text: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""


def weakest(grades: list[str]) -> str | None:
    """The weakest of some reading grades, or None of none."""
    return max(grades, key=GRADES.index) if grades else None
