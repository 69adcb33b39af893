"""What a person said, as items of the files of a layer: reviews, entries, absences.

Each function gives the items to be added; ``review.layer.Item`` says how they are put in.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.record import plain
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.review import ReviewAct
from atmp_gap.review.item import REVIEWS, Item, review_item, yaml_lines
from atmp_gap.scaffold import next_id
from atmp_gap.settle.passages import Passage
from atmp_gap.settle.said import SlotAnswers
from atmp_gap.settle.silence import ReadWhole
from atmp_gap.settle.worklist import OpenSide

OWN = "OWN-"
"""Ids of a person's own entries begin so: no later release of the bundled ones can use them."""


@dataclass(frozen=True)
class Witness:
    """Who says it, and when, in UTC."""

    by: str
    at: str

    @property
    def day(self) -> str:
        """The day of it."""
        return self.at[:10]


def now() -> str:
    """This moment in UTC, as records write it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def review(
    corpus: Corpus,
    name: str,
    act: ReviewAct,
    who: Witness,
    passage: Passage | None = None,
    reason: str = "",
    whose: str = "",
    anchors: Sequence[str] = (),
) -> Item:
    """What somebody says of an entry, with the place in the copy that they looked at."""
    return review_item(
        corpus,
        name,
        act,
        file=passage.file if passage else None,
        page=passage.page if passage else None,
        section=passage.section if passage else None,
        by=who.by,
        at=who.at,
        reason=reason,
        whose=whose,
        anchors=list(anchors),
    )


def sections_read(
    document: str, file: str, sections: Sequence[str], whole: bool, who: Witness
) -> Item:
    """Which sections of a copy somebody read."""
    facts = {
        "document": document,
        "file": file,
        "sections": list(sections),
        "whole": whole or None,
        "by": who.by,
        "at": who.at,
    }
    return Item(REVIEWS, "", "readings", yaml_lines(facts))


@dataclass(frozen=True)
class OwnWords:
    """The sentence that a person makes of a passage, its force, and where it holds."""

    statement: str
    obligation: str
    scope: Mapping[str, Sequence[str]]
    instead_of: tuple[str, ...] = ()


def entry(
    corpus: Corpus,
    side: OpenSide,
    passage: Passage,
    slots: SlotAnswers,
    words: OwnWords,
    who: Witness,
    taken: Iterable[str] = (),
) -> list[Item]:
    """An entry of the person's own from a passage; one that corrects another replaces it."""
    before = [corpus.requirements[name][1] for name in words.instead_of]
    known = {*corpus.requirements, *taken}
    here = [name for name in known if name.startswith(f"{OWN}{side.agency}-")]
    facts: dict[str, Any] = {
        "id": next_id(f"{OWN}{side.agency}", side.topic, known, sorted(here)),
        "subject": side.subject.id,
        "statement": words.statement,
        "obligation": words.obligation,
        "answers": {name: _listed(raw) for name, raw in slots.answers.items()},
        "applies_to": {name: list(terms) for name, terms in words.scope.items()},
        "unless": _conditions(before, "unless"),
        "when": _conditions(before, "when"),
        "source": {"document": passage.document, "locator": passage.locator},
        "reading": {
            "grade": "read",
            "date": who.day,
            "by": who.by,
            "revision": passage.copy.edition or None,
            "file": passage.file,
        },
        "anchors": list(slots.anchors),
        "overrides": list(words.instead_of),
        "note": f"Added by {who.by} on {who.day}.",
    }
    facts["reading"] = {name: value for name, value in facts["reading"].items() if value}
    head = f"agency: {side.agency}\ntopic: {side.topic}\n"
    file = f"{side.topic}/{side.agency.lower()}.yaml"
    made = Item(file, head, "requirements", yaml_lines(facts, always=("answers",)))
    seen = sections_read(passage.document, passage.file, [passage.locator], False, who)
    return [made, seen]


def _listed(raw: Any) -> Any:
    return list(raw) if isinstance(raw, tuple) else raw


def _conditions(before: Sequence[Requirement], name: str) -> list[Any]:
    """The conditions of what is corrected hold for the correction."""
    uses = dict.fromkeys(use for requirement in before for use in getattr(requirement, name))
    return [plain(use, written=True, given=True) for use in uses]


def absence(
    side: OpenSide,
    read: Sequence[ReadWhole],
    slots: Sequence[str],
    scope: Mapping[str, Sequence[str]],
    who: Witness,
) -> list[Item]:
    """That a side's texts say nothing, with the sections that were read whole."""
    searched = [{"document": i.copy.document, "sections": list(i.sections)} for i in read]
    facts = {
        "subject": side.subject.id,
        "agency": side.agency,
        "applies_to": {name: list(terms) for name, terms in scope.items()},
        "slots": list(slots),
        "searched": searched,
        "reading": {"grade": "read", "date": who.day, "by": who.by},
        "by": who.by,
    }
    found = Item(f"{side.topic}/judgements.yaml", "", "absences", yaml_lines(facts))
    sections = [
        sections_read(
            item.copy.document, f"sha256:{item.copy.facts.sha256}", item.sections, True, who
        )
        for item in read
    ]
    # The sections come first: an absence is only read where they are.
    return [*sections, found]
