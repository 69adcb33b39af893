"""AG263: an entry under `refuted` of which nobody says who looked, when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for loaded in context.records.reviews:
        for index, name in enumerate(loaded.model.refuted):
            place = loaded.place("refuted", index)
            if name not in context.valid.requirements:
                yield Violation(place, f"there is no entry {name}", "correct the id, or remove it")
            elif not any(item.model.act == "refuted" for item in context.reviews.get(name, ())):
                yield Violation(
                    place,
                    f"nobody says who refuted {name}, when, and in which copy",
                    f"look into the text: atmp-gap settle --refute {name} --reason TEXT --by NAME",
                )


RULE = Rule(
    id="AG263",
    severity="warning",
    title="a refutation without a person",
    why=(
        "A refuted entry decides nothing, which can open a row. Who reads that has to know who "
        "looked into which copy; and without the fingerprint of what was refuted it holds for "
        "whatever the entry says later."
    ),
    remedy="Record the refutation with `settle --refute`.",
    check=_check,
)
