"""AG216: a scope that can never apply."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Item, Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.requirement import Requirement


def _check(material: Material) -> Iterator[Hit]:
    space = material.valid.space
    records: list[Item[Requirement] | Item[Judgement] | Item[Absence]] = [
        *material.requirements(),
        *material.judgements(),
        *material.absences(),
    ]
    for item in records:
        box = space.box(item.model.applies_to)
        subject = item.model.subject
        for name in (subject,) if isinstance(subject, str) else subject:
            if space.meet(box, material.valid.subjects[name].domain) is None:
                yield Hit(
                    item.at("applies_to"),
                    f"the scope has nothing in common with the domain of {name}",
                    "correct applies_to, or the subject's domain",
                )


RULE = Rule(
    id="AG216",
    severity="error",
    title="a scope that can never apply",
    why=(
        "An entry whose scope has nothing in common with its subject's domain, or names a "
        "combination that does not exist (an AAV vector that integrates), is never compared"
        " and vanishes in silence."
    ),
    remedy="Correct `applies_to`, or the subject's domain.",
    check=_check,
)
