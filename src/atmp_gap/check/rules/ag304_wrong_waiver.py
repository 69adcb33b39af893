"""AG304: a waiver without a rule, a reason or a real date."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG304",
    severity="error",
    title="a waiver without a rule, a reason or a real date",
    why=(
        "A waiver is a decision, and a decision without a reason cannot be checked by the "
        "next reader. It has no effect."
    ),
    remedy="Write `# atmp-gap: ignore[AG204] why this is right here`.",
)
