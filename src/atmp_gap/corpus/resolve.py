"""What every step of linking shares: the problems found so far, and names resolved to things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from atmp_gap.corpus.corpus import (
    SubjectFile,
)
from atmp_gap.corpus.files import AgencyFile, DocumentFile, Layers, Spot
from atmp_gap.corpus.problem import About, Problem, did_you_mean
from atmp_gap.corpus.words import fold
from atmp_gap.kinds.base import AnswerWords
from atmp_gap.model.agency import Agency
from atmp_gap.model.document import Document
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.scope import Box, Space, UnknownTermError
from atmp_gap.model.subject import Topic
from atmp_gap.model.vocabulary import Condition, Vocabulary

Item = TypeVar("Item")
_DEFINED_IN: dict[About, type[Any]] = {
    "topic": Topic,
    "subject": Topic,
    "document": DocumentFile,
    "agency": AgencyFile,
    "entry": RequirementFile,
    "start": Vocabulary,
    "word": Vocabulary,
    "domain": Vocabulary,
}
"""The kind of file that defines what a name stands for.

Where such a file could not be used, that a name is unknown would only repeat it, once per mention.
"""


class Resolver:
    """The files of all layers, what they define, and what is wrong with them.

    Each step of linking fills its part: the vocabulary, agencies and documents, subjects, entries.
    """

    space: Space
    words: AnswerWords
    conditions: dict[str, Condition]
    agencies: dict[str, Agency]
    documents: dict[str, Document]
    document_spots: dict[str, Spot]
    topics: dict[str, Topic]
    subjects: dict[str, SubjectFile]
    ids: set[str]

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.problems = list(layers.problems)
        self.document_spots = {}
        self._boxes: dict[object, Box] = {}

    def problem(
        self,
        code: str,
        message: str,
        spot: Spot,
        help_: str | None = None,
        about: About | None = None,
    ) -> None:
        """Note a problem, unless it only repeats that a file which defines the name is broken."""
        if code == "AG009":
            about = "word"
        if about is None or _DEFINED_IN[about] not in self.layers.failed:
            self.problems.append(Problem(code, message, spot.place, help_, about))

    def unique(self, items: Iterable[tuple[str, Item, Spot]]) -> dict[str, Item]:
        """Items by id, from (id, item, spot); an id used twice is a problem."""
        found: dict[str, Item] = {}
        spots: dict[str, Spot] = {}
        for name, item, spot in items:
            if name in found:
                self.problem(
                    "AG007",
                    f"the id {name!r} is used twice; first in {spots[name].place}",
                    spot,
                    "give it another id; with several layers, check that none is named twice "
                    "(--no-bundled leaves out the bundled one)",
                )
                continue
            found[name], spots[name] = item, spot
        return found

    def known_document(
        self, name: str, spot: Spot, *steps: str | int, of_a_product: bool = False
    ) -> Document | None:
        """A registered document; an unknown one is a problem at some steps from a spot.

        So is a record on one product where a text is expected that states requirements, and the
        other way round with ``of_a_product``.
        """
        document = self.documents.get(name)
        if document is None:
            self.problem(
                "AG008",
                f"unknown document {name!r}",
                spot.to(*steps),
                did_you_mean(name, list(self.documents)) or "register it under documents/",
                about="document",
            )
        elif document.of_a_product and not of_a_product:
            self.problem(
                "AG015",
                f"{name} is a record on one product, which states no requirement",
                spot.to(*steps),
                "cite a text of the agency; what happened to one product is a precedent",
            )
        elif of_a_product and not document.of_a_product:
            self.problem(
                "AG015",
                f"{name} is no record on one product (kind product-record)",
                spot.to(*steps),
                "what a text asks of everybody is a requirement",
            )
        return document

    def known_agency(self, name: str, spot: Spot, *steps: str | int) -> None:
        """Note a problem where an agency is unknown."""
        if name not in self.agencies:
            self.problem(
                "AG008",
                f"unknown agency {name!r}",
                spot.to(*steps),
                did_you_mean(name, list(self.agencies)) or "add it to agencies.yaml",
                about="agency",
            )

    def box(self, scope: Mapping[str, Sequence[str]], spot: Spot, *steps: str | int) -> Box:
        """A scope as a box; unknown words are problems and cut nothing."""
        key = tuple(scope.items())
        known = self._boxes.get(key)
        if known is None:
            try:
                known = self._boxes[key] = self.space.box(scope)
            except UnknownTermError:
                self._unknown_terms(scope, spot.to(*steps))
                known = self.space.everything
        return known

    def _unknown_terms(self, scope: Mapping[str, Sequence[str]], spot: Spot) -> None:
        for dimension, names in scope.items():
            for index, name in enumerate(names):
                try:
                    self.space.box({dimension: [name]})
                except UnknownTermError as error:
                    steps = (dimension, index) if error.term else (dimension,)
                    self.problem(
                        "AG009",
                        str(error),
                        spot.to(*steps, key=error.term is None),
                        self._meant(error) or did_you_mean(error.term or dimension, error.known),
                    )
                    if error.term is None:
                        break

    def _meant(self, error: UnknownTermError) -> str | None:
        """The term that an everyday word means, which a file has to name itself: BLA, MAA."""
        axis = next((axis for axis in self.space.axes if axis.id == error.dimension), None)
        for name in axis.masks if axis and error.term else ():
            words = (axis.titles.get(name, ""), *axis.synonyms.get(name, ())) if axis else ()
            if fold(str(error.term)) in map(fold, words):
                return f"write {name}"
        return None

    def subject_of(self, name: str, spot: Spot, *steps: str | int) -> SubjectFile | None:
        """A subject of any topic; an unknown one is a problem."""
        file = self.subjects.get(name)
        if file is None:
            self.problem(
                "AG008",
                f"unknown subject {name!r}",
                spot.to(*steps),
                did_you_mean(name, list(self.subjects)),
                about="subject",
            )
        return file
