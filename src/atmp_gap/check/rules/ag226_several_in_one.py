"""AG226: more than one requirement in a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_END = re.compile(r"[.!?][\"')]?\s+(?=[A-Z][a-z])")
_NOT_AN_END = re.compile(
    r"\b(e\.g|i\.e|etc|cf|vs|approx|Art|No|no|Ph|Eur|Sec|Rev|vol|ca|incl|resp|Fig|para|U\.S)\.$"
)


def _check(context: Context) -> Iterator[Violation]:
    for item in context.requirements:
        text = item.model.statement
        ends = [
            found
            for found in _END.finditer(text)
            if not _NOT_AN_END.search(text[: found.start() + 1])
        ]
        if ends:
            yield Violation(
                item.at("statement"),
                f"the statement of {item.model.id} has {len(ends) + 1} sentences",
                "make one entry of each, or one sentence",
            )


RULE = Rule(
    id="AG226",
    severity="warning",
    title="more than one requirement in a statement",
    why=(
        "One entry has one obligation, one scope, one citation. Two sentences in one share "
        "them, though the source may not."
    ),
    remedy="Make two entries of it, or one sentence.",
    check=_check,
)
