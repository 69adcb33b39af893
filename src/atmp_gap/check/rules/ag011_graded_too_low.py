"""AG011: an answer graded too low for what it claims."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG011",
    severity="error",
    title="an answer graded too low for what it claims",
    why=(
        "That a text gives no number is a strong claim. Nobody can know it from memory: it "
        "takes the text, or a source about it."
    ),
    remedy="Read the text or name a source, or leave the slot out.",
)
