"""AG007: an id that is used twice."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG007",
    severity="error",
    title="an id that is used twice",
    why=(
        "Judgements, overrides and other people's files point at ids; an id that means two "
        "things makes all of them wrong."
    ),
    remedy="Give the newer one an id that was never used.",
)
