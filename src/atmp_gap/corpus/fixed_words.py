"""What people call the fixed words of the files: for help lines, never for reading them."""

from __future__ import annotations

from collections.abc import Iterable

from atmp_gap.corpus.problem import spelling

_MEANT: dict[str, tuple[str, ...]] = {
    # the force of a sentence
    "must": ("shall", "required", "is required", "mandatory", "has to", "is to", "obligatory"),
    "should": ("recommended", "advised", "ought to", "is expected", "encouraged", "desirable"),
    "may": ("can", "could", "might", "optional", "permitted", "allowed", "is possible"),
    # the life of a document
    "final": ("effective", "in force", "adopted", "approved", "current", "published", "valid"),
    "draft": ("consultation", "for consultation", "for comment", "under consultation"),
    "superseded": ("replaced", "obsolete", "outdated", "revised", "superceded", "old"),
    "withdrawn": ("repealed", "revoked", "rescinded", "retired", "cancelled"),
    "proposed": ("planned", "announced", "concept paper", "proposal"),
    # how it was read
    "read": ("verified", "seen", "checked", "first-hand", "original", "primary"),
    "reported": ("secondary", "cited", "second-hand", "quoted", "literature"),
    "recalled": ("memory", "from memory", "assumed", "believed", "remembered", "unverified"),
    # how two sides stand
    "match": ("agree", "agrees", "same", "equal", "identical", "matching"),
    "diverge": ("differ", "differs", "different", "divergent", "conflict", "disagree"),
    "no-counterpart": ("gap", "missing", "one-sided"),
    # kinds of slots
    "limit": ("maximum", "minimum", "threshold", "specification", "range", "max", "min"),
    "effort": ("number", "amount", "duration", "quantity", "time"),
    "choice": ("one-of", "enum", "select", "option"),
    "any-of": ("or", "either", "alternatives"),
    "all-of": ("list", "and", "every", "set"),
    "schedule": ("visits", "timepoints", "calendar"),
    "clock": ("deadline", "timeline", "review-time"),
    # directions, disciplines, whom it binds
    "lower": ("less", "smaller", "fewer", "down"),
    "higher": ("more", "greater", "larger", "up"),
    "cmc": ("quality", "chemistry", "manufacturing", "module 3"),
    "nonclinical": ("preclinical", "pre-clinical", "toxicology"),
    "clinical": ("trial", "human", "patients"),
    "procedural": ("procedure", "regulatory", "administrative", "process"),
    "sponsor": ("applicant", "company", "developer", "industry", "manufacturer"),
    "agency": ("authority", "regulator"),
}


def meant(word: object, known: Iterable[str]) -> str | None:
    """The known word that an everyday one means; None where there is none."""
    if not isinstance(word, str):
        return None
    folded = spelling(word)
    for name in known:
        if folded == spelling(name) or folded in map(spelling, _MEANT.get(name, ())):
            return name
    return None
