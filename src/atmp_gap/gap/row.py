"""One subject: its scope cut into parts, each part's verdict, and the headline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atmp_gap.corpus.corpus import Entry, PlacedAbsence, PlacedJudgement, SubjectFile
from atmp_gap.gap.doubt import absence_doubt, judgement_doubt
from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.result import EntryResult, Finding, IfAdopted, JudgementResult, Part, Row
from atmp_gap.gap.side import build, overrides
from atmp_gap.gap.speak import Voice, voices
from atmp_gap.gap.view import View
from atmp_gap.model.base import weakest
from atmp_gap.model.judgement import BOTH_SPEAK, VERDICTS
from atmp_gap.model.kinds.base import Disagreement
from atmp_gap.model.record import replace
from atmp_gap.model.scope import Box


class RowComparison:
    """The comparison of one subject in a view."""

    def __init__(self, view: View, file: SubjectFile) -> None:
        self.view, self.file = view, file
        self.space = view.corpus.space
        self.voices = voices(view, file)
        self.adopted_voices = self.voices
        self.has_drafts = any(voice.draft for spoken in self.voices.values() for voice in spoken)
        if self.has_drafts:
            self.adopted_voices = voices(view.adopted(), file)
        self.absences: list[tuple[PlacedAbsence, str | None]] = [
            (placed, absence_doubt(view, placed))
            for placed in file.absences
            if placed.absence.agency in view.between
        ]
        self.placed = [
            placed
            for placed in file.judgements
            if set(placed.judgement.between) == set(view.between)
        ]
        self.boxes = list(self._all_boxes())
        self._cut: dict[Box, list[tuple[Box, frozenset[int]]]] = {}
        self.judgements = self._standing()

    # --- parts ---------------------------------------------------------------------------------

    def row(self, scope: Box) -> Row | None:
        """The row within a scope, or None where the subject has nothing in it."""
        within = self.space.meet(self.file.domain, scope)
        if within is None:
            return None
        parts = self._parts(within)
        both = [part for part in parts if part.verdict in BOTH_SPEAK]
        if both:
            parts = [
                replace(part, coverage=part not in both and _one_speaks(part)) for part in parts
            ]
            both = [part for part in parts if part.verdict in BOTH_SPEAK]
        carrying = both or parts
        verdict = min((part.verdict for part in carrying), key=VERDICTS.index)
        headline = [part for part in carrying if part.verdict == verdict]
        stricter = {part.stricter for part in headline}
        subject = self.file.subject
        return Row(
            topic=self.file.topic,
            subject=subject.id,
            title=subject.title,
            question=subject.question,
            group=subject.group,
            ctd=subject.ctd,
            verdict=verdict,
            provisional=any(part.provisional for part in headline),
            stricter=stricter.pop() if len(stricter) == 1 else "mixed",
            reading=weakest([part.reading for part in headline if part.reading]),
            in_part=not both
            and verdict == "unassessed"
            and any(part.verdict != "unassessed" for part in parts),
            note=subject.note,
            parts=tuple(parts),
            entries=self._entries(parts),
            domain=self.space.describe(within, self.space.everything),
            words=self._words(),
        )

    def _words(self) -> dict[str, str]:
        """The titles of the subject's slots and of the values its answers may name."""
        words: dict[str, str] = {}
        for name, slot in self.file.subject.asks.items():
            words.update(slot.values)
            words[name] = slot.title or name
        return words

    def _parts(self, within: Box) -> list[Part]:
        cells = [(box, self._part(box, covering)) for box, covering in self._cells(within)]
        contents = {repr(part): part for _, part in cells}
        merged = self.space.merge([(box, repr(part)) for box, part in cells])
        return [
            replace(contents[str(key)], scope=self.space.describe(box, within))
            for box, key in merged
        ]

    def _cells(self, within: Box) -> list[tuple[Box, frozenset[int]]]:
        """Cut a box by everything recorded on the subject; ids of the boxes that cover each."""
        if within not in self._cut:
            self._cut[within] = [
                (box, frozenset(covering)) for box, covering in self.space.cells(within, self.boxes)
            ]
        return self._cut[within]

    def _all_boxes(self) -> Iterable[Box]:
        yield from (entry.box for entry in self.file.entries)
        yield from (placed.box for placed, _ in self.absences)
        yield from (placed.box for placed in self.placed)
        for spoken in (*self.voices.values(), *self.adopted_voices.values()):
            for voice in spoken:
                yield from voice.except_for
                yield from (box for box, _ in voice.unread_in)

    def comparisons(self, scope: Box) -> list[tuple[Box, PartComparison]]:
        """The comparison of every cell within a scope, for those who need the added-up answers."""
        within = self.space.meet(self.file.domain, scope)
        if within is None:
            return []
        return [
            (box, self._comparison(box, self._absences(covering)))
            for box, covering in self._cells(within)
        ]

    def _absences(self, covering: frozenset[int]) -> list[tuple[PlacedAbsence, str | None]]:
        return [
            item
            for index, item in enumerate(self.absences, len(self.file.entries))
            if index in covering
        ]

    def _comparison(
        self, box: Box, absences: Sequence[tuple[PlacedAbsence, str | None]]
    ) -> PartComparison:
        here = {agency: self._here(spoken, box) for agency, spoken in self.voices.items()}
        return PartComparison(self.view, self.file, here, absences)

    def _part(self, box: Box, covering: frozenset[int]) -> Part:
        absences = self._absences(covering)
        part = self._comparison(box, absences).part(None)
        if self.has_drafts:
            then = {agency: self._here(v, box) for agency, v in self.adopted_voices.items()}
            adopted = PartComparison(self.view.adopted(), self.file, then, absences).adopted()
            if _differs(part, adopted):
                part = replace(part, if_adopted=adopted)
        for index, (placed, doubt) in self.judgements.items():
            if index in covering:
                part = self._judged(part, placed, doubt)
        return part

    @staticmethod
    def _here(spoken: Sequence[Voice], box: Box) -> list[Voice]:
        """The voices that cover a cell; a cell lies wholly inside a box or wholly outside."""
        here = []
        for voice in spoken:
            if not _covers(voice.entry.box, box):
                continue
            if any(_covers(gone, box) for gone in voice.except_for):
                continue
            unread = [name for part, name in voice.unread_in if _covers(part, box)]
            here.append(replace(voice, successor_unread=unread[0]) if unread else voice)
        return here

    # --- judgements ----------------------------------------------------------------------------

    def _standing(self) -> dict[int, tuple[PlacedJudgement, str | None]]:
        """The judgements that apply, by the index of their box, with what makes them suspect.

        Away from today's corpus one is applied where it still fits, and else left out in silence.
        """
        standing: dict[int, tuple[PlacedJudgement, str | None]] = {}
        first = len(self.file.entries) + len(self.absences)
        for index, placed in enumerate(self.placed, first):
            doubt = judgement_doubt(self.view, self.file, placed, self.deciding(placed.box))
            if doubt is None or self.view.today:
                standing[index] = (placed, doubt)
        return standing

    def deciding(self, scope: Box) -> set[str]:
        """The ids of all entries that decide somewhere in a scope."""
        within = self.space.meet(self.file.domain, scope)
        if within is None:
            return set()
        found: set[str] = set()
        for box, _ in self._cells(within):
            for agency, spoken in self.voices.items():
                side = build(
                    agency, self._here(spoken, box), self.file.subject, self.view.corpus.words
                )
                found.update(voice.entry.id for voice in side.used)
        return found

    def _judged(self, part: Part, placed: PlacedJudgement, doubt: str | None) -> Part:
        judgement = placed.judgement
        if doubt is None and judgement.confirms and judgement.verdict != part.verdict:
            doubt = f"it confirms {judgement.verdict}, but {part.verdict} is computed"
            if not self.view.today:
                return part
        record = JudgementResult(
            judgement.verdict,
            judgement.confirms,
            judgement.by,
            judgement.date,
            judgement.reason,
            doubt,
        )
        if doubt is not None:
            return replace(part, decided_by="suspect-judgement", judgement=record)
        if judgement.confirms:
            return replace(part, decided_by="judgement", judgement=record)
        position = {"judgement": judgement.position} if judgement.position else {}
        return replace(
            part,
            verdict=judgement.verdict,
            stricter="equal" if judgement.verdict == "match" else judgement.stricter,
            conflict=False,
            same_ich_text=False,
            decided_by="judgement",
            judgement=record,
            global_position=position or part.global_position,
        )

    # --- entries and findings ------------------------------------------------------------------

    def _entries(self, parts: Sequence[Part]) -> tuple[EntryResult, ...]:
        shown = {
            name for part in parts for side in part.sides for name in (*side.entries, *side.also)
        }
        return tuple(self._entry(entry) for entry in self.file.entries if entry.id in shown)

    def _entry(self, entry: Entry) -> EntryResult:
        requirement, document = entry.requirement, entry.document
        return EntryResult(
            id=entry.id,
            agency=entry.agency,
            issuer=document.issuer,
            statement=requirement.statement,
            obligation=requirement.obligation,
            answers=dict(requirement.answers_on(entry.subject)),
            applies_to=dict(requirement.applies_to),
            unless=tuple({"id": use.id, "note": use.note} for use in requirement.unless),
            when=tuple({"id": use.id, "note": use.note} for use in requirement.when),
            document={
                "id": document.id,
                "title": document.title,
                "reference": document.reference,
                "kind": document.kind,
                "status": document.status,
                "effective": document.effective or document.published,
                "url": document.url,
            },
            locator=requirement.source.locator,
            reading=requirement.reading.plain(),
            checked=(),
            standing=requirement.standing,
            general=requirement.general,
            by_analogy=requirement.by_analogy,
            note=requirement.note,
        )

    def findings(self) -> list[Finding]:
        """What a keeper of the corpus should look at on this subject."""
        found: dict[Finding, None] = {}

        def add(code: str, message: str, place: object) -> None:
            found.setdefault(Finding(code, self.file.subject.id, message, str(place)))

        for agency, spoken in self.voices.items():
            known = {voice.entry.id for voice in spoken}
            for voice in spoken:
                for name in voice.entry.requirement.overrides:
                    owner, _, _ = self.view.corpus.requirements[name]
                    if name not in known and owner not in (voice.entry.agency, agency):
                        text = f"{voice.entry.id} may not override {name}: it is of another side"
                        add("AG101", text, voice.entry.place)
                for target in spoken:
                    reason = overrides(voice, target)
                    if isinstance(reason, str):
                        text = f"{voice.entry.id} may not override {target.entry.id}: {reason}"
                        add("AG101", text, voice.entry.place)
        for box, covering in self._cells(self.file.domain):
            for agency, spoken in self.voices.items():
                side = build(
                    agency, self._here(spoken, box), self.file.subject, self.view.corpus.words
                )
                for slot in side.slots.values():
                    ids = ", ".join(sorted(voice.entry.id for voice in slot.voices))
                    if isinstance(slot.base, Disagreement):
                        text = f"{ids} contradict each other: {slot.base.reason}"
                        add("AG102", text, slot.voices[0].entry.place)
                        continue
                    for condition in sorted(slot.conditions):
                        under = slot.under(condition, self.view.corpus.words)
                        if isinstance(under, Disagreement):
                            text = f"{ids} contradict each other when {condition}: {under.reason}"
                            add("AG102", text, slot.voices[0].entry.place)
                for index, (placed, _) in enumerate(self.absences, len(self.file.entries)):
                    if (
                        index in covering
                        and placed.absence.agency == agency
                        and PartComparison.ignored(placed, side)
                    ):
                        who = ", ".join(voice.entry.id for voice in side.used)
                        text = f"{agency} is recorded as silent, but {who} speaks"
                        add("AG103", text, placed.place)
        for placed, doubt in self.absences:
            if doubt:
                add("AG104", f"the absence is suspect: {doubt}", placed.place)
        for judged, doubt in self.judgements.values():
            if doubt:
                add("AG105", f"the judgement is suspect: {doubt}", judged.place)
            elif judged.judgement.confirms and self.view.today:
                within = self.space.meet(self.file.domain, judged.box)
                for part in self._parts(within) if within else ():
                    if part.judgement and part.judgement.suspect:
                        text = f"the judgement is suspect: {part.judgement.suspect}"
                        add("AG105", text, judged.place)
        return list(found)


def _covers(outer: Box, inner: Box) -> bool:
    return all(a & b == b for a, b in zip(outer, inner, strict=True))


def _one_speaks(part: Part) -> bool:
    return sum(bool(side.entries) for side in part.sides) == 1


def _differs(part: Part, adopted: IfAdopted) -> bool:
    """Whether drafts made final change anything but that they are drafts."""

    def core(item: Part | IfAdopted) -> tuple[object, ...]:
        facets = tuple(facet for facet in item.facets if facet.kind != "draft")
        return item.verdict, item.stricter, item.conflict, facets, item.global_position

    return core(part) != core(adopted)
