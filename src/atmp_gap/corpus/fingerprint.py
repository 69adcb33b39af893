"""Fingerprints: what a person judged, so that a later change is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from atmp_gap.corpus.corpus import Corpus, Entry, PlacedPrecedent, SubjectFile

SCHEME = 1
"""The number of the rule below; it goes up when the rule changes."""


def _digest(facts: object) -> str:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def of_entry(entry: Entry, corpus: Corpus) -> str:
    """Twelve hex digits over what an entry says on one subject.

    Covers statement, obligation, answers, conditions, the scope spelled out to leaves, the
    document and its status; not the reading grade, the locator or the anchors, so that raising a
    grade burns no judgement.
    """
    requirement = entry.requirement
    return _digest(
        {
            "statement": requirement.statement,
            "obligation": requirement.obligation,
            "answers": requirement.answers_on(entry.subject),
            "complete": sorted(requirement.complete),
            "unless": sorted(entry.unless),
            "when": sorted(entry.when),
            "scope": corpus.space.leaves(entry.box),
            "document": entry.document.id,
            "status": entry.document.status,
        }
    )


def of_precedent(placed: PlacedPrecedent, corpus: Corpus) -> str:
    """Twelve hex digits over what a precedent says: who did what, for what kind of product, where.

    Not the reading grade, the locator or the anchors, as with requirements.
    """
    precedent = placed.precedent
    return _digest(
        {
            "agency": precedent.agency,
            "product": precedent.product.name,
            "kind": corpus.space.leaves(placed.box),
            "procedure": precedent.procedure,
            "date": precedent.date,
            "happened": precedent.happened,
            "statement": precedent.statement,
            "subjects": precedent.subjects,
            "answers": precedent.answers,
            "document": placed.document.id,
        }
    )


def of_requirement(entries: Sequence[Entry], corpus: Corpus) -> str:
    """Twelve hex digits over what a requirement says on all its subjects; ``entries`` are its."""
    prints = [(entry.subject, of_entry(entry, corpus)) for entry in entries]
    if len(prints) == 1:
        return prints[0][1]
    said = sorted(f"{subject} {digits}" for subject, digits in prints)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def of_subject(file: SubjectFile, corpus: Corpus) -> str:
    """Twelve hex digits over a subject's domain, slots and their kinds."""
    return _digest(
        {
            "domain": [corpus.space.leaves(box) for box in file.scopes]
            or corpus.space.leaves(file.domain),
            "asks": {
                name: {
                    key: getattr(slot, key) for key in ("kind", "dimension", "stricter", "minor")
                }
                for name, slot in file.subject.asks.items()
            },
        }
    )
