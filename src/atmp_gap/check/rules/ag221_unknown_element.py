"""AG221: an element of a set that neither its slot nor the vocabulary defines."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.model.kinds.base import Answer


def _check(material: Material) -> Iterator[Hit]:
    methods = material.valid.words.ancestors
    for item in material.requirements():
        for name in item.model.subjects:
            asks = material.valid.subjects[name].subject.asks
            for slot, answer in _sets(material, item.model.id, name):
                if asks[slot].values:
                    continue
                for element in answer.elements:
                    if element not in methods:
                        yield Hit(
                            material.answers_place(item, name, slot),
                            f"{item.model.id} names {element!r}, which neither the slot {slot} of "
                            f"{name} nor the vocabulary defines",
                            did_you_mean(element, list(methods)),
                        )
    for absence in material.absences():
        asks = material.valid.subjects[absence.model.subject].subject.asks
        known = {value for slot in asks.values() for value in slot.values} | set(methods)
        for index, element in enumerate(absence.model.elements):
            if element not in known:
                yield Hit(
                    absence.at("elements", index),
                    f"the absence names {element!r}, which no slot of {absence.model.subject} "
                    "defines",
                    did_you_mean(element, sorted(known)),
                )


def _sets(material: Material, requirement: str, subject: str) -> Iterator[tuple[str, Answer]]:
    file = material.valid.subjects[subject]
    for entry in material.entries_of(subject, requirement):
        for slot, answer in entry.answers.items():
            if file.subject.asks[slot].kind in ("all-of", "any-of"):
                yield slot, answer


RULE = Rule(
    id="AG221",
    severity="error",
    title="an element of a set that neither its slot nor the vocabulary defines",
    why=(
        "Sets are compared element by element. A misspelt element looks like one that the "
        "other side does not ask for, and turns into a difference that is none."
    ),
    remedy="Use a value of the slot, or a method of vocabulary.yaml; or add it there.",
    check=_check,
)
