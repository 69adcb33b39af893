"""One part of scope: both sides compared slot by slot, and the verdict on it."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import SubjectFile
from atmp_gap.gap.facet import Beside, Facet, SideAnswer
from atmp_gap.gap.result import Believed, IfAdopted, Part
from atmp_gap.gap.searches import Doubted, Searches
from atmp_gap.gap.side import Side
from atmp_gap.gap.slot_result import SlotResult
from atmp_gap.gap.slots import SlotComparison
from atmp_gap.gap.verdict import RESTS_ON_ANSWERS, Evidence, decide, stricter
from atmp_gap.gap.view import View
from atmp_gap.kinds.base import Answer
from atmp_gap.kinds.measured import NO_NUMBER
from atmp_gap.model.base import weakest
from atmp_gap.model.judgement import Verdict

_SAME_FORCE = {"guideline": "guidance"}
"""Kinds of documents of equal force under two names."""


class PartComparison:
    """Two sides in one part: what each says there, the searches that cover it, what follows."""

    def __init__(
        self,
        view: View,
        file: SubjectFile,
        sides: tuple[Side, Side],
        absences: Sequence[Doubted],
        held_back: bool = False,
    ) -> None:
        self.view, self.file, self.sides = view, file, sides
        self.searches = Searches(absences, sides)
        self.absences = absences
        self.held_back = held_back
        self.slots: dict[str, SlotResult] = {}
        if sides[0].speaks and sides[1].speaks:
            self.slots = self._compare_slots()

    def part(self) -> Part:
        """The computed part, for all of the scope it was computed on."""
        first, second = self.sides
        facets = self._facets()
        verdict = decide(self._evidence(facets))
        grades = [*first.grades, *second.grades]
        if verdict in ("no-counterpart", "out-of-scope", "neither"):
            grades += self.searches.grades()
        same = verdict == "match" and self._same_ich()
        return Part(
            scope={},
            verdict=verdict,
            provisional=verdict in RESTS_ON_ANSWERS and "recalled" in grades,
            coverage=False,
            stricter=stricter(verdict, facets, [s.agency for s in self.sides if s.speaks]),
            conflict=verdict == "diverge" and any(slot.conflict for slot in self.slots.values()),
            decided_by="engine",
            judgement=None,
            rests_on="draft" if first.rests_on_draft or second.rests_on_draft else "final",
            if_adopted=None,
            draft_only=tuple(dict.fromkeys((*first.drafts, *second.drafts))),
            same_ich_text=same,
            own_texts_searched=same and self.searches.whole(0) and self.searches.whole(1),
            reading=weakest(grades),
            absences=self.searches.results(self.view.corpus.documents),
            facets=facets,
            global_position=self._position(verdict),
            sides=(first.result, second.result),
            no_number=tuple(name for name, slot in self.slots.items() if slot.no_number),
            believed=self._believed(verdict),
            held_back=self.held_back,
        )

    def adopted(self) -> IfAdopted:
        """The part as it would be, computed in a view in which all drafts are final."""
        part = self.part()
        return IfAdopted(
            part.verdict,
            part.stricter,
            part.provisional,
            part.conflict,
            part.facets,
            part.global_position,
        )

    def _believed(self, verdict: Verdict) -> Believed | None:
        """What would follow if the absences hold that are only believed; None where nothing."""
        if verdict != "unassessed" or all(
            not placed.absence.suspected for placed, _ in self.searches.recorded
        ):
            return None
        believed = decide(self._evidence((), Searches(self.absences, self.sides, believing=True)))
        if believed == "unassessed":
            return None
        speaking = [side.agency for side in self.sides if side.speaks]
        return Believed(believed, stricter(believed, (), speaking))

    def _evidence(self, facets: Sequence[Facet], searches: Searches | None = None) -> Evidence:
        searches, slots = searches or self.searches, self.slots.values()
        return Evidence(
            speaks=(self.sides[0].speaks, self.sides[1].speaks),
            searched=(searches.for_all_answers(0), searches.for_all_answers(1)),
            searched_whole=(searches.whole(0), searches.whole(1)),
            elsewhere=(searches.elsewhere(0), searches.elsewhere(1)),
            differs=any(facet.material for facet in facets),
            compared=any(slot.compared for slot in slots),
            left_open=any(slot.left for slot in slots),
        )

    # --- comparing -----------------------------------------------------------------------------

    def _compare_slots(self) -> dict[str, SlotResult]:
        a, b = self.sides
        results: dict[str, SlotResult] = {}
        for name, slot in self.file.subject.asks.items():
            sides = (a.slots.get(name), b.slots.get(name))
            if sides[0] or sides[1]:
                lacking = (self.searches.lacking(0, name), self.searches.lacking(1, name))
                compared = SlotComparison(
                    name, slot, self.view.between, sides, lacking, self.view.words
                ).result()
                if self.file.subject.binds_agency(name):
                    compared = compared.without_stricter()
                results[name] = compared
        return results

    def _facets(self) -> tuple[Facet, ...]:
        """What the slots gave, then notes on the texts behind them, which never decide."""
        first, second = self.sides
        if not (first.speaks and second.speaks):
            return ()
        facets = [facet for slot in self.slots.values() for facet in slot.facets]
        if not self.slots:
            prose = "both speak in prose only; a person has to compare"
            facets.append(self._note("open", None, None, prose))
        if _force(first) != _force(second):
            text = "the texts differ in legal force"
            facets.append(self._note("force", first.kind, second.kind, text))
        if first.obligation != second.obligation:
            text = "the wording differs in strength"
            facets.append(self._note("obligation", first.obligation, second.obligation, text))
        for kind, text in dict.fromkeys((*first.remarks, *second.remarks)):
            facets.append(Facet(kind, None, False, (), text))
        return tuple(facets)

    def _note(self, kind: Beside, first: str | None, second: str | None, text: str) -> Facet:
        """What is said of both sides beside the slots."""
        answers = zip(self.view.between, (first, second), strict=True)
        said = tuple(SideAnswer(agency, word) for agency, word in answers)
        return Facet(kind, None, False, said, text)

    def _position(self, verdict: Verdict) -> dict[str, str]:
        """What satisfies both sides, by slot: where one alone speaks, its own answers."""
        if verdict == "no-counterpart":
            side = next(side for side in self.sides if side.speaks)
            return {
                name: NO_NUMBER if slot.base.is_none else slot.base.text
                for name, slot in side.slots.items()
                if isinstance(slot.base, Answer)
            }
        return {
            name: slot.position for name, slot in self.slots.items() if slot.position is not None
        }

    def _same_ich(self) -> bool:
        """Whether both sides answer through the same shared entries and nothing else."""
        ids = [{voice.entry.id for voice in side.used} for side in self.sides]
        return ids[0] == ids[1] and all(voice.shared for voice in self.sides[0].used)


def _force(side: Side) -> str | None:
    """The kind of a side's strongest document, under one name for kinds of equal force."""
    return _SAME_FORCE.get(side.kind, side.kind) if side.kind else None
