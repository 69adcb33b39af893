"""Cutting a subject's scope into cells, and comparing both sides once for what covers them.

How it works. Whatever is recorded on a subject (an entry, an absence, a judgement, the part of a
document's scope that a successor replaced) applies in a *box*: one set of leaves per dimension of
scope. All boxes together cut the subject's domain into *cells*, such that every box either covers a
cell or does not touch it. What is said in a cell depends on nothing but which boxes cover it, the
cell's *covering*, kept as a bit mask: bit i stands for the i-th box. There are far fewer coverings
than cells, so the two sides are added up and compared once per covering (``comparison``), and the
cells only say where in scope that holds (``cells``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from atmp_gap.corpus.corpus import PlacedJudgement, SubjectFile
from atmp_gap.gap.doubt import absence_doubt
from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.searches import Doubted
from atmp_gap.gap.side import Side, build
from atmp_gap.gap.view import View
from atmp_gap.gap.voices import Voice, voices
from atmp_gap.model.partition import MOST_CELLS, Partition, TooManyPartsError
from atmp_gap.model.scope import Box, bits

_Marked = dict[int, list[tuple[int, Voice]]]


class Cells:
    """All that is recorded on one subject in a view, and the cells of scope it makes."""

    def __init__(self, view: View, file: SubjectFile) -> None:
        self.view, self.file = view, file
        self.space = view.corpus.space
        self.voices = voices(view, file)
        adopted = self.voices
        spoken = [voice for said in self.voices.values() for voice in said]
        drafts = [voice for voice in spoken if voice.draft]
        if drafts:
            adopted = voices(view.adopted, file)
            spoken += [voice for said in adopted.values() for voice in said]
        self._boxes: dict[Box, int] = {}
        self._asked = [self._mark(own) for own in file.scopes]
        for entry in file.entries:
            self._mark(entry.box)
        self._drafts = self._marked(drafts)
        self._spoken = {agency: self._marked(said) for agency, said in self.voices.items()}
        self._adopted = {agency: self._marked(said) for agency, said in adopted.items()}
        self.absences: list[tuple[int, Doubted]] = [
            (self._mark(placed.box), (placed, absence_doubt(view, placed)))
            for placed in file.absences
            # Nobody can review a search yet, so where reviews are demanded none counts.
            if placed.absence.agency in view.between and not view.demands_review
        ]
        self.judgements: list[tuple[int, PlacedJudgement]] = [
            (self._mark(placed.box), placed)
            for placed in file.judgements
            if set(placed.judgement.between) == set(view.between)
        ]
        for voice in spoken:
            for box in (*voice.except_for, *[box for box, _ in voice.unread_in]):
                self._mark(box)
        self._cut: dict[Box, list[tuple[Box, int]]] = {}
        self._compared: dict[tuple[int, bool], PartComparison] = {}
        self._words = view.words
        self._sides: dict[tuple[object, ...], tuple[list[Voice], Side]] = {}

    def _mark(self, box: Box) -> int:
        """The bit that stands for a box in masks of covering boxes."""
        return 1 << self._boxes.setdefault(box, len(self._boxes))

    def _marked(self, voices: Sequence[Voice]) -> _Marked:
        """Voices by the number of the bit of their box, each with its place in the order."""
        found: _Marked = {}
        for place, voice in enumerate(voices):
            number = self._mark(voice.entry.box).bit_length() - 1
            found.setdefault(number, []).append((place, voice))
        return found

    def cells(self, within: Box) -> list[tuple[Box, int]]:
        """A box cut by everything recorded, each cell with the mask of the boxes that cover it."""
        found = self._cut.get(within)
        if found is None:
            try:
                found = Partition(self.space).cells(within, list(self._boxes))
            except TooManyPartsError:
                raise TooManyPartsError(
                    f"{self.file.place}: the entries on {self.file.subject.id} cut it into more "
                    f"than {MOST_CELLS:,} parts"
                ) from None
            if self._asked:
                # The box around several scopes holds more than they do.
                asked = sum(self._asked)
                found = [(box, covering) for box, covering in found if covering & asked]
            self._cut[within] = found
        return found

    def coverings(self, within: Box) -> list[int]:
        """The masks of the boxes that cover some cell of a box."""
        return list(dict.fromkeys([covering for _, covering in self.cells(within)]))

    def comparison(self, covering: int, adopted: bool = False) -> PartComparison:
        """Both sides where some boxes cover; with ``adopted`` as if all drafts were final."""
        key = (covering, adopted)
        found = self._compared.get(key)
        if found is None:
            spoken = self._adopted if adopted else self._spoken
            sides = [self._side(agency, said, covering) for agency, said in spoken.items()]
            held = self.view.demands_review and not all(map(_reviewed, sides))
            if held:
                sides = [self._mute(agency, said, covering) for agency, said in spoken.items()]
            found = self._compared[key] = PartComparison(
                self.view,
                self.file,
                (sides[0], sides[1]),
                [doubted for bit, doubted in self.absences if bit & covering],
                held,
            )
        return found

    def drafts(self, covering: int) -> bool:
        """Whether a draft speaks where some boxes cover, or would."""
        return bool(self._drafts and self._here(self._drafts, covering))

    def _side(self, agency: str, spoken: _Marked, covering: int) -> Side:
        """One side where some boxes cover; the same voices add up to the same."""
        here = self._here(spoken, covering)
        key = (agency, *[voice.key for voice in here])
        known = self._sides.get(key)
        if known is None:
            side = build(agency, here, self.file.subject, self._words)
            known = self._sides[key] = (here, side)
        return known[1]

    def _mute(self, agency: str, spoken: _Marked, covering: int) -> Side:
        """One side where some boxes cover, with all it says printed and nothing of it deciding."""
        here = [replace(voice, decides=False) for voice in self._here(spoken, covering)]
        return build(agency, here, self.file.subject, self._words)

    def _here(self, spoken: _Marked, covering: int) -> list[Voice]:
        """The voices that speak where some boxes cover, which are few of many."""
        placed = [item for number in bits(covering) for item in spoken.get(number, ())]
        here = [voice for _, voice in sorted(placed, key=itemgetter(0))]
        if any(voice.except_for or voice.unread_in for voice in here):
            left = [self._left(voice, covering) for voice in here]
            return [voice for voice in left if voice is not None]
        return here

    def _left(self, voice: Voice, covering: int) -> Voice | None:
        """A voice as successors for a part of its document's scope leave it there."""
        boxes = self._boxes
        if any(covering >> boxes[gone] & 1 for gone in voice.except_for):
            return None
        unread = [name for box, name in voice.unread_in if covering >> boxes[box] & 1]
        return replace(voice, successor_unread=unread[0]) if unread else voice

    def deciding(self, scope: Box) -> set[str]:
        """The ids of all entries that decide somewhere in a scope."""
        within = self.file.within(self.space, scope)
        if within is None:
            return set()
        return {
            voice.entry.id
            for covering in self.coverings(within)
            for side in self.comparison(covering).sides
            for voice in side.used
        }


def _reviewed(side: Side) -> bool:
    """Whether a second person reviewed all that decides for a side."""
    return all(voice.entry.reviews.state == "reviewed" for voice in side.used)
