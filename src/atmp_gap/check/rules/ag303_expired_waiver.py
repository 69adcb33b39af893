"""AG303: a waiver whose last day has gone by."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG303",
    severity="warning",
    title="a waiver whose last day has gone by",
    why=(
        "A waiver with an end was meant to end. What it silenced is reported again, and the"
        " comment misleads."
    ),
    remedy="Mend what it waives and remove it, or give a new day with a new reason.",
)
