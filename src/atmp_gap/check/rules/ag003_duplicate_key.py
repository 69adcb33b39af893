"""AG003: a key that stands twice in one mapping."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG003",
    severity="error",
    title="a key that stands twice in one mapping",
    why=(
        "Most YAML readers silently keep the last one, so half of what was written would "
        "vanish without a word."
    ),
    remedy="Keep one of the two.",
)
