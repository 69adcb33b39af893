"""Dates as texts print them: 18 November 2004, November 18, 2004, March 2020."""

from __future__ import annotations

import re

MONTHS = re.findall(
    r"\w+",
    "january february march april may june july august september october november december",
)
DATE = re.compile(
    r"\b(?:(\d{1,2})\s+)?(January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\s+(?:(\d{1,2}),?\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def month_of(found: re.Match[str]) -> str:
    """The month of a date that was found, as YYYY-MM."""
    return f"{found[4]}-{MONTHS.index(found[2].lower()) + 1:02}"


def day_in(text: str) -> str:
    """The first date of a text, as YYYY-MM-DD or YYYY-MM; empty where there is none."""
    found = DATE.search(text)
    if found is None:
        return ""
    day = found[1] or found[3]
    return f"{month_of(found)}-{int(day):02}" if day else month_of(found)
