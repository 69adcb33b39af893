"""AG305: a waiver that silences nothing."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG305",
    severity="warning",
    title="a waiver that silences nothing",
    why=("What it waived was mended. Left in place it would silence the next slip as well."),
    remedy="Remove the comment.",
)
