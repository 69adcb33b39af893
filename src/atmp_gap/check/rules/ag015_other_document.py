"""AG015: found while the files are read; here stands what it means."""

from __future__ import annotations

from atmp_gap.check.rule import Rule

RULE = Rule(
    id="AG015",
    severity="error",
    title="a requirement that rests on a record of one product, or a precedent that does not",
    why=(
        "What an agency asked of one product binds nobody else, and must never decide a verdict; "
        "what a text asks of everybody is no precedent."
    ),
    remedy=(
        "Cite a text of the agency for a requirement, an absence or a succession, and a document "
        "of the kind product-record for a precedent."
    ),
)
