"""From a corpus to what is looked up in each document: statements, absences, precedents.

``lookups_of(corpus)`` is where a run of verify begins; ``fingerprints`` tells later whether what
was looked up still says the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from atmp_gap.corpus.corpus import Corpus, Entry, PlacedAbsence, PlacedPrecedent
from atmp_gap.corpus.fingerprint import of_precedent, of_requirement, of_subject
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.requirement import Requirement
from atmp_gap.verify.lookup import Lookup
from atmp_gap.verify.needs import NumberReader, needs_of, reader_of


def lookups_of(corpus: Corpus) -> list[Lookup]:
    """Every requirement, recorded absence and precedent, as something to look up in a document."""
    reader = reader_of(corpus)
    entries: dict[str, list[Entry]] = {}
    precedents: dict[str, list[PlacedPrecedent]] = {}
    for file in corpus.subjects.values():
        for entry in file.entries:
            entries.setdefault(entry.id, []).append(entry)
        for case in file.precedents:
            precedents.setdefault(case.precedent.id, []).append(case)
    lookups = []
    for name, (_, requirement, _) in corpus.requirements.items():
        on = entries.get(name, [])
        lookups.append(_statement(corpus, requirement, on, of_requirement(on, corpus), reader))
    for name, file in corpus.subjects.items():
        for placed in file.absences:
            lookups += _absences(corpus, name, placed, reader)
    for cases in precedents.values():
        # It decides nothing, but where it stands is looked up as well.
        said, digits = cases[0].precedent, of_precedent(cases[0], corpus)
        lookups.append(_statement(corpus, said, cases, digits, reader))
    return lookups


def fingerprints(corpus: Corpus) -> Mapping[str, str]:
    """What each requirement, absence and precedent says now, as digits to compare with."""
    return {lookup.key: lookup.fingerprint for lookup in lookups_of(corpus)}


def absence_key(subject: str, placed: PlacedAbsence, document: str) -> str:
    """The name of an absence in a ledger: who is silent on what, in which document."""
    absence = placed.absence
    parts = [subject, *absence.slots, *absence.elements]
    scope = [name for names in absence.applies_to.values() for name in names]
    tail = f" ({', '.join(scope)})" if scope else ""
    return f"absence {absence.agency} {'.'.join(parts)}{tail} in {document}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _statement(
    corpus: Corpus,
    said: Requirement | Precedent,
    placed: Sequence[Entry | PlacedPrecedent],
    fingerprint: str,
    reader: NumberReader,
) -> Lookup:
    """A requirement or a precedent, on all its subjects: ``placed``."""
    words: list[tuple[str, float]] = [(said.statement, 1.0)]
    for item in placed:
        words += _names(corpus, item.subject)
    return Lookup(
        key=said.id,
        document=said.source.document,
        locator=said.source.locator,
        statement=said.statement,
        fingerprint=fingerprint,
        grade=said.reading.grade,
        anchors=said.anchors,
        needs=needs_of(corpus, said.statement, placed, reader),
        words=tuple(words),
    )


def _names(corpus: Corpus, subject: str) -> list[tuple[str, float]]:
    known = corpus.subjects[subject].subject
    return [(known.title, 0.6), *((word, 0.5) for word in known.synonyms), (known.question, 0.2)]


def _absences(
    corpus: Corpus, subject: str, placed: PlacedAbsence, reader: NumberReader
) -> Iterable[Lookup]:
    absence = placed.absence
    file = corpus.subjects[subject]
    known = file.subject
    words: list[tuple[str, float]] = [(known.question, 1.0), (known.title, 1.0)]
    words += [(word, 0.7) for word in known.synonyms]
    for name in (*absence.slots, *absence.elements):
        slot = known.asks.get(name)
        words.append(((slot.title if slot else None) or name.replace("-", " "), 1.0))
    for item in absence.searched:
        sections = "; ".join(item.sections)
        yield Lookup(
            key=absence_key(subject, placed, item.document),
            document=item.document,
            locator="" if sections == "full" else sections,
            statement=f"{absence.agency} says nothing on: {known.question}",
            fingerprint=_digest(
                [of_subject(file, corpus), *absence.slots, *absence.elements, item.document]
            ),
            grade=absence.reading.grade,
            words=tuple(words),
            absence=True,
        )
