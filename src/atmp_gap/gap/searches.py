"""What searches of an agency's own texts found missing: the recorded absences of one part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import PlacedAbsence
from atmp_gap.gap.result import AbsenceResult, TextSections
from atmp_gap.gap.side import Side
from atmp_gap.model.document import Document
from atmp_gap.model.judgement import Absence

Doubted = tuple[PlacedAbsence, str | None]
"""An absence, and what makes it doubtful."""


@dataclass(frozen=True)
class Lacking:
    """What searches found missing on a slot of one side.

    ``silent``: that it gives no answer; ``elements``: those it does not name, None for all others.
    """

    silent: bool = False
    elements: frozenset[str] | None = frozenset()


NOTHING_SEARCHED = Lacking()
"""Without searches nothing is known to be missing."""


def ignored(placed: PlacedAbsence, side: Side) -> bool:
    """Whether an absence of the whole subject stands where that agency's own entry speaks."""
    absence = placed.absence
    return side.own and not absence.slots and not absence.elements


class Searches:
    """The absences that count in one part, for both sides.

    With ``believing`` those count too that are only believed: what would follow if they hold.
    """

    def __init__(
        self, recorded: Sequence[Doubted], sides: tuple[Side, Side], believing: bool = False
    ) -> None:
        self.sides, self.believing = sides, believing
        by_agency = {side.agency: side for side in sides}
        self.recorded = [
            (placed, doubt)
            for placed, doubt in recorded
            if not ignored(placed, by_agency[placed.absence.agency])
        ]

    def _of(self, index: int) -> Iterator[Absence]:
        """The absences of one side that count."""
        agency = self.sides[index].agency
        for placed, _ in self.recorded:
            counts = self.believing or not placed.absence.suspected
            if placed.absence.agency == agency and counts:
                yield placed.absence

    def whole(self, index: int) -> bool:
        """Whether a side was searched for the subject as a whole."""
        return any(not absence.slots and not absence.elements for absence in self._of(index))

    def elsewhere(self, index: int) -> bool:
        """Whether a side is recorded to regulate the subject somewhere else."""
        return any(absence.regulated_elsewhere is not None for absence in self._of(index))

    def lacking(self, index: int, slot: str) -> Lacking:
        """What searches of a side found missing on a slot."""
        if not self.recorded:
            return NOTHING_SEARCHED
        if self.whole(index):
            return Lacking(True, None)
        silent = False
        elements: set[str] = set()
        for absence in self._of(index):
            if absence.elements:
                if not absence.slots or slot in absence.slots:
                    elements.update(absence.elements)
            elif slot in absence.slots:
                silent = True
        side = self.sides[index].slots.get(slot)
        if silent and not (side and side.own):
            return Lacking(True, None)
        return Lacking(False, frozenset(elements))

    def for_all_answers(self, index: int) -> bool:
        """Whether a side was searched for everything that the other side answers."""
        if self.whole(index):
            return True
        answered = self.sides[1 - index].slots
        return bool(answered and self.recorded) and all(
            self.lacking(index, slot).silent for slot in answered
        )

    def results(self, documents: Mapping[str, Document]) -> tuple[AbsenceResult, ...]:
        """The absences as reports print them, with the titles of what was searched."""
        return tuple(_result(placed.absence, doubt, documents) for placed, doubt in self.recorded)

    def grades(self) -> list[str]:
        """How the searches were done that are not only believed."""
        return [
            placed.absence.reading.grade
            for placed, _ in self.recorded
            if not placed.absence.suspected
        ]


def _result(
    absence: Absence, doubt: str | None, documents: Mapping[str, Document]
) -> AbsenceResult:
    return AbsenceResult(
        agency=absence.agency,
        searched=tuple(f"{item.document}: {', '.join(item.sections)}" for item in absence.searched),
        grade=absence.reading.grade,
        by=absence.by,
        slots=absence.slots,
        elements=absence.elements,
        suspected=absence.suspected,
        suspect=doubt,
        regulated_elsewhere=absence.regulated_elsewhere,
        note=absence.note,
        texts=tuple(
            TextSections(
                item.document,
                documents[item.document].title,
                documents[item.document].short_name,
                item.sections,
            )
            for item in absence.searched
        ),
    )
