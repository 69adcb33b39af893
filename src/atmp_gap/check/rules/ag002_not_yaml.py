"""AG002: text that is not YAML."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG002",
    severity="error",
    title="text that is not YAML",
    why=("The rest of the file has no meaning until its syntax holds."),
    remedy="Mend the spot named; often a colon or quote that needs quoting, or an indentation.",
)
