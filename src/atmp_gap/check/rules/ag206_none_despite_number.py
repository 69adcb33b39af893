"""AG206: an answer `none` although the statement gives a number of that kind."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.numbers import mentions, unit_of, units_of
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    units = units_of(material.valid)
    for file in material.valid.subjects.values():
        for entry in file.entries:
            for slot, answer in entry.answers.items():
                dimension = file.subject.asks[slot].dimension
                if not answer.is_none or dimension is None:
                    continue
                head = dimension.split("-per-")[0]
                for mention in mentions(entry.requirement.statement):
                    unit = unit_of(mention.unit, units)
                    if unit is not None and unit[0] == head:
                        yield Hit(
                            entry.place,
                            f"{entry.id} answers {slot} with none, but its statement gives "
                            f"{mention.text!r}",
                            "answer with the number, or say in a note what it is",
                        )
                        break


RULE = Rule(
    id="AG206",
    severity="warning",
    title="an answer `none` although the statement gives a number of that kind",
    why=(
        "`none` says that the text gives no number. A statement with a number of that kind "
        "says that it does."
    ),
    remedy="Answer with the number, or move it to the note with where it comes from.",
    check=_check,
)
