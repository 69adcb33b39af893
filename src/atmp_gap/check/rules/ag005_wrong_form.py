"""AG005: a missing field, or a value of the wrong form."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG005",
    severity="error",
    title="a missing field, or a value of the wrong form",
    why=(
        "Locator, grade, anchors of what was read, the source of what was reported: every "
        "one is needed to check a statement again. Grade `read` needs `anchors`, other "
        "grades have none, `reported` names its source in `via`, and an absence that is "
        "only believed says so."
    ),
    remedy="Add the field or correct the value.",
)
