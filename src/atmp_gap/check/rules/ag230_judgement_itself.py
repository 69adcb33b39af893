"""AG230: a judgement that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for item in context.judgements:
        judgement = item.model
        if judgement.between[0] == judgement.between[1]:
            yield Violation(item.at("between"), f"{judgement.between[0]} is judged against itself")
        stricter = judgement.stricter
        if judgement.verdict == "match" and stricter not in (None, "equal"):
            yield Violation(
                item.at("stricter"), f"a match has no stricter side, but {stricter} is named"
            )
        if (
            judgement.verdict == "diverge"
            and not judgement.confirms
            and (stricter in (None, "equal"))
        ):
            yield Violation(
                item.at("verdict"),
                "a judgement that two sides diverge says which is stricter",
                "give stricter: one of the two, mixed or not-comparable",
            )


RULE = Rule(
    id="AG230",
    severity="error",
    title="a judgement that contradicts itself",
    why=(
        "A judgement overrides the computed verdict, so it must be whole: two agencies, and"
        " a stricter side that goes with its verdict."
    ),
    remedy="Correct the verdict or the stricter side.",
    check=_check,
)
