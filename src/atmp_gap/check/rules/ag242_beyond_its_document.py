"""AG242: an entry that reaches beyond what its document applies to."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_REMEDY = (
    "Narrow `applies_to` to what the document covers; where practice carries it further, say so in "
    "an entry of its own with `by_analogy: true`, which decides nothing."
)


def _check(context: Context) -> Iterator[Violation]:
    space = context.valid.space
    seen: set[str] = set()
    for file in context.valid.subjects.values():
        for entry in file.entries:
            covers = entry.document.covers
            if not covers or entry.requirement.by_analogy or entry.id in seen:
                continue
            box = space.box(covers)
            here = space.meet(entry.box)
            if here is not None and any(mask & ~ok for mask, ok in zip(here, box, strict=True)):
                seen.add(entry.id)
                told = "; ".join(f"{name}: {', '.join(terms)}" for name, terms in covers.items())
                message = f"{entry.id} reaches beyond {entry.document.id}, which covers {told}"
                yield Violation(entry.place, message, _REMEDY)


RULE = Rule(
    id="AG242",
    severity="error",
    title="an entry that reaches beyond what its document applies to",
    why=(
        "A guidance on trials says nothing about a licence application, and the other way round. "
        "An entry without that scope decides rows on which its text is silent."
    ),
    remedy=_REMEDY,
    check=_check,
)
