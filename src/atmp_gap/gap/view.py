"""How the corpus is looked at: between whom, on which day, with or without drafts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.kinds.base import AnswerWords
from atmp_gap.kinds.dose import Dose
from atmp_gap.model.base import first_day
from atmp_gap.model.document import Document
from atmp_gap.model.scope import Box


@dataclass(frozen=True)
class Standing:
    """A document in a view: whether it counts, and what has taken its place where."""

    state: str | None
    except_for: tuple[Box, ...]
    """Boxes in which it is superseded already."""
    successor_unread: str | None
    unread_in: tuple[tuple[Box, str], ...]
    """Boxes in which it is superseded by a text that nobody has read."""


@dataclass(frozen=True)
class View:
    """One way of looking at a corpus.

    ``as_of`` is a day (``YYYY-MM-DD``); ``all_final`` treats every draft as final.
    """

    corpus: Corpus
    between: tuple[str, str]
    as_of: str
    drafts: bool = True
    all_final: bool = False
    dose: Dose | None = None
    """What a dose of the one product asked about holds."""
    only_reviewed: bool = False
    """Whether a profile demands that only what a second person reviewed decides."""

    @property
    def demands_review(self) -> bool:
        """Whether the profile or a layer demands that only what was reviewed decides."""
        return self.only_reviewed or self.corpus.only_reviewed

    @cached_property
    def words(self) -> AnswerWords:
        """What answers are made of and compared by: the corpus' words, and the product's dose."""
        return replace(self.corpus.words, dose=self.dose) if self.dose else self.corpus.words

    @property
    def today(self) -> bool:
        """Whether this is the corpus as it stands, for which judgements can become suspect.

        By a product's dose more is compared than was judged: that makes no judgement suspect.
        """
        return (
            self.dose is None
            and self.as_of == self.corpus.date
            and self.drafts
            and not self.all_final
            and not self.demands_review
            and len(self.corpus.layers) <= 1
        )

    @cached_property
    def other_issuers(self) -> frozenset[str]:
        """Who issues texts for sides that are not asked about."""
        return frozenset(
            issuer
            for agency in self.corpus.sides
            if agency.id not in self.between
            for issuer in (agency.id, *agency.speaks_for)
        )

    @cached_property
    def adopted(self) -> View:
        """The same view with all drafts final."""
        return replace(self, drafts=True, all_final=True)

    @cached_property
    def _states(self) -> dict[str, str | None]:
        """What ``state`` has said: many entries cite one document."""
        return {}

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        """What ``standing`` has said."""
        return {}

    @cached_property
    def _arrivals(self) -> dict[str, list[tuple[str, int, str, str]]]:
        """The unread documents of each issuer by the day they came.

        Each with its number in the register, its id and the day as written.
        """
        found: dict[str, list[tuple[str, int, str, str]]] = {}
        for number, document in enumerate(self.corpus.documents.values()):
            begins = document.effective or document.published
            if document.of_a_product:
                # A report on one product is no text in which a requirement could stand.
                continue
            if document.unread and begins is not None and first_day(begins) <= self.as_of:
                arrival = (first_day(begins), number, document.id, begins)
                found.setdefault(document.issuer, []).append(arrival)
        for arrivals in found.values():
            arrivals.sort()
        return found

    def unread_since(self, issuer: str, day: str) -> list[tuple[int, str, str]]:
        """The unread documents of an issuer that came after a day and by the day of the view.

        Each as its number in the register, its id and its date.
        """
        arrivals = self._arrivals.get(issuer, [])
        later = bisect_right(arrivals, day, key=lambda arrival: arrival[0])
        return [(number, name, begins) for _, number, name, begins in arrivals[later:]]

    def standing(self, document: Document) -> Standing:
        """Where a document stands on the day."""
        known = self._standings.get(document.id)
        if known is None:
            known = self._standings[document.id] = Standing(
                self.state(document),
                tuple(box for box, _ in self._replaced_in(document, False)),
                self.unread_successor(document),
                self._replaced_in(document, True),
            )
        return known

    def state(self, document: Document) -> str | None:
        """Whether a document counts on the day: ``final``, ``draft``, or None.

        A superseded one counts until the day it was superseded, and longer where its successor
        is registered but unread; a withdrawn or proposed one never counts.
        """
        if document.id not in self._states:
            self._states[document.id] = self._state(document)
        return self._states[document.id]

    def _state(self, document: Document) -> str | None:
        if document.status in ("withdrawn", "proposed"):
            return None
        begins = document.counts_from
        if begins is not None and begins > self.as_of:
            return None
        if self.replaced(document) and self.unread_successor(document) is None:
            return None
        if document.status == "draft":
            return "final" if self.all_final else "draft"
        return "final"

    def replaced(self, document: Document) -> bool:
        """Whether the whole document is superseded on the day.

        With successors for parts of its scope only, it stays elsewhere.
        """
        if document.superseded_by and all(item.for_ for item in document.superseded_by):
            return False
        if document.superseded is not None:
            return first_day(document.superseded) <= self.as_of
        whole = [item for item in document.superseded_by if item.for_ is None]
        for item in whole:
            if self._counts(item.document):
                return True
        return document.status == "superseded" and not whole

    def _counts(self, name: str) -> bool:
        """Whether a successor is a final text in force on the day."""
        successor = self.corpus.documents[name]
        begins = successor.counts_from
        return successor.status in ("final", "superseded") and (
            begins is None or begins <= self.as_of
        )

    def _replaced_in(self, document: Document, unread: bool) -> tuple[tuple[Box, str], ...]:
        """Where successors, read or unread, have replaced a part of a document's scope by the day.

        Each box with the successor's id.
        """
        return tuple(
            (self.corpus.space.box(successor.for_), successor.document)
            for successor in document.superseded_by
            if successor.for_ is not None
            and self.corpus.documents[successor.document].unread == unread
            and self._partly(document, successor.document)
        )

    def _partly(self, document: Document, successor: str) -> bool:
        """Whether a successor for a part of the scope has replaced that part by the day."""
        if document.superseded is not None and first_day(document.superseded) <= self.as_of:
            return True
        return self._counts(successor)

    def unread_successor(self, document: Document) -> str | None:
        """The registered successor of a superseded text, where nobody has read it."""
        if not document.superseded_by or not self.replaced(document):
            return None
        whole = [item.document for item in document.superseded_by if item.for_ is None]
        if whole and all(self.corpus.documents[name].unread for name in whole):
            return whole[0]
        return None
