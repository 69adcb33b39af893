"""How a position stands to what one side asks, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass

from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.side import SlotSide
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import FIRST, Answer, AnswerWords, Disagreement
from atmp_gap.kinds.conversion import Conversion
from atmp_gap.kinds.on_one_basis import CONVERTED
from atmp_gap.model.subject import Slot
from atmp_gap.profile.positions import Held, own_word


@dataclass(frozen=True)
class SlotStanding:
    """One slot towards one side."""

    status: str
    held: str | None
    asked: str | None
    notes: tuple[str, ...] = ()
    conversion: Conversion | None = None


def standing(
    part: PartComparison, index: int, name: str, slot: Slot, held: Held | None, words: AnswerWords
) -> SlotStanding:
    """How a position stands on one slot towards one side, in a part of a subject.

    ``words.titles`` says what conditions and elements are called in notes.
    """
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
            notes = (f"{side.agency} asks only when {words.said(sorted(spoken.conditions))}",)
        quiet = spoken is not None or part.searches.lacking(index, name).silent
        return SlotStanding("asks-nothing" if quiet else "open", text, None, notes)
    if KINDS[slot.kind].binds_agency:
        return SlotStanding("asks-nothing", None, None)
    if mine is None:
        wants = not slot.minor and _wants(slot.kind, asked)
        return SlotStanding("not-addressed" if wants else "asks-nothing", None, asked.text)
    status, notes, conversion = _stands(slot, mine, asked, words, side.agency)
    escapes = sorted(spoken.conditions - (held.conditions if held else frozenset()))
    if status == "short" and escapes:
        notes = (*notes, f"what {side.agency} asks may change when {words.said(escapes)}")
    return SlotStanding(status, text, asked.text, notes, conversion)


def _asked(spoken: SlotSide, held: Held | None, words: AnswerWords) -> Answer | Disagreement | None:
    return spoken.holding(held.conditions if held else (), words)


def _wants(kind: str, asked: Answer) -> bool:
    """Whether an answer asks anything of a developer who is silent on it."""
    if asked.is_none:
        return False
    return asked.text not in KINDS[kind].asks_nothing


def _stands(
    slot: Slot, mine: Answer, asked: Answer, words: AnswerWords, agency: str
) -> tuple[str, tuple[str, ...], Conversion | None]:
    """Whether a position satisfies what is asked: equal to it, or the stricter of the two.

    What was asked of sets is complete here: nobody has to have searched a developer's own list.
    What a conversion says is no note: it stands beside them.
    """
    kind = KINDS[slot.kind]
    outcome = kind.compare(mine, asked, words, (None, None))
    conversion = outcome.conversion
    notes = tuple(note.text for note in outcome.notes if note.kind != CONVERTED)
    left = kind.left_open(agency, mine, asked)
    if left:
        return "not-comparable", (left,), conversion
    if outcome.relation == "not-compared":
        # What a conversion would need, or does not decide, it says itself.
        return "not-comparable", notes if conversion else (*notes, outcome.note), conversion
    if kind.uncomparable_note and outcome.relation == "differs":
        return "not-comparable", (*notes, kind.uncomparable_note), conversion
    if outcome.relation == "equal" or outcome.stricter == FIRST:
        if asked.is_none and not mine.is_none:
            notes = (*notes, f"{agency} gives no number: justify yours")
        return "meets", notes, conversion
    lacking = kind.shortfall(agency, mine, asked, words)
    return "short", (*notes, lacking) if lacking else notes, conversion
