"""Conversions in words: the arithmetic, the facts of the dose behind it, and what it would need."""

from __future__ import annotations

from atmp_gap.kinds.conversion import Conversion
from atmp_gap.kinds.dose import BODY_WEIGHT, VOLUME

UNDECIDED = (
    "not the same for every value of the dose: a limit that fits those with least room would decide"
)


def arithmetic(conversion: Conversion | None) -> list[str]:
    """How a limit was brought to another basis, to be checked by hand."""
    if conversion is None or conversion.arithmetic is None:
        return []
    by = f", by {', '.join(conversion.facts)}" if conversion.facts else ""
    lines = [f"{conversion.arithmetic}{by}"]
    if conversion.strictest:
        lines.append(f"with least room: {conversion.strictest}")
    return lines


def wanting(conversion: Conversion | None) -> str:
    """Why two limits could not be compared by the dose; empty where no dose is to blame."""
    if conversion is None:
        return ""
    if conversion.undecided:
        return UNDECIDED
    if conversion.missing:
        text = f"add to the profile under dose: {', '.join(conversion.missing)}"
        if {BODY_WEIGHT, VOLUME} <= set(conversion.missing):
            text += " (with a volume per kg the weight is not needed)"
        return text
    return conversion.refused or ""
