"""How a position stands to what one side asks, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.side import SlotSide
from atmp_gap.model.kinds import KINDS
from atmp_gap.model.kinds.base import FIRST, Answer, Disagreement, Words
from atmp_gap.model.subject import Slot
from atmp_gap.profile.positions import Held, own_word


@dataclass(frozen=True)
class SlotStanding:
    """One slot towards one side."""

    status: str
    held: str | None
    asked: str | None
    notes: tuple[str, ...] = ()


def standing(
    part: PartComparison, index: int, name: str, slot: Slot, held: Held | None, words: Words
) -> SlotStanding:
    """How a position stands on one slot towards one side, in a part of a subject."""
    side = part.sides[index]
    mine = held.answers.get(name) if held else None
    text = own_word(slot.kind, mine.text) if mine else None
    spoken = side.slots.get(name)
    asked = _asked(spoken, held, words) if spoken else None
    if isinstance(asked, Disagreement):
        note = f"the entries of {side.agency} disagree: {asked.reason}"
        return SlotStanding("not-comparable", text, None, (note,))
    if spoken is None or asked is None:
        notes: tuple[str, ...] = ()
        if spoken:
            notes = (f"{side.agency} asks only when {', '.join(sorted(spoken.conditions))}",)
        quiet = spoken is not None or part.known(index, name).silent
        return SlotStanding("asks-nothing" if quiet else "open", text, None, notes)
    if slot.kind == "clock":
        return SlotStanding("asks-nothing", None, None)
    if mine is None:
        wants = not slot.minor and _wants(slot.kind, asked)
        return SlotStanding("not-addressed" if wants else "asks-nothing", None, asked.text)
    status, notes = _stands(slot, mine, asked, words, side.agency)
    escapes = sorted(spoken.conditions - (held.conditions if held else frozenset()))
    if status == "short" and escapes:
        notes = (*notes, f"what {side.agency} asks may change when {', '.join(escapes)}")
    return SlotStanding(status, text, asked.text, notes)


def _asked(spoken: SlotSide, held: Held | None, words: Words) -> Answer | Disagreement | None:
    return spoken.holding(held.conditions if held else (), words)


def _wants(kind: str, asked: Answer) -> bool:
    """Whether an answer asks anything of a developer who is silent on it."""
    if asked.is_none:
        return False
    return asked.text not in {
        "asked": ("optional", "not-expected"),
        "permission": ("allowed",),
    }.get(kind, ())


def _stands(
    slot: Slot, mine: Answer, asked: Answer, words: Words, agency: str
) -> tuple[str, tuple[str, ...]]:
    """Whether a position satisfies what is asked: equal to it, or the stricter of the two.

    What was asked of sets is complete here: nobody has to have searched a developer's own list.
    """
    outcome = KINDS[slot.kind].compare(mine, asked, words, (None, None))
    notes = tuple(note.text for note in outcome.notes)
    if outcome.relation == "not-compared":
        return "not-comparable", (*notes, outcome.note)
    if slot.kind == "schedule" and outcome.relation == "differs":
        return "not-comparable", (*notes, "other visits; a person has to compare")
    if outcome.relation == "equal" or outcome.stricter == FIRST:
        if asked.is_none and not mine.is_none:
            notes = (*notes, f"{agency} gives no number: justify yours")
        return "meets", notes
    if slot.kind in ("all-of", "any-of"):
        lacking = [e for e in asked.elements if not _among(e, mine.elements, words)]
        refused = [
            e for e in mine.elements if not any(words.satisfies(e, a) for a in asked.elements)
        ]
        said = (
            f"{agency} also asks {', '.join(lacking)}"
            if slot.kind == "all-of"
            else f"{agency} is not known to accept {', '.join(refused)}"
        )
        notes = (*notes, said)
    return "short", notes


def _among(asked: str, elements: Sequence[str], words: Words) -> bool:
    return any(words.satisfies(item, asked) for item in elements)
