"""AG009: a word that the vocabulary lacks."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG009",
    severity="error",
    title="a word that the vocabulary lacks",
    why=(
        "Scopes, units, conditions and methods are compared by their ids; an unknown one "
        "matches nothing."
    ),
    remedy="Use a word of vocabulary.yaml, or add it there.",
)
