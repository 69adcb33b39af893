"""AG230: a judgement that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    for item in material.judgements:
        judgement = item.model
        if judgement.between[0] == judgement.between[1]:
            yield Hit(item.at("between"), f"{judgement.between[0]} is judged against itself")
        stricter = judgement.stricter
        if judgement.verdict == "match" and stricter not in (None, "equal"):
            yield Hit(item.at("stricter"), f"a match has no stricter side, but {stricter} is named")
        if (
            judgement.verdict == "diverge"
            and not judgement.confirms
            and (stricter in (None, "equal"))
        ):
            yield Hit(
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
