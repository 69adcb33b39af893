"""AG244: an entry that still decides although its text has been replaced."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.gap.view import View
from atmp_gap.gap.voices import voices

_REMEDY = (
    "Read the successor and move the entry to it; until then end it with in_force: {to: DAY}, so "
    "that the row says what is open."
)


def _check(context: Context) -> Iterator[Violation]:
    corpus = context.valid
    seen: set[str] = set()
    for agency in corpus.sides:
        view = View(corpus, (agency.id, agency.id), context.as_of)
        for file in corpus.subjects.values():
            for voice in voices(view, file)[agency.id]:
                if voice.decides and voice.successor_unread and voice.entry.id not in seen:
                    seen.add(voice.entry.id)
                    message = (
                        f"{voice.entry.id} decides, although {voice.entry.document.id} was "
                        f"replaced by {voice.successor_unread}, which nobody has read"
                    )
                    yield Violation(voice.entry.place, message, _REMEDY)


RULE = Rule(
    id="AG244",
    severity="warning",
    title="an entry that still decides although its text has been replaced",
    why=(
        "A verdict that rests on a text of yesterday is wrong in the hands of somebody who files "
        "tomorrow. The successor is registered; only nobody has read it."
    ),
    remedy=_REMEDY,
    check=_check,
    compares=True,
)
