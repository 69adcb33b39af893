"""Two limits on different bases, compared by what the product's dose makes of them.

A result stands only where it is the same for every value that the facts of the dose allow.
"""

from __future__ import annotations

from dataclasses import replace

from atmp_gap.kinds.base import FIRST, SECOND, AnswerWords, Note, Outcome, Which, other
from atmp_gap.kinds.conversion import Conversion, Converted, convert
from atmp_gap.kinds.interval import Interval
from atmp_gap.kinds.measured import no_common_basis, notes_on
from atmp_gap.kinds.quantity import Quantity, Term

CONVERTED = "converted"
"""The kind of the note that says how two bases became one."""


def on_one_basis(a: Quantity, b: Quantity, words: AnswerWords) -> Outcome:
    """The outcome for two single limits on two bases, with the conversion in it."""
    one, two = a.terms[0], b.terms[0]
    found = convert(one, two, words.dose, words.measures)
    conversion = found.conversion
    if found.least is None or found.most is None:
        note = f"{no_common_basis(a, b)}{_why(conversion)}"
        return Outcome("not-compared", note=note, conversion=conversion)
    outcome = _compared((a, b), (one, two), found, (found.least, found.most))
    if outcome is None:
        note = (
            f"not the same for every value of the dose: {conversion.arithmetic}"
            + (f"; with least room {conversion.strictest}" if conversion.strictest else "")
            + _facts(conversion)
        )
        return Outcome("not-compared", note=note, conversion=replace(conversion, undecided=True))
    return outcome


def _compared(
    quantities: tuple[Quantity, Quantity],
    terms: tuple[Term, Term],
    found: Converted,
    ends: tuple[Term, Term],
) -> Outcome | None:
    """What holds whatever the dose; None where that differs from one value to another."""
    conversion = found.conversion
    source: Which = FIRST if found.first else SECOND
    kept = terms[other(source)].interval
    spread = [term.interval for term in ends]
    note = Note(CONVERTED, f"{conversion.arithmetic}{_facts(conversion)}")
    notes = notes_on(ends[0], terms[other(source)])
    inside = all(interval.within(kept) for interval in spread)
    around = all(kept.within(interval) for interval in spread)
    if inside and around:
        text = min(quantity.text for quantity in quantities)
        return Outcome("equal", position=text, notes=(note, *notes), conversion=conversion)
    if inside or around:
        stricter = source if inside else other(source)
        return Outcome(
            "differs",
            stricter,
            position=quantities[stricter].text,
            note=note.text,
            notes=notes,
            conversion=conversion,
        )
    apart = all(interval.meet(kept).empty for interval in (*spread, _hull(*spread)))
    if apart:
        text = f"no value meets both; {note.text}"
        return Outcome(
            "differs", "mixed", conflict=True, note=text, notes=notes, conversion=conversion
        )
    if spread[0] == spread[1]:
        text = " and ".join(sorted(quantity.text for quantity in quantities))
        return Outcome(
            "differs", "mixed", position=text, note=note.text, notes=notes, conversion=conversion
        )
    return None


def _hull(least: Interval, most: Interval) -> Interval:
    """All that a limit with some factor between the least and the greatest allows."""
    return Interval(least.low, most.high, least.low_open, most.high_open)


def _facts(conversion: Conversion) -> str:
    return f" (by {', '.join(conversion.facts)})" if conversion.facts else ""


def _why(conversion: Conversion) -> str:
    if conversion.refused:
        return f": {conversion.refused}"
    return f"; the dose would have to be known: {', '.join(conversion.missing)}"
