"""Words every model uses: kinds of text, dates, reading grades.

The kinds of text are plain text to the program; what makes one valid stands in ``model.forms``,
under the same name.
"""

from __future__ import annotations

from collections.abc import Sequence

Grade = str
GRADES: tuple[str, ...] = ("read", "reported", "recalled")
"""Reading grades, from the best earned to the least."""

OBLIGATIONS: tuple[str, ...] = ("must", "should", "may")
"""The force of a sentence, from the strongest."""

Text = str
"""Free text, not empty, at most 2,000 characters."""

Name = str
"""An id or a word of the vocabulary: letters, digits and a little punctuation."""

Day = str
"""A date as text: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

Factor = str
"""A positive number as text, exact: ``0.001`` or ``1/60``."""

FileHash = str
"""The fingerprint of a file: ``sha256:`` and 12 to 64 hexadecimal digits."""

Names = tuple[Name, ...]
"""At least one name."""

Scope = dict[Name, Names]
"""Where something holds: dimension to terms; an absent dimension means all of it."""


def first_day(text: str) -> str:
    """The day a partial date begins: a month or a year counts from its first day.

    Takes ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, returns ``YYYY-MM-DD``; these sort as dates do.
    """
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text


def weakest(grades: Sequence[str]) -> str | None:
    """The weakest of some reading grades, or None of none."""
    for grade in reversed(GRADES):
        if grade in grades:
            return grade
    return None
