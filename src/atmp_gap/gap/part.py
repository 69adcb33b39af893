"""The verdict on one part of scope."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import PlacedAbsence, SubjectFile
from atmp_gap.gap.result import AbsenceResult, Facet, IfAdopted, Part, SideAnswer
from atmp_gap.gap.side import Side
from atmp_gap.gap.slots import Known, SlotComparison, SlotResult
from atmp_gap.gap.view import View
from atmp_gap.kinds.base import Answer
from atmp_gap.kinds.measured import NO_NUMBER
from atmp_gap.model.base import weakest
from atmp_gap.model.judgement import BOTH_SPEAK

RESTS_ON_ANSWERS = BOTH_SPEAK | {"no-counterpart", "out-of-scope"}
"""Verdicts that a recalled entry makes provisional."""


_SAME = {"guideline": "guidance"}
"""Kinds of equal force under two names."""

_NOTHING = Known()
"""Without searches nothing is known to be missing."""


class PartComparison:
    """Two sides in one part: what each says there, the absences that cover it, and what follows."""

    def __init__(
        self,
        view: View,
        file: SubjectFile,
        sides: tuple[Side, ...],
        absences: Sequence[tuple[PlacedAbsence, str | None]],
    ) -> None:
        self.view, self.file = view, file
        self.sides = sides
        self.absences = [
            (placed, suspect)
            for placed, suspect in absences
            if not self.ignored(placed, self.sides[view.between.index(placed.absence.agency)])
        ]
        self.slots: dict[str, SlotResult] = {}
        if sides[0].used and sides[1].used:
            self.slots = self._compare_slots()

    @staticmethod
    def ignored(placed: PlacedAbsence, side: Side) -> bool:
        """An absence of the whole subject says nothing where that agency's own entry speaks."""
        absence = placed.absence
        return side.own and not absence.slots and not absence.elements

    def part(self) -> Part:
        """The computed part, for all of the scope it was computed on."""
        first, second = self.sides
        facets = self._facets()
        verdict = self._verdict(facets)
        grades = [*first.grades, *second.grades]
        if self.absences and verdict in ("no-counterpart", "out-of-scope", "neither"):
            grades += [
                placed.absence.reading.grade
                for placed, _ in self.absences
                if not placed.absence.suspected
            ]
        provisional = verdict in RESTS_ON_ANSWERS and "recalled" in grades
        same = verdict == "match" and self._same_ich()
        drafts = (*first.drafts, *second.drafts)
        return Part(
            scope={},
            verdict=verdict,
            provisional=provisional,
            coverage=False,
            stricter=self._stricter(verdict, facets),
            conflict=verdict == "diverge" and any(slot.conflict for slot in self.slots.values()),
            decided_by="engine",
            judgement=None,
            rests_on="draft" if first.rests_on_draft or second.rests_on_draft else "final",
            if_adopted=None,
            draft_only=tuple(dict.fromkeys(drafts)) if drafts else (),
            same_ich_text=same,
            own_texts_searched=same and self._whole(0) and self._whole(1),
            reading=weakest(grades),
            absences=tuple([self._absence(placed, suspect) for placed, suspect in self.absences]),
            facets=facets,
            global_position=self._position(verdict),
            sides=(first.result, second.result),
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

    # --- what is recorded as absent ------------------------------------------------------------

    def _whole(self, index: int) -> bool:
        """Whether an absence of the whole subject is recorded for a side, and not only believed."""
        if not self.absences:
            return False
        agency = self.sides[index].agency
        return any(
            placed.absence.agency == agency
            and not placed.absence.suspected
            and not placed.absence.slots
            and not placed.absence.elements
            for placed, _ in self.absences
        )

    def known(self, index: int, slot: str) -> Known:
        """What searches of a side's own texts found missing on a slot."""
        if not self.absences:
            return _NOTHING
        if self._whole(index):
            return Known(True, None)
        silent = False
        lacks: set[str] = set()
        for placed, _ in self.absences:
            absence = placed.absence
            if absence.agency != self.sides[index].agency or absence.suspected:
                continue
            if absence.elements:
                if not absence.slots or slot in absence.slots:
                    lacks.update(absence.elements)
            elif slot in absence.slots:
                silent = True
        side = self.sides[index].slots.get(slot)
        if silent and not (side and side.own):
            return Known(True, None)
        return Known(False, frozenset(lacks))

    def absent(self, index: int) -> bool:
        """Whether a side that does not speak was searched for all the other side answers."""
        if self._whole(index):
            return True
        answered = self.sides[1 - index].slots
        return bool(answered and self.absences) and all(
            self.known(index, slot).silent for slot in answered
        )

    # --- comparing -----------------------------------------------------------------------------

    def _compare_slots(self) -> dict[str, SlotResult]:
        a, b = self.sides
        between, words = self.view.between, self.view.corpus.words
        results: dict[str, SlotResult] = {}
        for name, slot in self.file.subject.asks.items():
            sides = (a.slots.get(name), b.slots.get(name))
            if sides[0] or sides[1]:
                known = (self.known(0, name), self.known(1, name))
                compared = SlotComparison(name, slot, between, sides, known, words)
                results[name] = compared.result()
        return results

    def _facets(self) -> tuple[Facet, ...]:
        first, second = self.sides
        if not (first.used and second.used):
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

    def _note(self, kind: str, first: str | None, second: str | None, text: str) -> Facet:
        """What is said of both sides beside the slots; the same note is made once in a view."""
        key = (kind, first, second)
        known = self.view.beside.get(key)
        if known is None:
            answers = zip(self.view.between, (first, second), strict=True)
            said = tuple(SideAnswer(agency, word) for agency, word in answers)
            known = self.view.beside[key] = Facet(kind, None, False, said, text)
        return known

    def _verdict(self, facets: Sequence[Facet]) -> str:
        first, second = self.sides[0].speaks, self.sides[1].speaks
        if not first and not second:
            return "neither" if self._whole(0) and self._whole(1) else "unassessed"
        if first != second:
            quiet = 1 if first else 0
            if not self.absent(quiet):
                return "unassessed"
            return "out-of-scope" if self._elsewhere(quiet) else "no-counterpart"
        if any(facet.material for facet in facets):
            return "diverge"
        slots = self.slots.values()
        compared = any(slot.compared for slot in slots)
        return "match" if compared and not any(slot.left for slot in slots) else "unjudged"

    def _elsewhere(self, index: int) -> bool:
        agency = self.sides[index].agency
        return any(
            placed.absence.agency == agency
            and placed.absence.regulated_elsewhere is not None
            and not placed.absence.suspected
            for placed, _ in self.absences
        )

    def _stricter(self, verdict: str, facets: Sequence[Facet]) -> str | None:
        if verdict == "match":
            return "equal"
        if verdict == "no-counterpart":
            return next(side.agency for side in self.sides if side.speaks)
        if verdict != "diverge":
            return None
        named = {facet.stricter for facet in facets if facet.material}
        return named.pop() if len(named) == 1 else "mixed"

    def _position(self, verdict: str) -> dict[str, str]:
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

    @staticmethod
    def _absence(placed: PlacedAbsence, suspect: str | None) -> AbsenceResult:
        absence = placed.absence
        return AbsenceResult(
            agency=absence.agency,
            searched=tuple(
                f"{item.document}: {', '.join(item.sections)}" for item in absence.searched
            ),
            grade=absence.reading.grade,
            by=absence.by,
            slots=absence.slots,
            elements=absence.elements,
            suspected=absence.suspected,
            suspect=suspect,
            regulated_elsewhere=absence.regulated_elsewhere,
            note=absence.note,
        )


def _force(side: Side) -> str | None:
    """The kind of a side's strongest document, under one name for kinds of equal force."""
    return _SAME.get(side.kind, side.kind) if side.kind else None
