"""AG012: a file where the layout of the corpus has no place for it."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG012",
    severity="error",
    title="a file where the layout of the corpus has no place for it",
    why=(
        "A misspelt file name, or a topic in the folder of another, would be left out in silence."
    ),
    remedy="Rename or move the file.",
)
