"""AG006: a field that the format does not know."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG006",
    severity="error",
    title="a field that the format does not know",
    why=("A misspelt field would be ignored, and with it what it was meant to say."),
    remedy="Correct the name; the help line gives the nearest known one.",
)
