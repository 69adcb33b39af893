"""Words looked for in many statements."""

from __future__ import annotations

import re
from functools import cached_property


class Wording:
    """A pattern of words in small letters, and parts of words of which it needs at least one.

    Looking for the parts takes a tenth of the time, and most statements have none of them.
    """

    def __init__(self, pattern: str, *parts: str) -> None:
        self._text, self._parts = pattern, parts

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._text)

    def within(self, folded: str) -> bool:
        """Whether a text, case folded, has the words."""
        return any(map(folded.__contains__, self._parts)) and bool(self._pattern.search(folded))
