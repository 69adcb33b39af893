"""What a keeper of the corpus should look at on a subject, as the comparison saw it."""

from __future__ import annotations

from collections.abc import Iterable

from atmp_gap.corpus.corpus import Placed
from atmp_gap.gap.result import Finding
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.searches import ignored
from atmp_gap.gap.side import Side, SlotSide, overrides
from atmp_gap.kinds.base import AnswerWords, Disagreement

Found = tuple[str, str, Placed]
"""A code, a sentence, and what it is about."""


def findings(row: RowComparison) -> list[Finding]:
    """Everything odd about a subject, each thing once."""
    subject = row.file.subject.id
    # A place means reading the file again, so each thing is looked up once.
    found = dict.fromkeys((code, text, at.spot) for code, text, at in _found(row))
    return [Finding(code, subject, text, str(at.place), at.place) for code, text, at in found]


def _found(row: RowComparison) -> Iterable[Found]:
    yield from _overriding(row)
    yield from _contradicting(row)
    for _, (placed, doubt) in row.recorded.absences:
        if doubt:
            yield "AG104", f"the absence is suspect: {doubt}", placed
    yield from _unadopted(row)
    yield from _judged(row)


def _judged(row: RowComparison) -> Iterable[Found]:
    """Judgements that no longer fit, and those of which two fit one part."""
    for _, placed, doubt in row.judgements:
        if doubt:
            yield "AG105", f"the judgement is suspect: {doubt}", placed
    if not row.view.today:
        return
    for _, placed, doubt in row.judgements:
        within = row.file.within(row.space, placed.box)
        for part in row.parts(within) if within and not doubt else ():
            records = (*part.judgements_beside, *([part.judgement] if part.judgement else []))
            for record in records:
                same = record.reason == placed.judgement.reason
                if record.suspect and same and placed.judgement.confirms:
                    yield "AG105", f"the judgement is suspect: {record.suspect}", placed
            if part.decided_by == "engine":
                yield "AG107", "another judgement fits the same part, so neither decides", placed


def _unadopted(row: RowComparison) -> Iterable[Found]:
    """Entries in an agency's own file that cite a harmonised text it has not adopted."""
    agencies = row.view.corpus.agencies
    for agency, spoken in row.recorded.voices.items():
        for voice in spoken:
            document = voice.entry.document
            issuer = agencies.get(document.issuer)
            if issuer is None or issuer.side is not None:
                continue
            if not document.adopted_by(agency, row.view.as_of):
                text = (
                    f"{voice.entry.id} decides nothing: {agency} is not recorded to have "
                    f"adopted {document.id}"
                )
                yield "AG106", text, voice.entry


def _overriding(row: RowComparison) -> Iterable[Found]:
    """Entries that claim to override what they may not."""
    for agency, spoken in row.recorded.voices.items():
        overriding = [voice for voice in spoken if voice.entry.requirement.overrides]
        if not overriding:
            continue
        known: dict[str, list[int]] = {}
        for number, voice in enumerate(spoken):
            known.setdefault(voice.entry.id, []).append(number)
        for voice in overriding:
            for name in voice.entry.requirement.overrides:
                owner, _, _ = row.view.corpus.requirements[name]
                if name not in known and owner not in (voice.entry.agency, agency):
                    text = f"{voice.entry.id} may not override {name}: it is of another side"
                    yield "AG101", text, voice.entry
            named = set(voice.entry.requirement.overrides)
            for number in sorted(at for name in named for at in known.get(name, ())):
                target = spoken[number]
                reason = overrides(voice, target)
                if isinstance(reason, str):
                    text = f"{voice.entry.id} may not override {target.entry.id}: {reason}"
                    yield "AG101", text, voice.entry


def _contradicting(row: RowComparison) -> Iterable[Found]:
    """Entries of one side that cannot all hold, and absences that entries contradict."""
    looked_at: set[tuple[str, tuple[str, ...]]] = set()
    within = row.file.within(row.space)
    for covering in row.recorded.coverings(within) if within else ():
        for side in row.recorded.comparison(covering).sides:
            speaking = (side.agency, side.result.entries)
            if speaking not in looked_at:
                # One side speaks in many parts, and says the same in each.
                looked_at.add(speaking)
                for slot in side.slots.values():
                    if slot.conditions or isinstance(slot.base, Disagreement):
                        yield from _disagreeing(slot, row.view.words)
            if row.recorded.absences:
                yield from _unsilent(row, side, covering)


def _disagreeing(slot: SlotSide, words: AnswerWords) -> Iterable[Found]:
    """Entries of one side that contradict each other on a slot, at once or under a condition."""
    ids = ", ".join(sorted(voice.entry.id for voice in slot.voices))
    at = slot.voices[0].entry
    if isinstance(slot.base, Disagreement):
        yield "AG102", f"{ids} contradict each other: {slot.base.reason}", at
        return
    for condition in sorted(slot.conditions):
        under = slot.under(condition, words)
        if isinstance(under, Disagreement):
            yield "AG102", f"{ids} contradict each other when {condition}: {under.reason}", at


def _unsilent(row: RowComparison, side: Side, covering: int) -> Iterable[Found]:
    """Absences recorded for an agency whose own entry speaks."""
    for bit, (placed, _) in row.recorded.absences:
        if bit & covering and placed.absence.agency == side.agency and ignored(placed, side):
            who = ", ".join(voice.entry.id for voice in side.used)
            yield "AG103", f"{side.agency} is recorded as silent, but {who} speaks", placed
