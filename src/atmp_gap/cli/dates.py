"""Days as people type them, and what is said where requirements are older than the question."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus

OLD = 60
"""From so many days on a corpus is called old."""


def today() -> datetime.date:
    """The day of this run. Tests put another function in its place."""
    return datetime.date.today()


def day(corpus: Corpus, as_of: str | None) -> str:
    """The day asked for as YYYY-MM-DD, or the corpus' date; says where that is out of date."""
    from atmp_gap.model.base import first_day

    known = first_day(corpus.date)
    if as_of is None:
        tell_age(known)
        return known
    asked = any_day(as_of)
    begins = [item.counts_from for item in corpus.documents.values() if item.counts_from]
    if begins and asked < min(begins):
        raise Stop(
            f"{as_of} lies before every document", f"the first one counts from {min(begins)}"
        )
    if asked > known:
        _warn(f"{asked} is after the date of these requirements, {known}: later texts are missing")
    return asked


def tell_age(known: str) -> None:
    """Say where requirements of a date are old by now; for reports as of that date."""
    age = (today() - datetime.date.fromisoformat(known)).days
    if age > OLD:
        _warn(f"these requirements are of {known}, {age} days old: later texts are missing")


def _warn(text: str) -> None:
    from atmp_gap.cli.console import note

    note(f"warning: {text}")


def any_day(as_of: str) -> str:
    """A day as people write it, as YYYY-MM-DD. Stops where it is none."""
    import re

    from atmp_gap.model.base import first_day

    hint = "write YYYY, YYYY-MM or YYYY-MM-DD; a month or a year means its first day"
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", as_of):
        raise Stop(f"{as_of!r} is no date", hint)
    try:
        datetime.date.fromisoformat(first_day(as_of))
    except ValueError:
        raise Stop(f"{as_of!r} is no date of the calendar", hint) from None
    return first_day(as_of)
