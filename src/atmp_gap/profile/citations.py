"""Where the statements stand that decide in an assessment, and how they were read."""

from __future__ import annotations

from atmp_gap.gap.voices import Voice
from atmp_gap.model.requirement import Requirement
from atmp_gap.profile.assessment import Citation


def cited(document: str, requirement: Requirement) -> str:
    """Where a statement stands, and in which edition it was read."""
    edition = requirement.reading.edition
    told = f" [read in: {edition}]" if edition else ""
    return f"{document}, {requirement.source.locator}{told}"


def citation(voice: Voice) -> Citation:
    """Where an entry stands, as data."""
    entry, document = voice.entry, voice.entry.document
    return Citation(
        entry.id,
        document.id,
        document.short_name,
        document.title,
        document.reference,
        entry.requirement.source.locator,
        entry.requirement.reading.edition,
        entry.grade,
        document.status,
    )
