"""AG206: an answer `none` although the statement gives a number of that kind."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    measures = context.valid.words.measures
    for entry, name, slot, quantity in context.quantities:
        if not quantity.is_none or slot.dimension is None:
            continue
        basis = measures.basis(slot.dimension)
        for mention in context.mentions(entry.requirement.statement):
            same = mention.basis == basis or (not mention.below and mention.dimension == basis[0])
            if same and mention.sure:
                yield Violation(
                    entry.place,
                    f"{entry.id} answers {name} with none, but its statement gives "
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
