"""One subject: its scope cut into parts, each part's verdict, and the headline."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import Entry, PlacedJudgement, SubjectFile
from atmp_gap.gap.beside import feedback, precedents, written
from atmp_gap.gap.case import cited
from atmp_gap.gap.cells import Cells
from atmp_gap.gap.judgements import doubt_of, judged
from atmp_gap.gap.part import PartComparison
from atmp_gap.gap.result import EntryResult, IfAdopted, Part, Row, TextSections
from atmp_gap.gap.view import View
from atmp_gap.model.base import weakest
from atmp_gap.model.judgement import BOTH_SPEAK, VERDICTS
from atmp_gap.model.partition import Partition
from atmp_gap.model.record import changed
from atmp_gap.model.scope import Box


class RowComparison:
    """The comparison of one subject in a view."""

    def __init__(self, view: View, file: SubjectFile) -> None:
        self.view, self.file = view, file
        self.space = view.corpus.space
        self.recorded = Cells(view, file)
        self._computed: dict[int, Part] = {}
        self.judgements = self._standing()

    # --- parts ---------------------------------------------------------------------------------

    def row(self, scope: Box) -> Row | None:
        """The row within a scope, or None where the subject has nothing in it."""
        within = self.file.within(self.space, scope)
        if within is None:
            return None
        parts = self.parts(within)
        both = [part for part in parts if part.verdict in BOTH_SPEAK]
        verdict = min([part.verdict for part in both or parts], key=VERDICTS.index)
        # Every part counts: where not both speak it is coverage, unless it carries the headline,
        # whatever decided it.
        parts = [
            changed(part, coverage=True)
            if part.verdict not in BOTH_SPEAK and part.verdict != verdict
            else part
            for part in parts
        ]
        headline = [part for part in parts if part.verdict == verdict]
        stricter = {part.stricter for part in headline}
        subject = self.file.subject
        row = Row(
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
            discipline=subject.work,
            precedents=precedents(self.file, self.space, within),
            feedback=feedback(self.file, self.space, within),
        )
        return changed(row, settled_by=self._settled_by(row)) if row.open else row

    def _settled_by(self, row: Row) -> tuple[TextSections, ...]:
        """The texts that would settle an open row: as recorded, else those recalled.

        A text of an agency that is not asked about settles nothing between the two that are.
        """
        texts: dict[str, dict[str, None]] = {}
        for text in self.file.subject.settled_by:
            texts.setdefault(text.document, {}).update(dict.fromkeys(text.sections))
        if not texts:
            for entry in row.entries:
                if entry.reading.grade == "recalled" and entry.standing == "text":
                    texts.setdefault(entry.document.id, {})[entry.locator] = None
        documents = self.view.corpus.documents
        others = self.view.other_issuers
        return tuple(
            TextSections(name, documents[name].title, documents[name].short_name, tuple(sections))
            for name, sections in texts.items()
            if documents[name].issuer not in others
        )

    def _words(self) -> dict[str, str]:
        """The titles of the subject's slots and of the values its answers may name."""
        words: dict[str, str] = {}
        for name, slot in self.file.subject.asks.items():
            words.update(slot.values)
            words[name] = slot.title or name
        return words

    def parts(self, within: Box) -> list[Part]:
        """The parts of a box, neighbours of equal content joined."""
        contents = _Contents()
        numbers = {
            covering: contents.number(self._part(covering))
            for covering in self.recorded.coverings(within)
        }
        if len(contents.parts) == 1 and not self.file.scopes:
            return contents.parts
        merged = Partition(self.space).merge(
            [(box, numbers[covering]) for box, covering in self.recorded.cells(within)]
        )
        return [
            changed(contents.parts[number], scope=self.space.describe(box, within))
            for box, number in merged
        ]

    def comparisons(self, scope: Box) -> list[tuple[Box, PartComparison]]:
        """The comparison of every cell within a scope, for those who need the added-up answers."""
        within = self.file.within(self.space, scope)
        if within is None:
            return []
        return [
            (box, self.recorded.comparison(covering))
            for box, covering in self.recorded.cells(within)
        ]

    def _part(self, covering: int) -> Part:
        """The part where some boxes cover, for all of the scope they cover."""
        part = self._computed.get(covering)
        if part is None:
            part = self.recorded.comparison(covering).part()
            if self.recorded.drafts(covering):
                adopted = self.recorded.comparison(covering, adopted=True).adopted()
                if _differs(part, adopted):
                    part = changed(part, if_adopted=adopted)
            here = [(placed, doubt) for bit, placed, doubt in self.judgements if bit & covering]
            if self.view.demands_review:
                here = []  # a judgement is one person's word
            part = judged(part, here, self.view.today)
            if part.believed and part.verdict != "unassessed":
                part = changed(part, believed=None)
            self._computed[covering] = part
        return part

    # --- judgements ----------------------------------------------------------------------------

    def _standing(self) -> list[tuple[int, PlacedJudgement, str | None]]:
        """The judgements that apply: the bit of their box, and what makes them suspect.

        Away from today's corpus one is applied where it still fits, and else left out in silence.
        """
        standing = []
        for bit, placed in self.recorded.judgements:
            doubt = doubt_of(self.view, self.file, placed, self.recorded.deciding(placed.box))
            if doubt is None or self.view.today:
                standing.append((bit, placed, doubt))
        return standing

    # --- entries -------------------------------------------------------------------------------

    def _entries(self, parts: Sequence[Part]) -> tuple[EntryResult, ...]:
        shown = {
            name for part in parts for side in part.sides for name in (*side.entries, *side.also)
        }
        return tuple([self._entry(entry) for entry in self.file.entries if entry.id in shown])

    def _entry(self, entry: Entry) -> EntryResult:
        requirement, document = entry.requirement, entry.document
        return EntryResult(
            id=entry.id,
            agency=entry.agency,
            issuer=document.issuer,
            statement=requirement.statement,
            obligation=requirement.obligation,
            answers=written(requirement.answers_on(entry.subject)),
            applies_to=requirement.applies_to,
            unless=requirement.unless,
            when=requirement.when,
            document=cited(document),
            locator=requirement.source.locator,
            reading=requirement.reading,
            checked=(),
            standing=requirement.standing,
            general=requirement.general,
            by_analogy=requirement.by_analogy,
            note=requirement.note,
            reviews=entry.reviews.marks,
            review=entry.reviews.state,
        )


class _Contents:
    """Parts that say something different, numbered; equal ones share a number."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._alike: dict[object, list[int]] = {}

    def number(self, part: Part) -> int:
        """The number of a part's content."""
        # Only parts of one verdict through the same entries are worth a closer look.
        first, second = part.sides
        key = (part.verdict, first.entries, second.entries)
        alike = self._alike.setdefault(key, [])
        for number in alike:
            if self.parts[number] == part:
                return number
        alike.append(len(self.parts))
        self.parts.append(part)
        return alike[-1]


def _differs(part: Part, adopted: IfAdopted) -> bool:
    """Whether drafts made final change anything but that they are drafts, or how it is worded."""

    def core(item: Part | IfAdopted) -> tuple[object, ...]:
        facets = {changed(facet, note="") for facet in item.facets if facet.kind != "draft"}
        return item.verdict, item.stricter, item.conflict, facets, item.global_position

    return core(part) != core(adopted)
