"""AG209: an absence graded `read` in sections that were not read."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.check.sections import was_read


def _check(material: Material) -> Iterator[Hit]:
    for item in material.absences():
        if item.model.reading.grade != "read":
            continue
        for index, searched in enumerate(item.model.searched):
            document = material.valid.documents[searched.document]
            missing = [s for s in searched.sections if not was_read(s, document.sections_read)]
            if missing:
                yield Hit(
                    item.at("searched", index),
                    f"the absence on {item.model.subject} is graded read, but of {document.id} "
                    f"was not read: {', '.join(missing)}",
                    "enter the sections under sections_read, or lower the grade",
                )


RULE = Rule(
    id="AG209",
    severity="error",
    title="an absence graded `read` in sections that were not read",
    why=(
        "Silence is the strongest claim of all: it turns into a gap in a report. Who did "
        "not read the section cannot say that it is silent."
    ),
    remedy="Note what was read in `sections_read`, or grade the absence by what was done.",
    check=_check,
)
