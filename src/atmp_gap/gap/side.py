"""One side in one part of scope: its entries added up slot by slot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from atmp_gap.gap.result import SideResult
from atmp_gap.gap.speak import Voice
from atmp_gap.model.kinds import KINDS
from atmp_gap.model.kinds.base import Answer, Disagreement, Words
from atmp_gap.model.record import Record, field
from atmp_gap.model.subject import Subject

Sum = Answer | Disagreement | None


class SlotSide(Record, many=True):
    """A side's entries on one slot, and what they add up to in the base."""

    kind: str
    name: str
    voices: tuple[Voice, ...]
    base: Sum

    def under(self, condition: str, words: Words) -> Sum:
        """What the side answers where a condition holds: triggers join, escapes leave."""
        here = [
            voice
            for voice in self.voices
            if (not voice.entry.when or condition in voice.entry.when)
            and condition not in voice.entry.unless
        ]
        return _add_up(self.kind, self.name, _standing(here), words)

    def holding(self, claimed: Collection[str], words: Words) -> Sum:
        """What the side answers where some conditions hold together; none of them is the base."""
        return _add_up(
            self.kind,
            self.name,
            (
                voice
                for voice in self.voices
                if (not voice.entry.when or voice.entry.when & set(claimed))
                and not voice.entry.unless & set(claimed)
            ),
            words,
        )

    @property
    def conditions(self) -> set[str]:
        """Every condition its entries name."""
        return {name for voice in self.voices for name in (*voice.entry.unless, *voice.entry.when)}

    @property
    def own(self) -> bool:
        """Whether an own text contributes, not only one that others share."""
        return any(not voice.shared for voice in self.voices)


class Side(Record, many=True):
    """How one agency speaks in one part.

    ``used`` are the deciding entries: those that answer a slot, or, where none does, all that
    speak in prose. ``also`` are printed only; ``left_out`` are drafts the view leaves out.
    """

    agency: str
    slots: Mapping[str, SlotSide] = field(default_factory=dict)
    used: tuple[Voice, ...] = ()
    also: tuple[Voice, ...] = ()
    left_out: tuple[Voice, ...] = ()
    own: bool = False
    """Whether an own text of the agency speaks here, in whatever form."""

    @property
    def speaks(self) -> bool:
        """Whether it speaks at all."""
        return bool(self.used)

    @cached_property
    def result(self) -> SideResult:
        """The ids of its entries, as reports print them."""
        return SideResult(
            self.agency,
            tuple([voice.entry.id for voice in self.used]),
            tuple([voice.entry.id for voice in (*self.also, *self.left_out)]),
        )

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """The reading grades of the deciding entries."""
        return tuple([voice.entry.requirement.reading.grade for voice in self.used])

    @cached_property
    def drafts(self) -> tuple[str, ...]:
        """The ids of the drafts among those that decide, or would in another view."""
        return tuple([v.entry.id for v in (*self.used, *self.left_out) if v.draft])

    @cached_property
    def kind(self) -> str:
        """The kind of its strongest document."""
        return min((voice.entry.document for voice in self.used), key=lambda d: d.rank).kind

    @cached_property
    def obligation(self) -> str:
        """The strongest wording of its entries."""
        said = {voice.entry.requirement.obligation for voice in self.used}
        return next(word for word in ("must", "should", "may") if word in said)

    @cached_property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What has to be said of its documents: a kind of note, and the text."""
        found: list[tuple[str, str]] = []
        for voice in self.used:
            name = voice.entry.document.id
            if voice.draft:
                found.append(("draft", f"{self.agency} rests on a draft: {name}"))
            if voice.successor_unread:
                text = f"{name} is superseded by {voice.successor_unread}, which is unread"
                found.append(("successor-unread", text))
            if voice.entry.document.counts_from is None:
                text = f"{name} has no date in the register and is taken to be in force"
                found.append(("undated", text))
        return tuple(found)

    @cached_property
    def rests_on_draft(self) -> bool:
        """Whether what it says stands in drafts only, for some slot or altogether."""
        if self.slots:
            return any(voice.draft for voice in self.used)
        return bool(self.used) and all(voice.draft for voice in self.used)


def build(agency: str, voices: Sequence[Voice], subject: Subject, words: Words) -> Side:
    """Add up the voices of one agency that cover a part.

    An override with a trigger replaces its target only where the trigger holds.
    """
    deciding = _standing([voice for voice in voices if voice.decides], always=True)
    slots: dict[str, SlotSide] = {}
    used: dict[str, Voice] = {}
    for name, slot in subject.asks.items():
        pool = _pool(deciding, name, slot.kind)
        if pool:
            base = _add_up(
                slot.kind, name, (voice for voice in pool if not voice.entry.when), words
            )
            slots[name] = SlotSide(slot.kind, name, tuple(pool), base)
            used.update((voice.entry.id, voice) for voice in pool)
    if not used:
        used = {voice.entry.id: voice for voice in deciding}
    return Side(
        agency,
        slots,
        tuple(voice for voice in voices if voice.entry.id in used),
        tuple(voice for voice in voices if voice.entry.id not in used and not voice.left_out),
        tuple(voice for voice in voices if voice.left_out),
        own=any(not voice.shared for voice in deciding),
    )


def _standing(voices: list[Voice], always: bool = False) -> list[Voice]:
    """The voices that no other of them overrides; with ``always`` by one without a trigger."""
    overriding = [
        voice
        for voice in voices
        if voice.entry.requirement.overrides and not (always and voice.entry.when)
    ]
    if not overriding:
        return voices
    return [
        voice
        for voice in voices
        if not any(overrides(other, voice) is True for other in overriding)
    ]


def overrides(voice: Voice, target: Voice) -> bool | str:
    """Whether one entry replaces another of its side where they meet; a text says why it may not.

    A draft cannot replace a final text, nor a weaker kind a stronger one, nor two each other.
    """
    if target.entry.id not in voice.entry.requirement.overrides:
        return False
    if voice.draft and not target.draft:
        return "a draft cannot override a final text"
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

    `may` never tightens: it adds to any-of and answers nothing else.
    """
    answering = [
        voice
        for voice in deciding
        if name in voice.entry.answers
        and (kind == "any-of" or voice.entry.requirement.obligation != "may")
    ]
    return [voice for voice in answering if not voice.draft] or answering


def _add_up(kind: str, name: str, voices: Iterable[Voice], words: Words) -> Sum:
    answers = [voice.entry.answers[name] for voice in voices]
    if not answers:
        return None
    # The same entries meet in many parts. Answers live as long as the corpus, and so do their ids.
    key = (kind, *map(id, answers))
    if key not in words.sums:
        words.sums[key] = KINDS[kind].combine(answers, words)
    return words.sums[key]
