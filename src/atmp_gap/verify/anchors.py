"""Whether a statement's anchors stand where it says, together, beside the numbers it gives."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from atmp_gap.verify.finding import (
    CONFIRMED,
    ELSEWHERE,
    NOT_FOUND,
    PARTLY,
    Finding,
    Need,
    Passage,
    Task,
)
from atmp_gap.verify.numbers import COUNTED, LOWER, UPPER, Mention, Reader
from atmp_gap.verify.sections import Outline, Span
from atmp_gap.verify.text import Text

TOGETHER = 3000
"""How many characters the anchors of one statement may lie apart."""
BESIDE = 450
"""How many characters from the anchors a number with a unit may stand."""
CLOSE = 200
"""The same for a number without a unit, such as 'two'."""


def check(text: Text, outline: Outline, task: Task, reader: Reader) -> Finding:
    """Look for the anchors and numbers of one statement in one text."""
    places = {anchor: text.find(anchor) for anchor in task.anchors}
    missing = [anchor for anchor, found in places.items() if not found]
    if missing:
        if len(missing) == len(places):
            return Finding(task.key, NOT_FOUND, "none of its anchors stands in this file")
        there = [found for found in places.values() if found]
        spans = _together(there) or [there[0][0]]
        said = ", ".join(f"'{anchor}'" for anchor in missing)
        return Finding(
            task.key, PARTLY, f"not in this file: {said}", (_passage(text, outline, spans),)
        )
    located = outline.locate(task.locator)
    inside = [
        [place for place in found if _within(place, located.spans)] for found in places.values()
    ]
    if located.spans and all(inside):
        best = _together(inside, TOGETHER if len(located.spans) == 1 else None)
        if best is None:
            return Finding(
                task.key,
                PARTLY,
                "its anchors stand in that section, but far apart",
                (_passage(text, outline, [inside[0][0]]),),
            )
        passage = _passage(text, outline, best)
        lacking = _lacking(text, best, located.spans, task, reader)
        if lacking:
            return Finding(task.key, PARTLY, lacking, (passage,))
        if not located.found and located.checkable:
            note = "part of its locator was not recognised in this file"
        elif not located.checkable:
            note = "its locator names no section that can be looked up"
        else:
            note = ""
        return Finding(task.key, CONFIRMED, note, (passage,))
    best = _together(list(places.values()), TOGETHER)
    if best is None:
        anywhere = [found[0] for found in places.values()]
        return Finding(
            task.key,
            PARTLY,
            "its anchors stand in this file, but not together",
            (_passage(text, outline, anywhere[:1]),),
        )
    passage = _passage(text, outline, best)
    if not located.spans:
        return Finding(
            task.key,
            PARTLY,
            f"found, but '{task.locator}' was not recognised as a section of this file",
            (passage,),
        )
    return Finding(
        task.key, ELSEWHERE, f"not in {task.locator}, but at {passage.where}", (passage,)
    )


def _within(place: Span, spans: Sequence[Span]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _together(groups: Sequence[Sequence[Span]], most: int | None = None) -> list[Span] | None:
    """One place of each group so that they lie as near as can be; None where farther than most."""
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


def _passage(text: Text, outline: Outline, places: Sequence[Span]) -> Passage:
    start, end = min(places)[0], max(end for _, end in places)
    if end - start > 500:
        end = min(places)[1]
    return Passage(text.page(start), outline.heading_at(start), text.around(start, end), start, end)


def _lacking(
    text: Text, places: Sequence[Span], spans: Sequence[Span], task: Task, reader: Reader
) -> str:
    """Which number of the statement does not stand beside its anchors; empty where all do."""
    if not task.needs:
        return ""
    mentions: list[tuple[Mention, int]] = []
    for start, end in places:
        low, high = max(0, start - BESIDE), min(len(text.full), end + BESIDE)
        for first, last in spans:
            if first <= start < last:
                low, high = max(low, first), min(high, last)
                break
        for mention in reader.mentions(text.full[low:high]):
            apart = max(start - low - mention.end, mention.start - (end - low), 0)
            mentions.append((mention, apart))
    for need in task.needs:
        most = BESIDE if need.dimension else CLOSE
        same = [mention for mention, apart in mentions if apart <= most and _same(need, mention)]
        if not same:
            return f"its anchors are there, but not {need.text} beside them"
        if need.bound and not any(mention.bound == need.bound for mention in same):
            other = any(mention.bound in (UPPER, LOWER) for mention in same)
            what = "the text bounds it the other way" if other else "the text sets no such bound"
            return f"{need.text} stands beside its anchors, but {what}"
    return ""


def _same(need: Need, mention: Mention) -> bool:
    if need.value != mention.value:
        return False
    if need.dimension is None:
        return True
    if need.dimension in COUNTED:
        return mention.dimension is None or mention.dimension in COUNTED
    return need.dimension == mention.dimension
