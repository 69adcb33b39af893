"""AG001: a file or folder that cannot be read, or is not UTF-8."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG001",
    severity="error",
    title="a file or folder that cannot be read, or is not UTF-8",
    why=(
        "What cannot be read was not checked, so a build that passes over it says nothing. "
        "UTF-8 is the one encoding in which a file means the same everywhere."
    ),
    remedy="Make the file readable and save it as UTF-8.",
)
