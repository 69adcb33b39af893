"""Whether a statement's anchors stand where it says, together, beside the numbers it gives.

``check`` is all the machine can confirm by itself: it asks, in this order, whether every anchor
stands in the text, in the cited section, near the others, and beside every number. Where a page
that could not be read may hold what was not found, the answer is that it cannot be told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atmp_gap.verify.lookup import Lookup, LookupResult, Passage, Reason
from atmp_gap.verify.needs import NumberReader, first_unmet
from atmp_gap.verify.sections.outline import Located, Outline
from atmp_gap.verify.text import Span

TOGETHER = 3000
"""How many characters the anchors of one statement may lie apart."""

_ANCHORS_SEEN: tuple[Reason, ...] = (
    "far-apart-in-section",
    "number-missing",
    "bound-opposite",
    "bound-missing",
    "other-section",
)

Places = Mapping[str, Sequence[Span]]
"""Where each anchor stands in the text."""


def check(outline: Outline, lookup: Lookup, reader: NumberReader) -> LookupResult:
    """Look for the anchors and numbers of one statement in one text."""
    located = outline.locate(lookup.locator)
    found = _in_what_was_read(outline, lookup, located, reader)
    if found.result == "confirmed":
        return found
    # Where every anchor was seen, only the cited section may hide what was not.
    gaps = outline.bearing(located, seen=found.reason in _ANCHORS_SEEN)
    return replace(found, result="cannot-tell", gaps=gaps) if gaps else found


def _in_what_was_read(
    outline: Outline, lookup: Lookup, located: Located, reader: NumberReader
) -> LookupResult:
    places = {anchor: outline.text.find(anchor) for anchor in lookup.anchors}
    if not all(places.values()):
        return _some_missing(outline, lookup, places)
    inside = [
        [place for place in found if _within(place, located.spans)] for found in places.values()
    ]
    if located.spans and all(inside):
        return _in_section(outline, lookup, located, inside, reader)
    return _not_in_section(outline, lookup, located, list(places.values()))


def _some_missing(outline: Outline, lookup: Lookup, places: Places) -> LookupResult:
    there = [found for found in places.values() if found]
    if not there:
        return LookupResult(lookup.key, "not-found", "no-anchor")
    missing = tuple(anchor for anchor, found in places.items() if not found)
    spans = _together(there) or [there[0][0]]
    passages = (_passage(outline, spans),)
    return LookupResult(lookup.key, "partly", "anchors-missing", missing, passages)


def _in_section(
    outline: Outline,
    lookup: Lookup,
    located: Located,
    inside: Sequence[Sequence[Span]],
    reader: NumberReader,
) -> LookupResult:
    """Every anchor stands in the cited section: are they together, beside the numbers?"""
    best = _together(inside, TOGETHER if len(located.spans) == 1 else None)
    if best is None:
        passage = _passage(outline, [inside[0][0]])
        return LookupResult(lookup.key, "partly", "far-apart-in-section", passages=(passage,))
    passages = (_passage(outline, best),)
    unmet = first_unmet(lookup.needs, outline.text.full, best, located.spans, reader)
    if unmet:
        return LookupResult(lookup.key, "partly", unmet.why, (unmet.need.text,), passages)
    reason: Reason = ""
    if not located.checkable:
        reason = "section-not-checkable"
    elif not located.found:
        reason = "section-partly-known"
    return LookupResult(lookup.key, "confirmed", reason, passages=passages)


def _not_in_section(
    outline: Outline, lookup: Lookup, located: Located, places: Sequence[Sequence[Span]]
) -> LookupResult:
    """Every anchor stands in the text, but not in the cited section."""
    best = _together(places, TOGETHER)
    if best is None:
        passages = (_passage(outline, [places[0][0]]),)
        return LookupResult(lookup.key, "partly", "not-together", passages=passages)
    passages = (_passage(outline, best),)
    if not located.spans:
        return LookupResult(lookup.key, "partly", "section-unknown", passages=passages)
    return LookupResult(lookup.key, "elsewhere", "other-section", passages=passages)


def _within(place: Span, spans: Sequence[Span]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _together(groups: Sequence[Sequence[Span]], most: int | None = None) -> list[Span] | None:
    """One place of each group so that they lie as near as can be; None where farther than most.

    Around each place of the rarest anchor the nearest place of every other one is taken.
    """
    rarest = min(groups, key=len)
    best: list[Span] | None = None
    width = 0
    for centre in rarest[:500]:
        chosen = [_nearest(group, centre) for group in groups]
        size = max(end for _, end in chosen) - min(start for start, _ in chosen)
        if best is None or size < width:
            best, width = chosen, size
    return None if most is not None and width > most else best


def _nearest(group: Sequence[Span], centre: Span) -> Span:
    at = bisect_left(group, centre)
    near = group[max(0, at - 1) : at + 1]
    return min(near, key=lambda place: abs(place[0] - centre[0]))


def _passage(outline: Outline, places: Sequence[Span]) -> Passage:
    text = outline.text
    start, end = min(places)[0], max(end for _, end in places)
    if end - start > 500:
        end = min(places)[1]
    return Passage(text.page(start), outline.heading_at(start), text.around(start, end), start, end)
