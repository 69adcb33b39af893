"""AG221: an element of a set that neither its slot nor the vocabulary defines."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.kinds import KINDS


def _check(context: Context) -> Iterator[Violation]:
    methods = context.valid.words.ancestors
    for file in context.valid.subjects.values():
        open_ = [
            name
            for name, slot in file.subject.asks.items()
            if KINDS[slot.kind].is_set and not slot.values
        ]
        for entry in file.entries if open_ else ():
            for name in open_:
                answer = entry.answers.get(name)
                for element in answer.elements if answer else ():
                    if element not in methods:
                        yield Violation(
                            context.answer_place(entry, name),
                            f"{entry.id} names {element!r}, which neither the slot {name} of "
                            f"{entry.subject} nor the vocabulary defines",
                            did_you_mean(element, list(methods)),
                        )
    for absence in context.absences:
        asks = context.valid.subjects[absence.model.subject].subject.asks
        known = {value for slot in asks.values() for value in slot.values} | set(methods)
        for index, element in enumerate(absence.model.elements):
            if element not in known:
                yield Violation(
                    absence.at("elements", index),
                    f"the absence names {element!r}, which no slot of {absence.model.subject} "
                    "defines",
                    did_you_mean(element, sorted(known)),
                )


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
