"""What the ids in an assessment are called for people: elements, conditions, scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from atmp_gap.corpus.corpus import Corpus, SubjectFile
from atmp_gap.gap.view import View
from atmp_gap.kinds.base import AnswerWords
from atmp_gap.model.subject import Slot
from atmp_gap.profile.assessment import PartCheck


def with_titles(view: View, slot: Slot) -> AnswerWords:
    """The words of a view, with what a slot's own elements and the conditions are called."""
    conditions = {name: item.title for name, item in view.corpus.conditions.items()}
    return replace(view.words, titles={**view.words.titles, **conditions, **slot.values})


def answer_words(view: View, file: SubjectFile, check: PartCheck) -> dict[str, str]:
    """What the elements and starts that a check's answers name are called."""
    known = dict(view.words.titles)
    for slot in file.subject.asks.values():
        known |= slot.values
    texts = [text for slot in check.slots for text in (*slot.held, *slot.asked) if text]
    names = dict.fromkeys(
        name for text in texts for item in text.split(", ") for name in item.split(" from ")
    )
    return {name: known[name] for name in names if name in known}


def scope_words(corpus: Corpus, scope: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What dimensions and terms of a scope are called."""
    words: dict[str, str] = {}
    for axis in corpus.space.axes:
        if axis.id in scope:
            words[axis.id] = axis.title.lower()
            words |= {name: axis.titles.get(name, name) for name in scope[axis.id]}
    return words
