"""AG013: an absence whose search cannot support it."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG013",
    severity="error",
    title="an absence whose search cannot support it",
    why=(
        "Silence is the strongest claim of all: it turns into a gap in a report. It takes a "
        "search of that agency's own texts, and who did not read a section cannot say that it "
        "is silent."
    ),
    remedy=(
        "Search a text of the agency. Enter what was read under `sections_read` of the document, "
        "or grade the absence by what was done."
    ),
)
