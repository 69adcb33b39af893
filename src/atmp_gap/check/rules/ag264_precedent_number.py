"""AG264: a precedent whose value is not the number its statement gives."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.statement_numbers import CONTRADICTED, ungiven


def _check(context: Context) -> Iterator[Violation]:
    items = {item.model.id: item for item in context.precedents}
    for file in context.valid.subjects.values():
        for placed in file.precedents:
            precedent = placed.precedent
            item = items[precedent.id]
            inner = () if isinstance(precedent.subject, str) else (file.subject.id,)
            for name, answer in placed.answers.items():
                if answer.quantity is None or answer.is_none:
                    continue
                slot = file.subject.asks[name]
                for term, verdict in ungiven(context, precedent.statement, slot, answer.quantity):
                    lacks = "another number of that kind" if verdict == CONTRADICTED else "none"
                    yield Violation(
                        item.at("answers", *inner, name),
                        f"{precedent.id} gives {name} as {term.text!r}, but its statement gives "
                        f"{lacks}",
                        "correct the one that differs from the document, or say the number",
                    )


RULE = Rule(
    id="AG264",
    severity="warning",
    title="a precedent whose value is not the number its statement gives",
    why=(
        "Values of precedents stand beside a developer's own. Whoever reads the statement has to "
        "find the same number there as in the value, and in the document."
    ),
    remedy="Say the number in the statement, as the document gives it, or leave the value out.",
    check=_check,
)
