"""Why an amount of one thing is none of another: said where a unit cannot become another."""

from __future__ import annotations

_OWN = "the ratio is the product's own and has to be measured"
_WHY: dict[frozenset[str], str] = {
    frozenset({"endotoxin", "mass"}): (
        "how active a mass of endotoxin is differs from one endotoxin to another"
    ),
    frozenset({"endotoxin", "international-units"}): (
        "IU count as endotoxin units only where endotoxin is asked"
    ),
    frozenset({"particles", "vector-genomes"}): f"particles may be empty; {_OWN}",
    frozenset({"infectious-dose", "plaque-forming-units"}): f"two assays of infection; {_OWN}",
}
OF_A_SOLUTION = frozenset({"osmolality"})
"""What is per kg or per litre of a solution: no amount of a dose that could be multiplied."""
_INFECTIOUS = {"infectious-dose", "infectious-units", "plaque-forming-units"}
_COUNTED = {"vector-genomes", "particles", "genome", "copies"}


def across(one: str, other: str) -> str:
    """The reason, for two dimensions of which no factor makes one the other."""
    known = _WHY.get(frozenset({one, other}))
    if known:
        return known
    pair = {one, other}
    if pair & _INFECTIOUS and pair <= _INFECTIOUS | _COUNTED:
        return f"not every one of them infects; {_OWN}"
    if "international-units" in pair:
        return "an international unit is one of activity, fixed by its own standard"
    if "log-reduction" in pair:
        return "a reduction compares two amounts and is none itself"
    if "number" in pair:
        return "a bare number does not say what it counts"
    a, b = (name.replace("-", " ") for name in (one, other))
    return f"one is {a}, the other {b}"
