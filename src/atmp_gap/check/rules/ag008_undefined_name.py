"""AG008: a name that is defined nowhere: topic, subject, document, agency, entry."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG008",
    severity="error",
    title="a name that is defined nowhere: topic, subject, document, agency, entry",
    why=(
        "A requirement on a subject that does not exist is compared with nothing and would "
        "vanish from every report."
    ),
    remedy="Correct the name, or define it.",
)
