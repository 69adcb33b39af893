"""From a corpus to what is looked for in each document: statements, numbers, names, absences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from atmp_gap.corpus.corpus import Corpus, Entry, PlacedAbsence
from atmp_gap.corpus.fingerprint import of_entry, of_subject
from atmp_gap.model.requirement import Requirement
from atmp_gap.verify.finding import Need, Task
from atmp_gap.verify.numbers import LOWER, UPPER, Mention, Reader

_REFERENCE = re.compile(
    r"\b(?:articles?|art\.|sections?|annex(?:es)?|appendix|modules?|types?|phases?|parts?|tables?|"
    r"steps?|options?|case|class|category|question|chapter|title|points?|paragraphs?|CFR|USC|U\.S\.C\.|"
    r"No\.?|schedule|grades?|tiers?)\s*[\dIVX]+[\w.()/-]*(?:\s*(?:,|and|or|to|-)\s*\d+[\w.()]*)?"
    r"|<\d+>|\b\d+\s+(?:CFR|USC|U\.S\.C\.)\s*[\d.]*|\b(?:19|20)\d\d\b(?!\s*(?:%|[a-z]+s\b))",
    re.IGNORECASE,
)
_QUANTITIES = frozenset({"limit", "effort", "clock", "schedule"})


def reader_of(corpus: Corpus) -> Reader:
    """The reader of numbers that knows the corpus' units."""
    return Reader(corpus.words.measures.units)


def tasks_of(corpus: Corpus) -> list[Task]:
    """Every requirement and every recorded absence, as something to look for in a document."""
    reader = reader_of(corpus)
    entries: dict[str, list[Entry]] = {}
    for file in corpus.subjects.values():
        for entry in file.entries:
            entries.setdefault(entry.id, []).append(entry)
    tasks = [
        _task(corpus, requirement, entries.get(name, []), reader)
        for name, (_, requirement, _) in corpus.requirements.items()
    ]
    for name, file in corpus.subjects.items():
        for placed in file.absences:
            tasks += _absences(corpus, name, placed, reader)
    return tasks


def fingerprints(corpus: Corpus) -> Mapping[str, str]:
    """What each requirement and absence says now, as digits to compare with."""
    return {task.key: task.fingerprint for task in tasks_of(corpus)}


def absence_key(subject: str, placed: PlacedAbsence, document: str) -> str:
    """The name of an absence in a ledger: who is silent on what, in which document."""
    absence = placed.absence
    parts = [subject, *absence.slots, *absence.elements]
    scope = [name for names in absence.applies_to.values() for name in names]
    tail = f" ({', '.join(scope)})" if scope else ""
    return f"absence {absence.agency} {'.'.join(parts)}{tail} in {document}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _task(corpus: Corpus, requirement: Requirement, entries: list[Entry], reader: Reader) -> Task:
    prints = [f"{entry.subject} {of_entry(entry, corpus)}" for entry in entries]
    fingerprint = prints[0].split()[-1] if len(prints) == 1 else _digest(sorted(prints))
    words: list[tuple[str, float]] = [(requirement.statement, 1.0)]
    for entry in entries:
        words += _names(corpus, entry.subject)
    return Task(
        key=requirement.id,
        document=requirement.source.document,
        locator=requirement.source.locator,
        statement=requirement.statement,
        fingerprint=fingerprint,
        grade=requirement.reading.grade,
        anchors=requirement.anchors,
        needs=needs_of(corpus, requirement, entries, reader),
        words=tuple(words),
    )


def _names(corpus: Corpus, subject: str) -> list[tuple[str, float]]:
    known = corpus.subjects[subject].subject
    return [(known.title, 0.6), *((word, 0.5) for word in known.synonyms), (known.question, 0.2)]


def needs_of(
    corpus: Corpus, requirement: Requirement, entries: Iterable[Entry], reader: Reader
) -> tuple[Need, ...]:
    """The numbers a statement rests on: those of its typed answers, then those of its sentence."""
    found: dict[tuple[object, str | None], Need] = {}

    def add(mention: Mention, answered: bool, text: str) -> None:
        key = (mention.value, mention.dimension)
        earlier = found.get(key)
        if earlier is None or (earlier.bound is None and mention.bound and not answered):
            found[key] = Need(mention.value, mention.dimension, mention.bound, text, answered)

    for entry in entries:
        asks = corpus.subjects[entry.subject].subject.asks
        for slot, answer in entry.answers.items():
            if asks[slot].kind not in _QUANTITIES or answer.is_none:
                continue
            for raw in answer.elements or (answer.text,):
                spaced = raw.replace("..", " to ")
                for mention in reader.mentions(spaced):
                    add(mention, True, raw)
    sentence = _REFERENCE.sub(lambda match: " " * len(match[0]), requirement.statement)
    for mention in reader.mentions(sentence):
        word = mention.text.split()[0].lower()
        if word in ("one", "zero") or (mention.value == 0 and mention.dimension is None):
            continue
        said = {UPPER: "at most ", LOWER: "at least "}.get(mention.bound or "", "")
        add(mention, False, f"{said}{mention.text}")
    return tuple(found.values())


def _absences(
    corpus: Corpus, subject: str, placed: PlacedAbsence, reader: Reader
) -> Iterable[Task]:
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
        yield Task(
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
