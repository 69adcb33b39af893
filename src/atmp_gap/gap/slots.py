"""One slot, two sides: what was compared, what differs, what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from atmp_gap.gap.facet import Facet, SideAnswer
from atmp_gap.gap.searches import Lacking
from atmp_gap.gap.side import SlotSide, Sum
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import FIRST, SECOND, Answer, AnswerWords, Disagreement, Outcome
from atmp_gap.kinds.sets import ordered
from atmp_gap.model.subject import Slot

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SlotResult:
    """The facets of one slot; ``compared`` and ``left`` say what was and was not compared."""

    facets: tuple[Facet, ...] = ()
    compared: bool = False
    left: bool = False
    conflict: bool = False
    position: str | None = None
    no_number: bool = False
    """Whether neither side gives a number."""

    def without_stricter(self) -> SlotResult:
        """The same for a slot that binds the agency: what differs makes no side the stricter."""
        return replace(
            self,
            facets=tuple(
                replace(facet, stricter="not-comparable") if facet.material else facet
                for facet in self.facets
            ),
        )


class SlotComparison:
    """The comparison of one slot between two agencies."""

    def __init__(
        self,
        name: str,
        slot: Slot,
        agencies: tuple[str, str],
        sides: tuple[SlotSide | None, SlotSide | None],
        lacking: tuple[Lacking, Lacking],
        words: AnswerWords,
    ) -> None:
        self.name, self.slot, self.agencies = name, slot, agencies
        self.sides, self.lacking, self.words = sides, lacking, words
        self.kind = KINDS[slot.kind]
        self.lone = self._shared_only(*sides)

    def result(self) -> SlotResult:
        """Compare the bases, then what holds under each condition."""
        first, second = (side.base if side else None for side in self.sides)
        if first is None and second is None:
            return self._only_under_conditions()
        base = self._compare(first, second)
        return self._with_conditions(base, first, second)

    # --- the base ------------------------------------------------------------------------------

    def _compare(self, first: Sum, second: Sum) -> SlotResult:
        if isinstance(first, Disagreement):
            return self._disagreeing(FIRST, first, first, second)
        if isinstance(second, Disagreement):
            return self._disagreeing(SECOND, second, first, second)
        if first is None or second is None:
            return self._silent(first, second)
        lone = self.lone
        first, second = self._never_complete(first, second)
        lacks = (self.lacking[0].elements, self.lacking[1].elements)
        outcome = self.kind.compare(first, second, self.words, lacks)
        if (
            lone is not None
            and outcome.relation == "differs"
            and not self.kind.requires_all
            and self._own_addition()
        ):
            note = (
                f"{self.agencies[1 - lone]} adds a text of its own to the shared one; "
                f"the own texts of {self.agencies[lone]} were not searched for it"
            )
            facet = self._facet("open", False, first, second, note)
            return SlotResult((facet,), left=not self.slot.minor)
        return self._from_outcome(outcome, first, second)

    def _disagreeing(self, index: int, answer: Disagreement, first: Sum, second: Sum) -> SlotResult:
        """The entries of one side cannot all hold, so nothing is compared."""
        note = f"the entries of {self.agencies[index]} disagree: {answer.reason}"
        facet = self._facet("basis", False, first, second, note)
        return SlotResult((facet,), left=not self.slot.minor)

    @staticmethod
    def _shared_only(a: SlotSide | None, b: SlotSide | None) -> int | None:
        """The side that answers through shared texts alone, where the other adds its own."""
        if a is None or b is None or a.own == b.own:
            return None
        index, shared, other = (SECOND, b, a) if a.own else (FIRST, a, b)
        ids = {voice.entry.id for voice in other.voices}
        return index if all(voice.entry.id in ids for voice in shared.voices) else None

    def _silent(self, first: Answer | None, second: Answer | None) -> SlotResult:
        """One side answers, the other does not."""
        quiet = 0 if first is None else 1
        speaker, silent = self.agencies[1 - quiet], self.agencies[quiet]
        answer = second if first is None else first
        assert answer is not None
        if self.lacking[quiet].silent:
            note = f"the own texts of {silent} were searched and say nothing on it"
            facet = self._facet("one-sided", True, first, second, note, speaker)
            return SlotResult((facet,), compared=True, position=answer.text)
        note = f"{silent} leaves it open"
        if self.slot.minor:
            note += "; a minor point"
        facet = replace(self._facet("open", False, first, second, note), silent=silent)
        return SlotResult((facet,), left=not self.slot.minor)

    def _from_outcome(self, outcome: Outcome, first: Answer, second: Answer) -> SlotResult:
        facets: list[Facet] = []
        relation, opened = outcome.relation, outcome.open
        left = False
        if relation == "differs":
            who = self._who(outcome.stricter)
            facet = self._facet(self.kind.facet, True, first, second, outcome.note, who)
            facets.append(replace(facet, elements=outcome.elements))
        elif relation == "not-compared":
            facets.append(self._facet("basis", False, first, second, outcome.note))
            left = not self.slot.minor
        if opened[FIRST] or opened[SECOND]:
            for agency, missing in zip(self.agencies, opened, strict=True):
                if missing:
                    note = f"{agency} leaves open: {', '.join(missing)}"
                    facet = self._facet("open", False, first, second, note)
                    facets.append(replace(facet, silent=agency, elements=missing))
                    left = left or not self.slot.minor
        for beside in outcome.notes:
            facets.append(self._facet(beside.kind, False, first, second, beside.text))
        return SlotResult(
            tuple(facets),
            relation == "differs"
            or (relation == "equal" and not (opened[FIRST] or opened[SECOND])),
            left,
            outcome.conflict,
            self._position(outcome) if relation != "not-compared" else None,
            relation == "equal" and first.is_none and second.is_none,
        )

    def _position(self, outcome: Outcome) -> str | None:
        """What satisfies both; elements of sets stand in the slot's own order."""
        if not outcome.chosen:
            return outcome.position
        return ", ".join(ordered(outcome.chosen, tuple(self.slot.values)))

    # --- conditions ----------------------------------------------------------------------------

    def _with_conditions(self, base: SlotResult, first: Sum, second: Sum) -> SlotResult:
        """Equal bases that differ under a condition differ; else the condition is a note."""
        conditions = self._conditions()
        if not conditions:
            return base
        facets = list(base.facets)
        equal = base.compared and not base.left and not any(f.material for f in base.facets)
        left = base.left
        for condition in conditions:
            a, b = self._under(condition)
            if (a, b) == (first, second):
                continue
            facet, differs, uncompared = self._conditional(condition, a, b)
            if equal and (differs or uncompared):
                facets.append(facet if differs else self._uncompared(facet))
                left = left or (uncompared and not self.slot.minor)
            elif not equal:
                facets.append(replace(facet, material=False, stricter=None))
        return replace(base, facets=tuple(facets), left=left)

    def _only_under_conditions(self) -> SlotResult:
        """Neither side has a base: what holds under conditions is all there is to compare."""
        facets: list[Facet] = []
        compared, left = False, False
        for condition in self._conditions():
            a, b = self._under(condition)
            if a is None and b is None:
                continue
            if a is None or b is None:
                quiet = 0 if a is None else 1
                note = f"when {condition}: {self.agencies[quiet]} leaves it open"
                facet = self._facet("open", False, a, b, note)
                facets.append(replace(facet, condition=condition, silent=self.agencies[quiet]))
                left = left or not self.slot.minor
                continue
            facet, differs, uncompared = self._conditional(condition, a, b)
            if differs:
                facets.append(facet)
            elif uncompared:
                facets.append(self._uncompared(facet))
            left = left or (uncompared and not self.slot.minor)
            compared = compared or not uncompared
        return SlotResult(tuple(facets), compared=compared, left=left)

    def _conditions(self) -> list[str]:
        a, b = (side.conditions if side else _NONE for side in self.sides)
        return sorted(a | b) if a or b else []

    def _under(self, condition: str) -> tuple[Sum, Sum]:
        a, b = (side.under(condition, self.words) if side else None for side in self.sides)
        return a, b

    def _conditional(self, condition: str, a: Sum, b: Sum) -> tuple[Facet, bool, bool]:
        """The facet of a condition, whether the sides differ under it, and whether they could not
        be compared. The side that still answers under an escape is the stricter.
        """
        facet, differs, uncompared = self._under_condition(condition, a, b)
        return replace(facet, condition=condition), differs, uncompared

    def _under_condition(self, condition: str, a: Sum, b: Sum) -> tuple[Facet, bool, bool]:
        note = f"when {condition}: {_says(a)} against {_says(b)}"
        if isinstance(a, Disagreement) or isinstance(b, Disagreement):
            return self._facet("condition", False, a, b, note), False, True
        if a is None and b is None:
            return self._facet("condition", False, a, b, note), False, False
        if a is None or b is None:
            if self._own_addition():
                return self._facet("open", False, a, b, note), False, True
            stricter = self.agencies[1 if a is None else 0]
            return self._facet("condition", True, a, b, note, stricter), True, False
        a, b = self._never_complete(a, b)
        outcome = self.kind.compare(a, b, self.words, self._lacking(a, b))
        if outcome.relation == "differs" and not self.kind.requires_all and self._own_addition():
            return self._facet("open", False, a, b, note), False, True
        if outcome.relation == "differs":
            who = self._who(outcome.stricter)
            return self._facet("condition", True, a, b, note, who), True, False
        uncompared = outcome.relation == "not-compared" or any(outcome.open)
        return self._facet("condition", False, a, b, note), False, uncompared

    def _lacking(self, a: Answer, b: Answer) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """What each side is known to lack under a condition: what was searched for in vain, and
        what an escape took out of its own base.
        """
        lacks: list[frozenset[str] | None] = []
        for lacking, side, answer in zip(self.lacking, self.sides, (a, b), strict=True):
            base = side.base if side else None
            gone = set(base.elements) - set(answer.elements) if isinstance(base, Answer) else set()
            lacks.append(None if lacking.elements is None else lacking.elements | gone)
        return lacks[0], lacks[1]

    def _never_complete(self, first: Answer, second: Answer) -> tuple[Answer, Answer]:
        """An own addition to a list that both share stays open, however complete the list is."""
        if self.lone == FIRST:
            return replace(first, complete=False), second
        if self.lone == SECOND:
            return first, replace(second, complete=False)
        return first, second

    def _own_addition(self) -> bool:
        """Whether one side adds to a text both share, and the other was not searched for it."""
        lone = self.lone
        return lone is not None and self.lacking[lone].elements is not None

    @staticmethod
    def _uncompared(facet: Facet) -> Facet:
        return facet if facet.kind == "open" else replace(facet, kind="basis")

    # --- small ---------------------------------------------------------------------------------

    def _who(self, stricter: int | str | None) -> str | None:
        return self.agencies[stricter] if isinstance(stricter, int) else stricter

    def _facet(
        self,
        kind: str,
        material: bool,
        first: Sum,
        second: Sum,
        note: str,
        stricter: str | None = None,
    ) -> Facet:
        answers = (
            SideAnswer(self.agencies[FIRST], first.text if isinstance(first, Answer) else None),
            SideAnswer(self.agencies[SECOND], second.text if isinstance(second, Answer) else None),
        )
        return Facet(kind, self.name, material, answers, note, stricter if material else None)


def _says(answer: Sum) -> str:
    if isinstance(answer, Answer):
        return answer.text
    return "no answer" if answer is None else "entries that disagree"
