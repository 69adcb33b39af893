"""AG014: facts of a product profile that contradict each other."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG014",
    severity="error",
    title="facts of a product profile that contradict each other",
    why=(
        "A profile cuts the questions to those of one product. Facts that no product combines "
        "(an AAV vector that integrates, a donor that is the patient and is not) would cut away "
        "all of them, and the report would look as if nothing were asked."
    ),
    remedy=(
        "Keep the fact that is meant; leave out what is not certain, which keeps it open; write "
        "a profile of its own for another product."
    ),
)
