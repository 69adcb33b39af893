"""``compare --agencies A,B,C``: several agencies in one view, with the verdict of each pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from atmp_gap.cli import options
from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.cli.selection import Selection
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Result
    from atmp_gap.report.interface import Report

APART = ("csv", "xlsx")
"""Formats that are sorted and filtered by column, so that citations have cells of their own."""
WHOLE = ("csv", "xlsx", "json", "html")
"""Formats that leave nothing out."""


def named(corpus: Corpus, words: list[str]) -> tuple[str, ...]:
    """The agencies named, in that order. Stops where they are not several that are known."""
    from atmp_gap.corpus.words import agencies as lexicon

    asked = options.split(words)
    found = [options.find(lexicon(corpus), [word], single=True)[0] for word in asked]
    known = ", ".join(agency.id for agency in corpus.sides)
    for name in found:
        if found.count(name) > 1:
            raise Stop(f"--agencies names {name} twice", f"known: {known}")
    if len(found) < 2:
        raise Stop("--agencies wants two agencies or more", f"such as {known.replace(' ', '')}")
    return tuple(found)


def several(
    formatter: Report,
    corpus: Corpus,
    asked: Selection,
    names: tuple[str, ...],
    compared: Callable[[Selection], Result],
    full: bool,
) -> tuple[str | bytes, list[Result]]:
    """The report, and the comparison of every two agencies; ``compared`` makes one.

    What hides rows is asked of each pair; a question stays where one of them keeps it.
    """
    from atmp_gap.report.agencies import Manner, agencies_sheet
    from atmp_gap.views.agencies import recorded

    pairs = list(combinations(names, 2))
    wide = replace(asked, only=None, stricter=None, reading=None)
    results = {pair: compared(replace(wide, between=pair)) for pair in pairs}
    shown, kept = None, list(results.values())
    if asked.only or asked.stricter or asked.reading:
        kept = [compared(replace(asked, between=pair)) for pair in pairs]
        shown = frozenset(row.subject for result in kept for row in result.rows)
    day = kept[0].as_of
    manner = Manner(full or formatter.name in WHOLE, formatter.name in APART)
    sheet = agencies_sheet(results, [recorded(corpus, name, day) for name in names], shown, manner)
    return formatter.sheet(sheet), kept


def tell_unread(opening: options.Opening, result: Result) -> None:
    """Say where no text of an agency that was asked about was ever read."""
    from atmp_gap.cli.output import warn
    from atmp_gap.views.agencies import recorded

    for counted in result.summary.agencies:
        if counted.agency in result.agencies and not counted.requirements:
            found = recorded(opening.corpus, counted.agency, result.as_of)
            if not found.entries:
                warn(
                    f"no text of {counted.agency} was read in these requirements: its silence "
                    "says nothing of what it asks"
                )
