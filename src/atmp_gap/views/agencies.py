"""What stands in the corpus of each of several agencies: whose texts were read, on which topics."""

from __future__ import annotations

from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus


@dataclass(frozen=True)
class Recorded:
    """What is recorded of an agency on a day: its own entries and those it adopted."""

    agency: str
    topics: frozenset[str]
    entries: int
    texts: int


def recorded(corpus: Corpus, agency: str, as_of: str) -> Recorded:
    """What is recorded of an agency; nothing where no text of it was read."""
    found = {
        entry.id: (file.topic, entry.document.id)
        for file in corpus.subjects.values()
        for entry in file.entries
        if entry.agency == agency or entry.document.adopted_by(agency, as_of)
    }
    topics = frozenset(
        file.topic
        for file in corpus.subjects.values()
        if any(entry.id in found for entry in file.entries)
    )
    texts = {document for _, document in found.values()}
    return Recorded(agency, topics, len(found), len(texts))
