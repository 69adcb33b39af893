"""One side in one part of scope: its entries added up slot by slot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.facet import Beside
from atmp_gap.gap.result import SideResult
from atmp_gap.gap.voices import Voice
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerWords, Disagreement
from atmp_gap.model.base import OBLIGATIONS
from atmp_gap.model.subject import Subject

Sum = Answer | Disagreement | None
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SlotSide:
    """A side's entries on one slot, and what they add up to in the base."""

    kind: str
    name: str
    voices: tuple[Voice, ...]
    base: Sum
    own: bool
    """Whether an own text contributes, not only one that others share."""
    conditions: frozenset[str]
    """Every condition its entries name."""

    def under(self, condition: str, words: AnswerWords) -> Sum:
        """What the side answers where a condition holds: triggers join, escapes leave."""
        here = [
            voice
            for voice in self.voices
            if (not voice.entry.when or condition in voice.entry.when)
            and condition not in voice.entry.unless
        ]
        return _add_up(self.kind, self.name, _standing(here), words)

    def holding(self, claimed: Collection[str], words: AnswerWords) -> Sum:
        """What the side answers where some conditions hold together; none of them is the base."""
        here = [
            voice
            for voice in self.voices
            if (not voice.entry.when or voice.entry.when & set(claimed))
            and not voice.entry.unless & set(claimed)
        ]
        return _add_up(self.kind, self.name, _standing(here), words)


@dataclass(frozen=True)
class Side:
    """How one agency speaks in one part.

    ``used`` are the deciding entries: those that answer a slot, or, where none does, all that
    speak in prose. What follows from them is None or empty where none speaks.
    """

    agency: str
    slots: Mapping[str, SlotSide]
    used: tuple[Voice, ...]
    own: bool
    """Whether an own text of the agency speaks here, in whatever form."""
    result: SideResult
    """The ids of its entries, as reports print them."""
    grades: tuple[str, ...] = ()
    """The reading grades of the deciding entries."""
    drafts: tuple[str, ...] = ()
    """The ids of the drafts among those that decide, or would in another view."""
    rests_on_draft: bool = False
    """Whether what it says stands in drafts only, for some slot or altogether."""
    kind: str | None = None
    """The kind of its strongest document."""
    obligation: str | None = None
    """The strongest wording of its entries."""
    remarks: tuple[tuple[Beside, str], ...] = ()
    """What has to be said of its documents: a kind of note, and the text."""

    @property
    def speaks(self) -> bool:
        """Whether it speaks at all."""
        return bool(self.used)


def build(agency: str, voices: Sequence[Voice], subject: Subject, words: AnswerWords) -> Side:
    """Add up the voices of one agency that cover a part.

    An override with a trigger replaces its target only where the trigger holds.
    """
    deciding = _standing([voice for voice in voices if voice.decides], always=True)
    slots = _slots(deciding, subject, words)
    used = _used(deciding, slots)
    left_out = [voice for voice in voices if voice.left_out]
    result = SideResult(
        agency,
        tuple(voice.entry.id for voice in used),
        _beside(voices, used, left_out),
    )
    drafts = tuple(voice.entry.id for voice in (*used, *left_out) if voice.draft)
    if not used:
        return Side(agency, slots, (), False, result, drafts=drafts)
    in_draft = [voice.draft for voice in used]
    said = [voice.entry.requirement for voice in used]
    strengths = {requirement.obligation for requirement in said}
    return Side(
        agency=agency,
        slots=slots,
        used=tuple(used),
        own=_has_own(deciding),
        result=result,
        grades=tuple(requirement.reading.grade for requirement in said),
        drafts=drafts,
        rests_on_draft=any(in_draft) if slots else all(in_draft),
        kind=_strongest(used),
        obligation=next(word for word in OBLIGATIONS if word in strengths),
        remarks=_remarks(agency, used),
    )


def _slots(deciding: Sequence[Voice], subject: Subject, words: AnswerWords) -> dict[str, SlotSide]:
    """What is answered, slot by slot."""
    found: dict[str, SlotSide] = {}
    for name, slot in subject.asks.items() if deciding else ():
        pool = _pool(deciding, name, slot.kind)
        if pool:
            found[name] = _slot_side(slot.kind, name, pool, words)
    return found


def _used(deciding: list[Voice], slots: Mapping[str, SlotSide]) -> list[Voice]:
    """The voices that count: those that answer a slot, or, where none does, all of them."""
    if not slots:
        return deciding
    answering = {voice.entry.id for slot in slots.values() for voice in slot.voices}
    return [voice for voice in deciding if voice.entry.id in answering]


def _beside(
    voices: Sequence[Voice], used: Sequence[Voice], left_out: Sequence[Voice]
) -> tuple[str, ...]:
    """The entries that are printed only; drafts that are left out come last."""
    counted = {voice.entry.id for voice in used}
    printed = [
        voice.entry.id for voice in voices if not voice.left_out and voice.entry.id not in counted
    ]
    return (*printed, *(voice.entry.id for voice in left_out))


def _strongest(voices: Sequence[Voice]) -> str:
    """The kind of the strongest document."""
    documents = [voice.entry.document for voice in voices]
    strongest = documents[0]
    for document in documents[1:]:
        if document.rank < strongest.rank:
            strongest = document
    return strongest.kind


def _has_own(voices: Sequence[Voice]) -> bool:
    """Whether a text of the agency's own is among some voices."""
    return not all([voice.shared for voice in voices])  # noqa: C419 - there are few, and it is quicker


def _slot_side(kind: str, name: str, pool: list[Voice], words: AnswerWords) -> SlotSide:
    named: frozenset[str] = _NONE
    unconditional = pool
    for voice in pool:
        if voice.entry.unless or voice.entry.when:
            named = named | voice.entry.unless | voice.entry.when
    if named:
        unconditional = _standing([voice for voice in pool if not voice.entry.when])
    base = _add_up(kind, name, unconditional, words)
    return SlotSide(kind, name, tuple(pool), base, _has_own(pool), named)


def _remarks(agency: str, used: Sequence[Voice]) -> tuple[tuple[Beside, str], ...]:
    found: list[tuple[Beside, str]] = []
    for voice in used:
        document = voice.entry.document
        if voice.draft:
            found.append(("draft", f"{agency} rests on a draft: {document.short_name}"))
        if voice.successor_unread:
            text = (
                f"{document.short_name} is superseded by {voice.successor_unread}, which is unread"
            )
            found.append(("successor-unread", text))
        if document.counts_from is None:
            text = f"{document.short_name} has no date in the register and is taken to be in force"
            found.append(("undated", text))
    return tuple(found)


def _standing(voices: list[Voice], always: bool = False) -> list[Voice]:
    """The voices that no other of them overrides.

    With ``always`` only by one that holds whatever the conditions: one with a trigger replaces its
    target where the trigger holds, and one with an escape gives it back under the escape.
    """
    overriding = [
        voice
        for voice in voices
        if voice.entry.requirement.overrides
        and not (always and (voice.entry.when or voice.entry.unless))
    ]
    if not overriding:
        return voices
    over: dict[str, list[Voice]] = {}
    for voice in overriding:
        for name in voice.entry.requirement.overrides:
            over.setdefault(name, []).append(voice)
    return [
        voice
        for voice in voices
        if not any(overrides(other, voice) is True for other in over.get(voice.entry.id, ()))
    ]


def overrides(voice: Voice, target: Voice) -> bool | str:
    """Whether one entry replaces another of its side where they meet; a text says why it may not.

    A draft cannot replace a final text, nor a weaker kind a stronger one, nor two each other.
    """
    if target.entry.id not in voice.entry.requirement.overrides:
        return False
    if voice.draft and not target.draft:
        return "a draft cannot override a final text"
    obligations = voice.entry.requirement.obligation, target.entry.requirement.obligation
    if obligations[0] == "may" and obligations[1] != "may":
        return "a may-sentence cannot override one that says must or should"
    if voice.entry.document.rank > target.entry.document.rank:
        return (
            f"a text of kind {voice.entry.document.kind} cannot override "
            f"one of kind {target.entry.document.kind}"
        )
    if voice.entry.id in target.entry.requirement.overrides:
        return "the two override each other"
    return True


def _pool(deciding: Sequence[Voice], name: str, kind: str) -> list[Voice]:
    """The voices that answer a slot: final texts, or drafts where no final text answers it.

    `may` never tightens: it adds to any-of, and states a permission where no stricter one stands
    beside it; it answers nothing else.
    """
    answering = [voice for voice in deciding if name in voice.entry.answers]
    firm = [voice for voice in answering if voice.entry.requirement.obligation != "may"]
    if not KINDS[kind].accepts_any and not (KINDS[kind].stated_by_may and not firm):
        answering = firm
    return [voice for voice in answering if not voice.draft] or answering


def _add_up(kind: str, name: str, voices: Sequence[Voice], words: AnswerWords) -> Sum:
    answers = [voice.entry.answers[name] for voice in voices]
    return KINDS[kind].combine(answers, words) if answers else None
