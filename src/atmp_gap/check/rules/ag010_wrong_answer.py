"""AG010: an answer that does not fit its slot."""

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG010",
    severity="error",
    title="an answer that does not fit its slot",
    why=("A slot says what kind of answer it takes; only answers of that kind can be compared."),
    remedy="Write the answer in the slot's form, or leave the slot out and speak in prose.",
)
